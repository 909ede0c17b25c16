"""The bench: how fast Tidings codes, as a share of the speed of the parser alone, and what takes the time.

``python -m tidings.scoring.bench ARTICLES.jsonl`` runs over the same articles the bare spaCy pipeline, Tidings with
everything on and Tidings without the reader, in turn, each in a process of its own with one thread, and prints words
and articles a second of processor time, the ratios, the memory at most, the share of each stage, and how long the
first answers take from a cold start.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from tidings.records import Article, Coded
from tidings.settings import Settings

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TIDINGS = (sys.executable, "-c", "from tidings.cli import main; main()")
STARTS = 3  # of which the median counts


def articles(path: Path, count: int) -> list[Article]:
    """Read the first so many articles."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in islice(file, count)]
    return [Article(id=row["id"], text=row["text"], published=row.get("published") or row.get("date")) for row in rows]


# ------------------------------------------------------------------------------------------------ one part


def parser_alone(given: Sequence[Article]) -> dict[str, Any]:
    """Parse the articles with the bare pipeline, as spaCy loads it and with its own size of batches.

    Returns:
        ``seconds`` of processor time, without those of loading.
    """
    import spacy  # noqa: PLC0415 - only the process that needs it loads it

    parser = spacy.load(Settings().parser)
    start = time.process_time()
    for _ in parser.pipe(article.text for article in given):
        pass
    return {"seconds": time.process_time() - start}


def coder(given: Sequence[Article], *, reader: bool = True, watched: bool = False) -> dict[str, Any]:
    """Code the articles.

    Returns:
        ``seconds`` of processor time, without those of loading, and, if watched, those of each of the ``stages``.
    """
    from tidings import wire  # noqa: PLC0415 - only the process that needs it loads it
    from tidings.pipeline import Tidings  # noqa: PLC0415
    from tidings.scoring.stages import Watch  # noqa: PLC0415

    loaded = Tidings(Settings(reader=reader))
    watch = Watch(loaded) if watched else None
    start = time.process_time()
    failed = 0
    for result in loaded.pipe(given):
        failed += not isinstance(result, Coded)
        wire.encode(result)
    seconds = time.process_time() - start
    if failed:
        sys.stderr.write(f"{failed} of {len(given)} articles were not coded; the ratio flatters\n")
    return {
        "seconds": seconds,
        "stages": dict(sorted(watch.seconds.items(), key=lambda pair: -pair[1])) if watch else {},
    }


PARTS: Mapping[str, Callable[[Sequence[Article]], dict[str, Any]]] = {
    "parser": parser_alone,
    "tidings": coder,
    "rules": lambda given: coder(given, reader=False),
    "stages": lambda given: coder(given, watched=True),
}
NAMED = {"parser": "bare pipeline", "tidings": "Tidings", "rules": "Tidings --no-reader"}


# ------------------------------------------------------------------------------------------------ all parts


def run(part: str, path: Path, count: int) -> dict[str, Any]:
    """Run one part in a process of its own."""
    command = [sys.executable, "-m", "tidings.scoring.bench", str(path), "--count", str(count), "--part", part]
    done = subprocess.run(  # noqa: S603 - this module
        command, env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def tell_speed(rounds: Sequence[Mapping[str, Mapping[str, Any]]], count: int, words: int) -> None:
    """Print how fast each part was, and the ratios of each round to its own run of the bare pipeline."""
    for part, name in NAMED.items():
        seconds = median(found[part]["seconds"] for found in rounds)
        megabytes = max(found[part]["megabytes"] for found in rounds)
        speed = f"{words / seconds:>8,.0f} words/s {count / seconds:>6.1f} articles/s"
        print(f"{name:<22}{speed} {megabytes:>6,.0f} MB at most")
    for part in ("tidings", "rules"):
        ratios = [found["parser"]["seconds"] / found[part]["seconds"] for found in rounds]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"ratio of {NAMED[part]:<22}{median(ratios):>6.2f}   ({spread} in {len(rounds)} rounds)")


def tell_stages(found: Mapping[str, Any], words: int) -> None:
    """Print what each stage takes."""
    known = sum(found["stages"].values())
    for stage, seconds in (*found["stages"].items(), ("the rest", found["seconds"] - known)):
        print(f"  {stage:<28}{1e6 * seconds / words:>8.1f} µs a word {seconds / found['seconds']:>7.1%}")


def tell_start(path: Path) -> None:
    """Print how long the first answers take, by the clock on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.jsonl"
        with path.open(encoding="utf-8") as file:
            first.write_text(file.readline(), encoding="utf-8")
        for name, arguments in (
            ("tidings --help", ("--help",)),
            ("the first article", ("code", str(first), "--output", str(Path(folder) / "coded.jsonl"))),
        ):
            took = []
            for _ in range(STARTS):
                start = time.perf_counter()
                subprocess.run(  # noqa: S603 - our own command
                    [*TIDINGS, *arguments], env={**os.environ, **ONE_THREAD}, stdout=subprocess.DEVNULL, check=True
                )
                took.append(time.perf_counter() - start)
            print(f"{name:<22}{median(took):>6.2f} s from a cold start")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench, or one part of it in this process."""
    options = argparse.ArgumentParser(prog="tidings.scoring.bench", description=__doc__)
    options.add_argument("articles", type=Path, help="JSON lines with id, text and published")
    options.add_argument("--count", type=int, default=400, help="how many articles of them")
    options.add_argument("--rounds", type=int, default=1, help="how often each part is run; the median counts")
    options.add_argument("--part", choices=PARTS, help="run this part only, in this process")
    given = options.parse_args(argv)
    chosen = articles(given.articles, given.count)
    if given.part:
        found = PARTS[given.part](chosen)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes, on Linux
        sys.stdout.write(json.dumps({**found, "megabytes": megabytes}))
        return 0
    words = sum(len(article.text.split()) for article in chosen)
    print(f"{len(chosen)} articles, {words:,} words, one thread")
    rounds = [{part: run(part, given.articles, given.count) for part in NAMED} for _ in range(given.rounds)]
    tell_speed(rounds, len(chosen), words)
    tell_stages(run("stages", given.articles, given.count), words)
    tell_start(given.articles)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
