"""The work of ``tidings run --on``: articles from files, coded on a cluster, written as Parquet.

Daft reads, hands out and writes; Ray runs it (``pip install tidings[cluster]``).  On each node, what codes is the pool
of ``running.pool``: the same function, the same answer to an article that kills its process.  A node that dies takes
nothing along: Daft gives its files to another.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any

import daft
import pyarrow as pa
import ray
from daft.functions import file, to_struct
from daft.io import IOConfig, S3Config

from tidings.errors import SetupError, StoreError
from tidings.records import Article, Failure
from tidings.running.arrow import ARTICLES, RESULTS, articles_to_batch, results_to_batch
from tidings.running.batches import PIECE, batches
from tidings.running.coders import Factory, Item
from tidings.running.pool import Pool
from tidings.running.tally import Tally, fixed

LOCAL = "ray"
COLUMNS = pa.schema([*RESULTS, pa.field("article", pa.struct(list(ARTICLES)))])
"""Of the Parquet that is written: what came of an article, and the article; null for what could not be read."""

_ROW = pa.struct(list(COLUMNS))
_ON_DISK = "file://"  # Daft writes it before the path of a file, and the other commands do not
_PARQUET = (".parquet", ".pq")


@dataclass(frozen=True, slots=True)
class Job:
    """What each node needs, sent to it.

    Attributes:
        factory: makes the coder.
        lines: reads the articles of an open file of JSON lines, given with its path.
        row: reads an article from the columns of a row, given with the path of the data.
    """

    factory: Factory
    lines: Callable[[IO[bytes], str], Iterator[Item]]
    row: Callable[[dict[str, Any], str], Item]


def run_on(address: str, sources: Sequence[str], target: str, job: Job) -> Tally:
    """Code what is in files on a cluster and write it as Parquet.

    Args:
        address: ``ray`` for a Ray that runs on this machine (or at RAY_ADDRESS), or else one for this run;
            ``ray://host:port`` for one elsewhere.
        sources: files or patterns, on disks that all nodes see or ``s3://``: Parquet by its name, else JSON lines.
        target: a folder, as the sources, without Parquet so far.
        job: what to do.

    Raises:
        SetupError: the cluster cannot be reached, or the work ended with an error.
        StoreError: there is Parquet in the target already.
    """
    connect(address)
    storage = _storage()
    if _exists(f"{target}/**/*.parquet", storage):
        raise StoreError(f"{target}: there is Parquet here already; name another folder")
    node = _Node(job)
    try:
        for source in sources:
            _coded(source, node, storage).write_parquet(target, io_config=storage)
        return _counted(f"{target}/**/*.parquet", storage)
    except FileNotFoundError as error:
        raise SetupError(f"nothing to read: {_last_line(error)}") from error
    except (daft.exceptions.DaftCoreException, ray.exceptions.RayError) as error:
        raise SetupError(f"the run on {address} ended: {_last_line(error)}") from error


def connect(address: str) -> None:
    """Have Daft work on a Ray cluster: to be done before anything else is done with Daft.

    Raises:
        SetupError: it cannot be reached.
    """
    if not ray.is_initialized():
        try:
            ray.init(None if address == LOCAL else address, log_to_driver=False, logging_level="error")
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise SetupError(f"{address}: no Ray cluster answers: {_last_line(error)}") from error
    daft.set_runner_ray(noop_if_initialized=True)


@lru_cache(maxsize=1)
def _pool(factory: Factory) -> Pool:
    """Give the pool of this node, which stays for all sources: a process for each core that Ray has there."""
    here = ray.get_runtime_context().get_node_id()
    [cores] = [node["Resources"].get("CPU", 1) for node in ray.nodes() if node["NodeID"] == here]
    return Pool(factory, max(1, int(cores)))


@daft.cls(use_process=False)  # the pool is what has processes
class _Node:
    """What codes on one node: Daft makes one there and calls it from a thread for each of its cores."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._pool = _pool(job.factory)

    @daft.method.batch(return_dtype=daft.DataType.from_arrow_type(pa.list_(_ROW)), batch_size=1)
    def of_file(self, files: daft.Series, paths: daft.Series) -> pa.Array:
        """Code the articles of one file: one row, a list."""
        [opened], [path] = files.to_pylist(), paths.to_pylist()
        with opened.open() as stream:
            rows = self._rows(self._job.lines(io.BufferedReader(_Raw(stream)), path.removeprefix(_ON_DISK)))
        return pa.ListArray.from_arrays([0, len(rows)], rows)

    @daft.method.batch(return_dtype=daft.DataType.from_arrow_type(_ROW), batch_size=PIECE)
    def of_rows(self, rows: daft.Series, paths: daft.Series) -> pa.Array:
        """Code an article from each row."""
        pairs = zip(rows.to_pylist(), paths.to_pylist(), strict=True)
        return self._rows(self._job.row(row, path.removeprefix(_ON_DISK)) for row, path in pairs)

    def _rows(self, items: Iterator[Item]) -> pa.StructArray:
        done = [_row(given, results) for given, results in self._mapped(items)]
        return pa.concat_arrays([pa.array([], _ROW), *done])

    def _mapped(self, items: Iterator[Item]) -> Iterator[tuple[Sequence[Item], Sequence[Any]]]:
        given: list[Sequence[Item]] = []

        def noted() -> Iterator[Sequence[Item]]:
            for batch in batches(items, articles=PIECE):
                given.append(batch)
                yield batch

        for results in self._pool.map(noted()):
            yield given.pop(0), results


class _Raw(io.RawIOBase):
    """What Daft opens, as Python's own buffered files want it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self._stream.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def _row(items: Sequence[Item], results: Sequence[Any]) -> pa.StructArray:
    """Put what came of articles beside them."""
    answers = results_to_batch(results)
    read = articles_to_batch(item for item in items if isinstance(item, Article))
    places = iter(range(len(read)))
    taken = pa.array([None if isinstance(item, Failure) else next(places) for item in items], pa.int64())
    return pa.StructArray.from_arrays([*answers.columns, read.to_struct_array().take(taken)], fields=list(COLUMNS))


def _coded(source: str, node: Any, storage: IOConfig) -> daft.DataFrame:
    if source.lower().endswith(_PARQUET):
        found = daft.read_parquet(source, io_config=storage, file_path_column="path of the file")
        columns = [found[name] for name in found.column_names if name in ARTICLES.names]
        rows = found.select(node.of_rows(to_struct(*columns), found["path of the file"]).alias("row"))
    else:
        paths = _listed(source, storage)
        found = daft.from_pydict({"path": paths}).into_partitions(len(paths))
        rows = found.select(node.of_file(file(found["path"], io_config=storage), found["path"]).alias("row"))
        rows = rows.explode("row")
    return rows.select(daft.col("row").unnest())


def _counted(written: str, storage: IOConfig) -> Tally:
    """Count what was written."""
    found = daft.read_parquet(written, io_config=storage)
    error = daft.col("error")
    outcomes = found.select(error.get("stage").alias("stage"), error.get("reason").alias("reason"))
    tally = Tally()
    for row in outcomes.groupby("stage", "reason").agg(daft.lit(1).count().alias("count")).to_pylist():
        if row["stage"] is None:
            tally.coded = row["count"]
        else:
            tally.failed[row["stage"], row["reason"]] = row["count"]
    tally.done = tally.coded
    tally.read = tally.coded + tally.failed.total()
    for counts, column, field, name in (
        (tally.mentions, "mentions", "type", str),
        (tally.declined, "declined", "reason", fixed),
    ):
        each = found.select(daft.col(column)).explode(column).select(daft.col(column).get(field).alias("of"))
        for row in each.where(daft.col("of").not_null()).groupby("of").agg(daft.lit(1).count().alias("n")).to_pylist():
            counts[name(row["of"])] += row["n"]
    return tally


def _storage() -> IOConfig:
    """How to reach object storage: as AWS's environment variables say, else as each node is allowed to."""
    if "AWS_ACCESS_KEY_ID" not in os.environ:
        return IOConfig()
    said = {
        "endpoint_url": os.environ.get("AWS_ENDPOINT_URL"),
        "region_name": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
        "key_id": os.environ["AWS_ACCESS_KEY_ID"],
        "access_key": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "session_token": os.environ.get("AWS_SESSION_TOKEN"),
    }
    return IOConfig(s3=S3Config(**{name: value for name, value in said.items() if value}))


def _listed(pattern: str, storage: IOConfig) -> list[str]:
    """Give the files that a pattern names.

    Raises:
        FileNotFoundError: there are none.
    """
    found: list[str] = daft.from_glob_path(pattern, io_config=storage).select("path").to_pydict()["path"]
    if not found:
        raise FileNotFoundError(pattern)
    return found


def _exists(pattern: str, storage: IOConfig) -> bool:
    try:
        return bool(_listed(pattern, storage))
    except FileNotFoundError:
        return False


def _last_line(error: BaseException) -> str:
    """Give what went wrong; the lines before tell through which hands it came."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
