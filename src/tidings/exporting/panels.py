"""Panels: how many events of which kind passed between two parties, period by period.

Events are counted, not reports.  An event counts in a period if its whole window lies in it; one whose window is wider
than a period counts nowhere, but as *undated* in every period that it touches, so that it does not vanish and no
period claims it.  The panel spans the periods in which an event counts, or the days asked for; the windows of undated
events do not stretch it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import BinaryIO, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from tidings.events import Event
from tidings.exporting.dating import dated_by_publication
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
        since: the first day; None for the first period in which an event counts.
        until: the last day; None for the last period in which an event counts.
        all_statuses: count what was planned, possible or denied too.
        publication_dates: count an act that nothing dates on the day on which it was first told as done.
    """

    dyad: Dyad | None = None
    by: By = "month"
    undirected: bool = False
    min_origins: int = 1
    min_confidence: float = 0.0
    since: date | None = None
    until: date | None = None
    all_statuses: bool = False
    publication_dates: bool = False


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
class _Dyad:
    """What is gathered for one dyad: types and scores by period, and the windows that are wider than one."""

    kinds: dict[date, Counter[str]] = field(default_factory=dict)
    scores: dict[date, list[float]] = field(default_factory=dict)
    windows: list[tuple[date, date]] = field(default_factory=list)

    def count(self, first: date, kind: str, score: float) -> None:
        """Count an event in the period that begins on a day."""
        self.kinds.setdefault(first, Counter())[kind] += 1
        self.scores.setdefault(first, []).append(score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Events that would count but lie in no one period, once a dyad: their window is too wide, or they have none."""

    undated: int
    dateless: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The cells of a panel, in order of dyad and period, and what they leave out; ``types`` are those of all cells."""

    cells: tuple[Cell, ...]
    types: tuple[str, ...]
    left: Left

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
    """Count events by dyad and period, zeros between the first and the last period of the panel included."""
    gathered: dict[Dyad, _Dyad] = {_ordered(choice.dyad, choice): _Dyad()} if choice.dyad else {}
    undated = dateless = 0
    for told in events:
        event = dated_by_publication(told) if choice.publication_dates else told
        kind = _kind(event, choice)
        if kind is None:
            continue
        for dyad in _dyads(event, choice):
            if event.earliest is None or event.latest is None:
                dateless += 1
            elif _touches(event.earliest, event.latest, choice):
                window = period(event.earliest, choice.by), period(event.latest, choice.by)
                into = gathered.setdefault(dyad, _Dyad())
                if window[0] == window[1] and _inside(event.earliest, event.latest, choice):
                    into.count(window[0], kind, ontology.intensity(kind, event.mode))
                else:
                    into.windows.append(window)
                    undated += 1
    return _panel(gathered, ontology, choice, Left(undated=undated, dateless=dateless))


def _panel(gathered: Mapping[Dyad, _Dyad], ontology: Ontology, choice: Choice, left: Left) -> Panel:
    days = [first for dyad in gathered.values() for first in dyad.kinds]
    begin = period(choice.since, choice.by) if choice.since else min(days, default=None)
    end = period(choice.until, choice.by) if choice.until else max(days, default=None)
    periods = tuple(_periods(begin, end, choice.by))
    cells = tuple(
        _cell(dyad, first, choice.by, counts, ontology)
        for dyad, counts in sorted(gathered.items(), key=lambda item: item[0])
        for first in periods
    )
    return Panel(cells=cells, types=tuple(sorted({name for cell in cells for name in cell.types})), left=left)


def _ordered(dyad: Dyad, choice: Choice) -> Dyad:
    one, other = sorted(dyad) if choice.undirected else dyad
    return one, other


def _kind(event: Event, choice: Choice) -> str | None:
    """The type under which the panel counts an event; None if it does not."""
    counted = (
        (choice.all_statuses or event.status in TOLD_AS_DONE)
        and event.origins >= choice.min_origins
        and event.confidence >= choice.min_confidence
    )
    return event.type if counted else None


def _dyads(event: Event, choice: Choice) -> frozenset[Dyad]:
    """The dyads of the event that the panel counts, each once."""
    found = frozenset(_ordered(dyad, choice) for dyad in dyads(event))
    return found if choice.dyad is None else found & {_ordered(choice.dyad, choice)}


def _touches(earliest: date, latest: date, choice: Choice) -> bool:
    """Whether a window has a day of the panel."""
    return not (choice.since and latest < choice.since) and not (choice.until and earliest > choice.until)


def _inside(earliest: date, latest: date, choice: Choice) -> bool:
    """Whether a window has no day that is not the panel's."""
    return not (choice.since and earliest < choice.since) and not (choice.until and latest > choice.until)


def _periods(first: date | None, last: date | None, by: By) -> Iterator[date]:
    while first is not None and last is not None and first <= last:
        yield first
        first = following(first, by)


def _cell(dyad: Dyad, first: date, by: By, counts: _Dyad, ontology: Ontology) -> Cell:
    kinds = counts.kinds.get(first, Counter())
    quads = Counter[int]()
    for kind, count in kinds.items():
        quads[ontology.types[kind].quad] += count
    events = kinds.total()
    return Cell(
        dyad=dyad,
        period=f"{first:{LABELS[by]}}",
        first=first,
        last=following(first, by) - timedelta(days=1),
        events=events,
        quads=(quads[1], quads[2], quads[3], quads[4]),
        types=kinds,
        intensity=round(math.fsum(counts.scores[first]) / events, 4) if events else None,
        undated=sum(begin <= first <= end for begin, end in counts.windows),
    )


def to_parquet(table: Panel, stream: BinaryIO) -> None:
    """Write a panel's table as Parquet: days as days, counts as whole numbers."""
    days = dict.fromkeys(("first", "last"), pa.date32())
    texts = dict.fromkeys(("actor", "recipient", "period"), pa.string())
    kinds = {name: pa.int64() for name in table.columns} | days | texts | {"intensity": pa.float64()}
    schema = pa.schema([(name, kinds[name]) for name in table.columns])
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows()]
    pq.write_table(pa.Table.from_pylist(rows, schema), stream)
