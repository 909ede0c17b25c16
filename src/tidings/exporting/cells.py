"""Pieces of cells that several formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tidings.exporting.exported import Reported, distinct
from tidings.knowledge.exporting import Crosswalk
from tidings.records import Entity, Place, Quantity

Cell = str | int | float | bool | list[object] | dict[str, object] | None
Row = Mapping[str, Cell]

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
DIVISION = re.compile(r"ADM\d")


@dataclass(frozen=True, slots=True)
class Facts:
    """What rendering needs besides the record: our codes in those of others, and our version."""

    codes: Crosswalk
    version: str


def one_line(text: str) -> str:
    """The text without tabs and line breaks, which would end its cell or row."""
    return _BREAKS.sub(" ", text).strip()


def joined(values: Iterable[object]) -> str | None:
    """The values, each once, joined by "; "; None if there are none.  A ";" in a value becomes a ","."""
    return "; ".join(distinct(one_line(str(value)).replace(";", ",") for value in values if value)) or None


def name(entity: Entity) -> str:
    """Who it is, else the words of the text."""
    return one_line(entity.name or entity.text)


def names(entities: Iterable[Entity]) -> str | None:
    """All names in one cell."""
    return joined(map(name, entities))


def codes(entities: Iterable[Entity]) -> str | None:
    """All countries and organisations in one cell."""
    return joined(entity.code for entity in entities)


def sectors(entities: Iterable[Entity]) -> str | None:
    """All sectors in one cell."""
    return joined(sector for entity in entities for sector in entity.sectors)


def amount(quantity: Quantity) -> str:
    """``12 dead``, ``10-20 injured``, ``10- injured`` (at least)."""
    value = quantity.value
    if isinstance(value, tuple):
        low, high = ("" if end is None else f"{end:g}" for end in value)
        return f"{low}-{high} {quantity.of}"
    return f"{value:.15g} {quantity.of}"


def country(code: str | None, facts: Facts) -> str | None:
    """The state's name; None for what is no state's code."""
    state = facts.codes.states.get(code or "")
    return state.name if state else None


def city(place: Place | None) -> str | None:
    """The place's name if it is a town."""
    return place.name if place and (place.feature or "").startswith("PPL") else None


def division(place: Place | None) -> str | None:
    """The place's name if it is a province or the like."""
    return place.name if place and DIVISION.fullmatch(place.feature or "") else None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file, by column, and the reports that it was made from."""

    cells: Row
    reports: tuple[Reported, ...]
