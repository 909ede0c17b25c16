"""Events into a file of a format: what goes out, what stays out and why, and what leads back."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from tidings.errors import InputError
from tidings.exporting import flat, gdelt, icews, plover, polecat
from tidings.exporting.cells import Cell, Facts, Line, Row, joined, one_line
from tidings.exporting.checking import faults
from tidings.exporting.dating import dated_by_publication
from tidings.exporting.exported import Exported
from tidings.exporting.selecting import selected
from tidings.knowledge.exporting import Column, Layout

LINES: Mapping[str, Callable[[Exported, Facts], Iterator[Line]]] = MappingProxyType(
    {
        "plover": plover.lines,
        "polecat": polecat.lines,
        "icews": icews.lines,
        "gdelt": gdelt.lines,
        "gdelt-mentions": gdelt.mention_lines,
        "csv": flat.event_lines,
        "csv-mentions": flat.mention_lines,
        "parquet": flat.event_lines,
        "parquet-mentions": flat.mention_lines,
        "geojson": flat.event_lines,
    }
)
ID_COLUMNS = ("row", "id", "event", "mentions", "articles")
_WHOLE = frozenset({"integer", "count", "quad", "flag"})
_REAL = frozenset({"number", "scale", "share", "latitude", "longitude"})
_BATCH = 10_000


@dataclass(slots=True)
class Export:
    """One export: give it events, write its lines, then ask it what came of them.

    Attributes:
        layout: the format.
        facts: our codes in those of others.
        all_statuses: take what was planned, possible or denied into formats that cannot say so.
        publication_dates: where a format needs a date and nothing dates the act, take the day it was first told.
        check: compare every row with the column list.
        events: how many went out.
        rows: how many rows they made.
        wide: events among them that a single day stands for though their window is wider.
        assumed: events among them that publication dates.
        left_out: events that stayed out, by reason.
        dropped: reports of events that went out that stayed out, since they tell the act as not done.
        faults: rows that are not as the list says.
        ids: rows of the side file.
    """

    layout: Layout
    facts: Facts
    all_statuses: bool = False
    publication_dates: bool = False
    check: bool = False
    events: int = 0
    rows: int = 0
    wide: int = 0
    assumed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    faults: list[str] = field(default_factory=list)
    ids: list[tuple[str, ...]] = field(default_factory=list)
    _owners: dict[Cell, str] = field(default_factory=dict)

    def lines(self, events: Iterable[Exported]) -> Iterator[Line]:
        """The rows of those events that the format takes.

        Raises:
            InputError: two events have one number for an id.
        """
        for whole in events:
            dated = self._dated(whole)
            taken = selected(dated, self.layout, all_statuses=self.all_statuses)
            if isinstance(taken, str):
                self.left_out[taken] += 1
                continue
            self.events += 1
            self.assumed += dated is not whole
            self.dropped += len(whole.reports) - len(taken.reports)
            self.wide += "day" in self.layout.needs and taken.event.earliest != taken.event.latest
            for line in LINES[self.layout.name](taken, self.facts):
                self.rows += 1
                self._note(line, taken.event.event)
                yield line

    def _dated(self, exported: Exported) -> Exported:
        """The event with a day if the format needs one, the user lets publication give it, and it is no old story."""
        wanted = self.publication_dates and {"date", "day"} & set(self.layout.needs)
        if not wanted or all(report.mention.historical for report in exported.reports):
            return exported
        event = dated_by_publication(exported.event)
        return exported if event is exported.event else replace(exported, event=event)

    def _note(self, line: Line, event: str) -> None:
        if self.check:
            cells = properties(line.cells, self.layout) if self.layout.name == "geojson" else line.cells
            found = faults(self.layout.columns, cells, self.facts.codes)
            self.faults += [f"row {self.rows}, event {event}: {fault}" for fault in found]
        if not self.layout.ids:
            return
        key = line.cells[self.layout.columns[0].name]
        if self._owners.setdefault(key, event) != event:
            detail = f"events {self._owners[key]} and {event} share {key}; export them into two files"
            raise InputError("exporting", "two events of one number", detail)
        mentions = joined(report.mention.id for report in line.reports) or ""
        articles = joined(report.article_id for report in line.reports) or ""
        self.ids.append((str(self.rows), str(key), event, mentions, articles))

    def write(self, events: Iterable[Exported], stream: BinaryIO) -> None:
        """Write the format's file."""
        WRITERS[self.layout.suffix](self.layout, self.lines(events), stream)

    def write_ids(self, stream: BinaryIO) -> None:
        """Write the side file: for each row its id, and the ids of its event, mentions and articles."""
        stream.writelines(("\t".join(row) + "\n").encode("utf-8", "replace") for row in (ID_COLUMNS, *self.ids))

    def told(self) -> Iterator[str]:
        """Say in lines what went out, what stayed out, and what the format loses."""
        yield f"{self.layout.name}: {self.events:,} events in {self.rows:,} rows"
        for reason, count in self.left_out.most_common():
            yield f"left out: {count:,} ({reason})"
        if self.dropped:
            yield f"left out: {self.dropped:,} reports of these events (not told as done)"
        if self.wide:
            yield f"dated by the first day of a wider window: {self.wide:,}"
        if self.assumed:
            yield f"dated by publication alone: {self.assumed:,}"
        yield f"lost by the format: {'; '.join(self.layout.lost)}"


def properties(cells: Row, layout: Layout) -> Row:
    """The cells that a feature has as properties: those of the point become its geometry."""
    known = [column.name for column in layout.columns]
    return {name: cells.get(name) for name in known}


def _write_tabs(layout: Layout, lines: Iterable[Line], stream: BinaryIO) -> None:
    columns = [column.name for column in layout.columns]
    if layout.header:
        stream.write(("\t".join(columns) + "\n").encode())
    for line in lines:
        cells = (line.cells.get(name) for name in columns)
        texts = (layout.missing if cell is None or cell == "" else _bare(_text(cell)) for cell in cells)
        stream.write(("\t".join(texts) + "\n").encode("utf-8", "replace"))


def _bare(text: str) -> str:
    """The text as a cell of a file that knows no quoting: a quotation mark would make some readers swallow tabs."""
    return one_line(text).replace('"', "'")


def _write_csv(layout: Layout, lines: Iterable[Line], stream: BinaryIO) -> None:
    columns = [column.name for column in layout.columns]
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for line in lines:
        writer.writerow(["" if (cell := line.cells.get(name)) is None else _text(cell) for name in columns])
    text.detach()


def _write_json(layout: Layout, lines: Iterable[Line], stream: BinaryIO) -> None:
    columns = [column.name for column in layout.columns]
    for line in lines:
        record = {name: cell for name in columns if (cell := line.cells.get(name)) not in (None, [])}
        stream.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace"))


def _write_geojson(layout: Layout, lines: Iterable[Line], stream: BinaryIO) -> None:
    stream.write(b'{"type": "FeatureCollection", "features": [')
    for number, line in enumerate(lines):
        feature = {
            "type": "Feature",
            "id": line.cells["event"],
            "geometry": {"type": "Point", "coordinates": [line.cells["longitude"], line.cells["latitude"]]},
            "properties": properties(line.cells, layout),
        }
        stream.write((",\n" if number else "\n").encode())
        stream.write(json.dumps(feature, ensure_ascii=False).encode("utf-8", "replace"))
    stream.write(b"\n]}\n")


def _write_parquet(layout: Layout, lines: Iterable[Line], stream: BinaryIO) -> None:
    schema = pa.schema([pa.field(column.name, _arrow(column), not column.required) for column in layout.columns])
    batch: list[dict[str, Cell | date]] = []
    with pq.ParquetWriter(stream, schema) as writer:
        for line in lines:
            batch.append({column.name: _typed(column, line.cells.get(column.name)) for column in layout.columns})
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema))


def _arrow(column: Column) -> pa.DataType:
    if column.kind in _WHOLE:
        return pa.int64()
    if column.kind in _REAL:
        return pa.float64()
    return {"day": pa.date32(), "boolean": pa.bool_()}.get(column.kind, pa.string())


def _typed(column: Column, cell: Cell) -> Cell | date:
    if isinstance(cell, int) and column.kind in _REAL:
        return float(cell)
    return date.fromisoformat(cell) if isinstance(cell, str) and column.kind == "day" else cell


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)


WRITERS: Mapping[str, Callable[[Layout, Iterable[Line], BinaryIO], None]] = MappingProxyType(
    {
        "tsv": _write_tabs,
        "csv": _write_csv,
        "jsonl": _write_json,
        "geojson": _write_geojson,
        "parquet": _write_parquet,
    }
)
