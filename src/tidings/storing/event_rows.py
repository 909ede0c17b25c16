"""Events and commitments as rows of the store's tables, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from tidings.events import Commitment, Correction, Event
from tidings.storing.rows import Row, quantity_row, quantity_values
from tidings.storing.schema import TABLES

PARTS = ("links", "coverage")
"""The tables whose rows belong to one event, by the column ``event``."""


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
    return msgspec.convert(values, Event)


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


def _with_fields(row: Mapping[str, Any], quantity: Callable[[Mapping[str, Any]], Row]) -> Row:
    """Change the form of the quantities that are told."""
    fields = dict(row["fields"])
    fields["quantities"] = [{**told, "value": quantity(told["value"])} for told in fields["quantities"]]
    return {**row, "fields": fields}
