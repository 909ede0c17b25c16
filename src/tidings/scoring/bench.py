"""The bench: how fast Tidings codes, as a share of the speed of the parser alone.

``python -m tidings.scoring.bench ARTICLES.jsonl`` runs both over the same articles, one after the other in processes
of their own with one thread, and prints words a second, their ratio, and the memory that Tidings took.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from tidings.records import Article, Coded
from tidings.settings import Settings

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def articles(path: Path, count: int) -> list[Article]:
    """Read the first so many articles."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in islice(file, count)]
    return [Article(id=row["id"], text=row["text"], published=row.get("published") or row.get("date")) for row in rows]


def parser_alone(given: Sequence[Article]) -> float:
    """Parse the articles with the bare pipeline.

    Returns:
        Seconds, without those of loading.
    """
    from tidings.annotating.parse import load_parser  # noqa: PLC0415 - only the process that needs it loads it

    parser = load_parser(Settings().parser)
    start = time.perf_counter()
    for _ in parser.pipe(article.text for article in given):
        pass
    return time.perf_counter() - start


def coder(given: Sequence[Article]) -> float:
    """Code the articles with everything on.

    Returns:
        Seconds, without those of loading.
    """
    import tidings  # noqa: PLC0415 - only the process that needs it loads it
    from tidings import wire  # noqa: PLC0415

    loaded = tidings.load()
    start = time.perf_counter()
    failed = 0
    for result in loaded.pipe(given):
        failed += not isinstance(result, Coded)
        wire.encode(result)
    seconds = time.perf_counter() - start
    if failed:
        sys.stderr.write(f"{failed} of {len(given)} articles were not coded; the ratio flatters\n")
    return seconds


PARTS = {"parser": parser_alone, "tidings": coder}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench, or one part of it in this process."""
    options = argparse.ArgumentParser(prog="tidings.scoring.bench", description=__doc__)
    options.add_argument("articles", type=Path, help="JSON lines with id, text and published")
    options.add_argument("--count", type=int, default=400, help="how many articles of them")
    options.add_argument("--part", choices=PARTS, help="run this part only, in this process")
    given = options.parse_args(argv)
    chosen = articles(given.articles, given.count)
    words = sum(len(article.text.split()) for article in chosen)
    if given.part:
        seconds = PARTS[given.part](chosen)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes, on Linux
        sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": megabytes}))
        return 0
    speed = {}
    for part in PARTS:
        command = [sys.executable, "-m", "tidings.scoring.bench", str(given.articles), "--count", str(given.count)]
        run = subprocess.run(  # noqa: S603 - this module
            [*command, "--part", part], env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, check=True
        )
        found = json.loads(run.stdout)
        speed[part] = words / found["seconds"]
        sys.stdout.write(f"{part:<8} {speed[part]:>8,.0f} words/s, {found['megabytes']:,.0f} MB at most\n")
    sys.stdout.write(
        f"ratio    {speed['tidings'] / speed['parser']:>8.2f}   ({len(chosen)} articles, {words:,} words)\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
