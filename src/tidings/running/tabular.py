"""Rows of an answer as a table, CSV or JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tidings.explaining.explanation import printable

Row = Sequence[Any]


def as_jsonl(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Give each row as a JSON object."""
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain) + "\n"


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Give a head line and each row as CSV; null is an empty cell, lists and structs are JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    yield _emptied(buffer)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield _emptied(buffer)


def as_table(columns: Sequence[str], rows: Iterable[Row], *, width: int | None = None) -> Iterator[str]:
    """Give an aligned table of all rows.

    Args:
        columns: their names.
        rows: held in memory to find how wide columns must be.
        width: of the terminal, into which cells are folded; None for as wide as it takes.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        table.add_column(Text(printable(name)))
    count = 0
    for row in rows:
        table.add_row(*(Text(printable(_cell(value)), overflow="fold") for value in row))
        count += 1
    console = Console(file=io.StringIO(), width=width or 100_000, color_system=None)
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        yield line.rstrip() + "\n"
    yield f"({count:,} {'row' if count == 1 else 'rows'})\n"


FORMATS: MappingProxyType[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = MappingProxyType(
    {"table": as_table, "csv": as_csv, "jsonl": as_jsonl}
)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value)


def _plain(value: object) -> Any:
    """What JSON has no form for: days as ISO 8601, decimals as numbers, the rest as words."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
