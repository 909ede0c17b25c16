"""What outlets make of an event, as a matrix to read; and what two of them make of the same stories."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tidings.events import Event, Fields, Stance, Value
from tidings.explaining.explanation import printable
from tidings.records import Entity, Place, Quantity

STYLES = {Stance.ASSERTS: "green", Stance.HEDGES: "yellow", Stance.DENIES: "red", Stance.SILENT: "dim"}
WIDTH = 100  # columns where no screen says how many


def headline(event: Event) -> str:
    """An event in a line: ``ASSAULT aerial: Russia → Ukraine, Kharkiv, 2031-04-02, happened``."""
    if event.type is None:
        return f"story of {len(event.articles)} articles"
    sides = [_names(event.actors), _names(event.recipients)]
    told = [" → ".join(side or "?" for side in sides)]
    if event.where:
        told.append(_place(event.where))
    if event.earliest:
        told.append(_days(event.earliest, event.latest or event.earliest))
    told.append(event.status)
    return f"{event.type}{f' {event.mode}' if event.mode else ''}: {', '.join(told)}"


def matrix(event: Event, *, width: int | None = None, colour: bool = False) -> Iterator[str]:
    """Show who tells of an event, and what: a row for each outlet, then what is told differently, and the history.

    Args:
        event: what ``tidings link`` wrote.
        width: columns of the screen.
        colour: whether it shows colours.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("outlet", "stance", "own text", "when", "where", "figures"):
        table.add_column(name, overflow="fold")
    for row in event.coverage:
        table.add_row(
            _text(row.outlet),
            Text(row.stance, style=STYLES[row.stance]),
            "yes" if row.independent else "no, a copy",
            *(_text("; ".join(words for words, _ in told)) for _, told in _told(row.fields)),
        )
    articles = f"{len(event.articles)} article{'' if len(event.articles) == 1 else 's'}"
    independent = f"{event.origins} independent text{'' if event.origins == 1 else 's'}"
    yield f"{printable(headline(event))}\n"
    yield f"{event.event}   {articles}, {independent}, confidence {event.confidence:.2f}\n\n"
    yield from _rendered(table, width, colour=colour)
    yield from _contradictions(event)
    if len(event.history) > 1:
        yield "\nHow it went\n"
        yield from (f"  {state.as_of or 'no date'!s:<12} {state.status}\n" for state in event.history)
    if event.links:
        yield "\nWhy these are one\n"
        yield from (f"  {link.score:.2f}  {printable('; '.join(link.reasons))}\n" for link in event.links)


def _contradictions(event: Event) -> Iterator[str]:
    """The values of each field of which more than one is told, with who tells them."""
    for name, told in _told(event.fields):
        if len(told) > 1:
            yield f"\nTold differently: {name}\n"
            for words, value in told:
                voices = f" (according to {', '.join(value.voices)})" if value.voices else ""
                outlets = ", ".join(value.outlets) or "no outlet named"
                yield printable(f"  {words}: {outlets}{voices}") + "\n"


def compared(events: Iterable[Event], one: str, two: str, since: date | None = None) -> list[dict[str, Any]]:
    """Set side by side, by story, which acts one outlet reports and the other leaves out.

    Args:
        events: acts and stories.
        one: an outlet, as coverage names it.
        two: another.
        since: leave out stories of which the last report is older.

    Returns:
        For each story that both tell of: its id, the acts that both tell, and by outlet those that it alone tells.
    """
    acts: dict[str, list[Event]] = {}
    for event in events:
        if event.type is not None and event.story is not None and (since is None or _last(event) >= since):
            acts.setdefault(event.story, []).append(event)
    rows: list[dict[str, Any]] = []
    for story, told in sorted(acts.items()):
        stances = [(event, _stance(event, one), _stance(event, two)) for event in told]
        first = any(stance for _, stance, _ in stances)
        second = any(stance for _, _, stance in stances)
        if first and second:
            rows.append(
                {
                    "story": story,
                    "both": [_line(e, (a, b)) for e, a, b in stances if _tells(a) and _tells(b)],
                    "only": {
                        one: [_line(e, (a, b)) for e, a, b in stances if _tells(a) and not _tells(b)],
                        two: [_line(e, (a, b)) for e, a, b in stances if _tells(b) and not _tells(a)],
                    },
                }
            )
    return [row for row in rows if row["both"] or any(row["only"].values())]


def side_by_side(rows: Sequence[dict[str, Any]], one: str, two: str) -> Iterator[str]:
    """Show what :func:`compared` found."""
    for row in rows:
        yield f"{row['story']}\n"
        for act in row["both"]:
            yield printable(f"  both tell: {act['act']} ({act['stances'][0]} / {act['stances'][1]})") + "\n"
        for outlet in (one, two):
            for act in row["only"][outlet]:
                yield printable(f"  only {outlet}: {act['act']}") + "\n"
        yield "\n"
    if not rows:
        yield f"no story of which both {one} and {two} tell\n"


def _line(event: Event, stances: tuple[Stance | None, Stance | None]) -> dict[str, Any]:
    return {"event": event.event, "act": headline(event), "stances": list(stances)}


def _stance(event: Event, outlet: str) -> Stance | None:
    return next((row.stance for row in event.coverage if row.outlet == outlet), None)


def _tells(stance: Stance | None) -> bool:
    return stance is not None and stance is not Stance.SILENT


def _last(event: Event) -> date:
    return max((state.as_of for state in event.history if state.as_of), default=date.min)


def outlets(events: Iterable[Event]) -> set[str]:
    """All outlets that tell of anything."""
    return {row.outlet for event in events for row in event.coverage}


def as_json(event: Event) -> dict[str, Any]:
    """The matrix as data: the event in a line, and its coverage, fields and history."""
    return {
        "event": event.event,
        "headline": headline(event),
        "origins": event.origins,
        "coverage": event.coverage,
        "fields": event.fields,
        "history": event.history,
    }


def _told(fields: Fields) -> Iterator[tuple[str, list[tuple[str, Value[Any]]]]]:
    """Each field by its name, and its values in words."""
    yield "when", [(_days(value.value.earliest, value.value.latest), value) for value in fields.when]
    yield "where", [(_place(value.value), value) for value in fields.where]
    yield "figures", [(_figure(value.value), value) for value in fields.quantities]


def _days(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _place(place: Place) -> str:
    return place.name or place.text


def _figure(quantity: Quantity) -> str:
    return f"{quantity.text} ({quantity.of})" if quantity.of not in quantity.text else quantity.text


def _names(side: Iterable[Entity]) -> str:
    return ", ".join(dict.fromkeys(entity.name or entity.text for entity in side))


def _text(words: str) -> Text:
    return Text(printable(words))


def _rendered(table: Table, width: int | None, *, colour: bool) -> Iterator[str]:
    console = Console(
        file=io.StringIO(), width=width or WIDTH, color_system="standard" if colour else None, force_terminal=colour
    )
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        yield line.rstrip() + "\n"
