"""Articles as rows of Parquet, a batch of rows in memory at a time; columns are the fields of an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from tidings.errors import InputError
from tidings.reading.lines import EXPECTED, FIELDS, failure, from_row
from tidings.reading.passed_over import strangers, telling
from tidings.records import Article, Failure

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS = 64  # at a time
_BUFFER = 1 << 20  # bytes of a column in memory; a row group is not read whole


def rows(file: IO[bytes], path: str, max_bytes: int) -> Iterator[Article | Failure]:
    """The articles of a Parquet file, one by one; a row group that is damaged becomes a failure, the rest is read.

    Raises:
        InputError: it is no Parquet, or has no column ``text``.
    """
    import pyarrow as pa  # noqa: PLC0415  slow to load
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    try:
        table = ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
    except (pa.ArrowException, OSError) as error:
        raise InputError("reading", "not Parquet", str(error)) from error
    names = table.schema_arrow.names
    if "text" not in names:
        detail = f"columns found: {', '.join(names) or 'none'}; expected text, and of {', '.join(FIELDS)} what there is"
        raise InputError("reading", "no column text", detail)
    with telling(path, "columns that no article has", EXPECTED) as unknown:
        unknown.update(dict.fromkeys(strangers(names, FIELDS), table.metadata.num_rows))
        before = 0
        for group in range(table.num_row_groups):
            try:
                yield from _group(table, group, before, path, max_bytes)
            except (pa.ArrowException, OSError) as error:
                where = f"{path}: row group {group + 1}"
                yield failure(where, InputError("reading", "unreadable row group", str(error)))
            before += table.metadata.row_group(group).num_rows


def _group(table: ParquetFile, group: int, before: int, path: str, max_bytes: int) -> Iterator[Article | Failure]:
    columns = [name for name in table.schema_arrow.names if name in FIELDS]
    for batch in table.iter_batches(batch_size=_ROWS, row_groups=[group], columns=columns, use_threads=False):
        for row in batch.to_pylist():
            before += 1
            yield from_row({name: _plain(value) for name, value in row.items()}, path, f"{path}:{before}", max_bytes)


def _plain(value: Any) -> Any:
    """Days and times as the wire format has them."""
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date
