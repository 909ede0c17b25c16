"""Events and commitments as rows of the store's tables, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, get_type_hints

import msgspec

from tidings.events import Commitment, Correction, Event, State
from tidings.records import Status
from tidings.storing.rows import Row, quantity_row, quantity_values
from tidings.storing.schema import TABLES

PARTS = ("links", "coverage")
"""The tables whose rows belong to one event, by the column ``event``."""

_FORMS = MappingProxyType(
    {name: form for name, form in get_type_hints(Event).items() if name not in {"status", "history"}}
)


def event_rows(event: Event) -> dict[str, list[Row]]:
    """Lay out an event: a row of ``events``, and its rows of ``links`` and ``coverage``, numbered in its order."""
    values = msgspec.to_builtins(event)
    values["place"] = values.pop("where")
    rows: dict[str, list[Row]] = {"events": [_with_fields(values, quantity_row)]}
    for part in PARTS:
        rows[part] = [
            {**(_with_fields(row, quantity_row) if part == "coverage" else row), "event": event.event, "number": number}
            for number, row in enumerate(values.pop(part))
        ]
    rows["events"] = [{name: row[name] for name in TABLES["events"]} for row in rows["events"]]
    return rows


def event_record(row: Mapping[str, Any], parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Event:
    """Build an event again from its row and those of its parts, each in its order."""
    values = {
        **_with_fields(row, quantity_values),
        "where": row["place"],
        "links": parts["links"],
        "coverage": [_with_fields(part, quantity_values) for part in parts["coverage"]],
    }
    told: dict[str, Any] = {name: msgspec.convert(values[name], form) for name, form in _FORMS.items()}
    history = tuple(State(**{**state, "status": _status(state["status"])}) for state in row["history"])
    return Event(**told, status=_status(row["status"]), history=history)


def commitment_row(commitment: Commitment) -> Row:
    """Lay out a commitment."""
    return dict(msgspec.to_builtins(commitment))


def commitment_record(row: Mapping[str, Any]) -> Commitment:
    """Build a commitment again from its row."""
    return msgspec.convert(dict(row), Commitment)


def correction_row(correction: Correction) -> Row:
    """Lay out a correction."""
    return dict(msgspec.to_builtins(correction))


def correction_record(row: Mapping[str, Any]) -> Correction:
    """Build a correction again from its row."""
    return msgspec.convert(dict(row), Correction)


def _status(told: str) -> Status | Literal["postponed", "cancelled"]:
    """A status, which msgspec does not read by itself: it is of one of two sorts of words."""
    match told:
        case "postponed" | "cancelled":
            return told
        case _:
            return Status(told)


def _with_fields(row: Mapping[str, Any], quantity: Callable[[Mapping[str, Any]], Row]) -> Row:
    """Change the form of the quantities that are told."""
    fields = dict(row["fields"])
    fields["quantities"] = [{**told, "value": quantity(told["value"])} for told in fields["quantities"]]
    return {**row, "fields": fields}
