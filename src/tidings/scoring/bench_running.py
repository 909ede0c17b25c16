"""How well work spreads: one process against two, and this machine's pool against Ray.

``python -m tidings.scoring.bench_running ARTICLES.jsonl`` codes the same articles with everything on and prints
articles and words a second for each number of processes, without the time to load.  Wall time lies on a machine that
others use, so it prints the time of processors, too: two processes reach twice the speed of one on cores of their own
if together they take as long as one does and the process that reads and writes takes next to none.  ``--ray`` adds
the same articles on a Ray of this machine (``tidings[cluster]``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tidings import pipeline, wire
from tidings.records import Article
from tidings.running.batches import PIECE, batches
from tidings.running.coders import Coders, coders
from tidings.running.pool import Pool
from tidings.scoring.bench import articles
from tidings.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What coding took, in seconds: by the clock, of processors in this process, and in the others that code."""

    wall: float
    here: float
    others: float

    def speed_of(self, processes: int) -> float:
        """The share of the stream that is done in a second by so many processes that each have a core of their own."""
        return 1 / max(self.others / processes, self.here)


def in_processes(given: Sequence[Article], processes: int) -> Spent:
    """Code articles in processes, each of which has coded one before, and write their lines."""
    loader = pipeline.Loader(Settings())
    with coders(loader, processes) as by:
        # Every process loads its coder, and all that it loads late, on articles that the measured ones do not wait for.
        for _ in by.map([list(given[: PIECE * processes])]):
            pass
        start, here, others = time.perf_counter(), time.process_time(), _of_children(by)
        for results in by.map(batches(given, articles=PIECE)):
            for result in results:
                wire.encode(result)
        wall, here = time.perf_counter() - start, time.process_time() - here
        return Spent(wall=wall, here=here, others=_of_children(by) - others)


def _of_children(by: Coders) -> float:
    """Seconds of processors that the living workers of a pool have taken; 0 where there is no pool."""
    return sum(by.asked(time.process_time)) if isinstance(by, Pool) else 0.0


def on_ray(given: Sequence[Article]) -> Spent:
    """Code articles on a Ray of this machine, from Parquet to Parquet; the time to start Ray is not counted."""
    import pyarrow as pa  # noqa: PLC0415 - only those who ask for it need it
    import pyarrow.parquet as pq  # noqa: PLC0415

    from tidings.running import arrow, cluster  # noqa: PLC0415

    job = cluster.Job(pipeline.Loader(Settings()), pipeline.lines, pipeline.row)
    with tempfile.TemporaryDirectory() as folder:
        table = pa.Table.from_batches([arrow.articles_to_batch(given)])
        pq.write_table(table, f"{folder}/in.parquet", row_group_size=PIECE)
        cluster.connect(cluster.LOCAL)
        cluster.run_on(cluster.LOCAL, [f"{folder}/in.parquet"], f"{folder}/first", job)  # its workers load
        start = time.perf_counter()
        cluster.run_on(cluster.LOCAL, [f"{folder}/in.parquet"], f"{folder}/out", job)
        return Spent(wall=time.perf_counter() - start, here=0, others=0)


def report(given: Sequence[Article], *, ray: bool = False) -> Iterator[str]:
    """Measure and tell, a line each; see the module."""
    words = sum(len(article.text.split()) for article in given)
    one, two = in_processes(given, 1), in_processes(given, 2)
    for name, spent in (("1 process", one), ("2 processes", two)):
        yield (
            f"{name:<12} {len(given) / spent.wall:>7.2f} articles/s {words / spent.wall:>8,.0f} words/s by the clock; "
            f"processors: {spent.here:.1f} s here, {spent.others:.1f} s in workers"
        )
    yield f"by the clock, two processes are {one.wall / two.wall:.2f} x one"
    yield f"by processors, on two cores of their own they are {one.here * two.speed_of(2):.2f} x one"
    if ray:
        there = on_ray(given)
        yield f"{'Ray here':<12} {len(given) / there.wall:>7.2f} articles/s {words / there.wall:>8,.0f} words/s"
        yield f"by the clock, Ray takes {there.wall / two.wall:.2f} x as long as the pool"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench."""
    options = argparse.ArgumentParser(prog="tidings.scoring.bench_running", description=__doc__)
    options.add_argument("articles", type=Path, help="JSON lines with id, text and published")
    options.add_argument("--count", type=int, default=200, help="how many articles of them")
    options.add_argument("--ray", action="store_true", help="also on a Ray of this machine")
    chosen = options.parse_args(argv)
    given = articles(chosen.articles, chosen.count)
    for line in report(given, ray=chosen.ray):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
