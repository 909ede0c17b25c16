"""The soak: whether the memory of a worker stays flat over many articles.

``python -m tidings.scoring.soak --count 20000`` codes so many short articles, no two alike, in one process of the pool
and prints the memory of that process at intervals.  It fails if the last is more than a tenth above that after the
first quarter, when all that is loaded late is loaded and the caches that have bounds are full.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tidings import pipeline
from tidings.records import Article, Failure
from tidings.running.batches import PIECE, batches
from tidings.running.pool import Pool
from tidings.settings import Settings

INTERVALS = 20
GROWTH = 1.1
_STATES = "Chad Norway Peru Malawi Latvia Jordan Fiji Ghana Nepal Oman Panama Togo Tonga Benin Iceland Laos".split()
_ROLES = ("foreign minister", "president", "army", "police", "parliament", "prime minister", "ambassador", "navy")
_ACTS = (
    "met the {role} of {other} in {place} on {day} to discuss a ceasefire",
    "said on {day} that it would send {count} soldiers to {other}",
    "condemned {other} over the arrest of {count} fishermen near {place}",
    "signed an agreement with {other} on {day}, two officials said",
    "denied that its troops had fired on protesters in {place}",
    "will impose sanctions on {other} if talks in {place} fail, {surname} told reporters",
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PLACES = "Oslo Lima Lilongwe Riga Amman Suva Accra Kathmandu Muscat Lome Cotonou Reykjavik Vientiane Geneva".split()
_SOUNDS = "ba da ko le mi nor pe ra sen ti vu wel xo yar zin".split()


def made(count: int) -> Iterator[Article]:
    """Make articles of five sentences, with names of persons that never come again."""
    chance = random.Random(7)  # noqa: S311 - the same articles each time
    for number in range(count):
        sentences = []
        for _ in range(5):
            state, other = chance.sample(_STATES, 2)
            act = chance.choice(_ACTS).format(
                role=chance.choice(_ROLES),
                other=other,
                place=chance.choice(_PLACES),
                day=chance.choice(_DAYS),
                count=chance.randrange(2, 9000),
                surname="".join(chance.choices(_SOUNDS, k=4)).title(),
            )
            sentences.append(f"The {chance.choice(_ROLES)} of {state} {act}.")
        yield Article(id=f"soak-{number}", text=" ".join(sentences), published="2024-05-15", language="en")


def memory_of_this_process() -> float:
    """Megabytes that this process holds now, on Linux."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def main(argv: Sequence[str] | None = None) -> int:
    """Run the soak."""
    options = argparse.ArgumentParser(prog="tidings.scoring.soak", description=__doc__)
    options.add_argument("--count", type=int, default=20_000, help="how many articles")
    given = options.parse_args(argv)
    every = max(1, given.count // INTERVALS)
    held: list[float] = []
    start, done, failed = time.monotonic(), 0, 0
    with Pool(pipeline.Loader(Settings()), 1) as pool:
        for results in pool.map(batches(made(given.count), articles=PIECE)):
            before, done = done, done + len(results)
            failed += sum(isinstance(result, Failure) for result in results)
            if done // every > before // every:
                held += pool.asked(memory_of_this_process)
                sys.stdout.write(f"{done:>8,} articles {held[-1]:>6,.0f} MB {time.monotonic() - start:>7,.0f} s\n")
                sys.stdout.flush()
    settled = held[len(held) // 4]
    sys.stdout.write(f"{failed} failed; {held[-1] / settled:.2f} x the memory after the first quarter\n")
    return int(held[-1] > GROWTH * settled or failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
