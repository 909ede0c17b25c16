"""Panels: how many events of which kind passed between two parties, period by period.

Events are counted, not reports.  An event counts in a period if its whole window lies in it; one whose window is wider
than a period counts nowhere, but as *undated* in every period that it touches, so that it does not vanish and no
period claims it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import BinaryIO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from tidings.events import Event
from tidings.exporting.dyads import dyads
from tidings.exporting.exported import TOLD_AS_DONE
from tidings.knowledge.ontology import Ontology

By = Literal["day", "week", "month"]
Dyad = tuple[str, str]
LABELS: Mapping[By, str] = MappingProxyType({"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a panel counts.

    Attributes:
        dyad: two codes, actor first; None for every dyad that there is.
        by: the length of a period; weeks begin on Monday.
        undirected: count what either does to the other as one.
        min_origins: independent texts that must tell of the event.
        min_confidence: of the event.
        since: the first day; None for the first period that has an event.
        until: the last day; None for the last period that has an event.
        all_statuses: count what was planned, possible or denied too.
    """

    dyad: Dyad | None = None
    by: By = "month"
    undirected: bool = False
    min_origins: int = 1
    min_confidence: float = 0.0
    since: date | None = None
    until: date | None = None
    all_statuses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One dyad in one period.

    ``intensity`` is the mean over the events counted, None if there are none; ``undated`` events touch the period but
    may lie outside it.
    """

    dyad: Dyad
    period: str
    first: date
    last: date
    events: int
    quads: tuple[int, int, int, int]
    types: Mapping[str, int]
    intensity: float | None
    undated: int


@dataclass(slots=True)
class _Counts:
    """What is gathered for one dyad and period."""

    types: dict[str, int] = field(default_factory=dict)
    quads: list[int] = field(default_factory=lambda: [0] * 4)
    total: float = 0.0
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The cells of a panel, by dyad and period, zeros included; and the events of its dyads that have no date.

    Attributes:
        cells: in order of dyad and period.
        types: of all cells, the columns of the table.
        dateless: events that would count but for a date.
    """

    cells: tuple[Cell, ...]
    types: tuple[str, ...]
    dateless: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the table's columns."""
        fixed = ("actor", "recipient", "period", "first", "last", "events", "quad1", "quad2", "quad3", "quad4")
        return (*fixed, "intensity", "undated", *self.types)

    def rows(self) -> Iterator[tuple[str | int | float | date | None, ...]]:
        """The table's rows."""
        for cell in self.cells:
            counts = (cell.types.get(name, 0) for name in self.types)
            when = (cell.period, cell.first, cell.last)
            yield (*cell.dyad, *when, cell.events, *cell.quads, cell.intensity, cell.undated, *counts)


def period(day: date, by: By) -> date:
    """The first day of the period that a day lies in."""
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def following(first: date, by: By) -> date:
    """The first day of the period after the one that begins on a day."""
    if by == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first + timedelta(days=7 if by == "week" else 1)


def panel(events: Iterable[Event], ontology: Ontology, choice: Choice) -> Panel:
    """Count events by dyad and period, zeros between the first and the last period included."""
    counts: dict[Dyad, dict[date, _Counts]] = {}
    dateless = 0
    for event in events:
        if not _counts(event, choice):
            continue
        for dyad in _dyads(event, choice):
            if event.earliest is None or event.latest is None:
                dateless += 1
            elif _within(event.earliest, event.latest, choice):
                _add(counts.setdefault(dyad, {}), event, ontology, choice)
    if choice.dyad is not None:
        counts.setdefault(_ordered(choice.dyad, choice), {})
    spans = [first for periods in counts.values() for first in periods]
    begin = period(choice.since, choice.by) if choice.since else min(spans, default=None)
    end = period(choice.until, choice.by) if choice.until else max(spans, default=None)
    cells = tuple(
        _cell(dyad, first, choice.by, periods.get(first, _Counts()))
        for dyad, periods in sorted(counts.items())
        for first in _periods(begin, end, choice.by)
    )
    return Panel(cells=cells, types=tuple(sorted({name for cell in cells for name in cell.types})), dateless=dateless)


def _ordered(dyad: Dyad, choice: Choice) -> Dyad:
    one, other = sorted(dyad) if choice.undirected else dyad
    return one, other


def _counts(event: Event, choice: Choice) -> bool:
    return (
        event.type is not None
        and (choice.all_statuses or str(event.status) in TOLD_AS_DONE)
        and event.origins >= choice.min_origins
        and event.confidence >= choice.min_confidence
    )


def _dyads(event: Event, choice: Choice) -> frozenset[Dyad]:
    """The dyads of the event that the panel counts, each once."""
    found = frozenset(_ordered(dyad, choice) for dyad in dyads(event))
    return found if choice.dyad is None else found & {_ordered(choice.dyad, choice)}


def _within(earliest: date, latest: date, choice: Choice) -> bool:
    """Whether the event's window touches the days of the panel."""
    return not (choice.since and latest < choice.since) and not (choice.until and earliest > choice.until)


def _add(periods: dict[date, _Counts], event: Event, ontology: Ontology, choice: Choice) -> None:
    """Count an event that is of a type and has a window."""
    assert event.type is not None
    assert event.earliest is not None
    assert event.latest is not None
    first, last = period(event.earliest, choice.by), period(event.latest, choice.by)
    within = not (choice.since and event.earliest < choice.since) and not (choice.until and event.latest > choice.until)
    if first == last and within:
        counts = periods.setdefault(first, _Counts())
        counts.types[event.type] = counts.types.get(event.type, 0) + 1
        counts.quads[ontology.types[event.type].quad - 1] += 1
        counts.total += ontology.intensity(event.type, event.mode)
        return
    start = max(first, period(choice.since, choice.by)) if choice.since else first
    end = min(last, period(choice.until, choice.by)) if choice.until else last
    for touched in _periods(start, end, choice.by):
        periods.setdefault(touched, _Counts()).undated += 1


def _periods(first: date | None, last: date | None, by: By) -> Iterator[date]:
    while first is not None and last is not None and first <= last:
        yield first
        first = following(first, by)


def _cell(dyad: Dyad, first: date, by: By, counts: _Counts) -> Cell:
    events = sum(counts.quads)
    one, two, three, four = counts.quads
    return Cell(
        dyad=dyad,
        period=f"{first:{LABELS[by]}}",
        first=first,
        last=following(first, by) - timedelta(days=1),
        events=events,
        quads=(one, two, three, four),
        types=counts.types,
        intensity=round(counts.total / events, 4) if events else None,
        undated=counts.undated,
    )


def to_parquet(table: Panel, stream: BinaryIO) -> None:
    """Write a panel's table as Parquet: days as days, counts as whole numbers."""
    days = dict.fromkeys(("first", "last"), pa.date32())
    texts = dict.fromkeys(("actor", "recipient", "period"), pa.string())
    kinds = {name: pa.int64() for name in table.columns} | days | texts | {"intensity": pa.float64()}
    schema = pa.schema([(name, kinds[name]) for name in table.columns])
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows()]
    pq.write_table(pa.Table.from_pylist(rows, schema), stream)
