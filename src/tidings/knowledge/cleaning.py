"""The words by which an article is cleaned: boilerplate, datelines, dates (``data/cleaning/*.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from tidings.knowledge.tables import Data, Document

Where = Literal["line", "start", "end", "inside", "tail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Words that an outlet puts around its articles.

    ``where`` says how much goes: the ``line`` that matches as a whole; the line from its ``start``; the run that
    matches at its ``end`` or ``inside`` it; or, with ``tail``, a line that matches as a whole and the short lines
    that follow it (a list of teasers).
    """

    id: str
    where: Where
    pattern: re.Pattern[str]
    example: str
    near: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A dated event whose anniversaries the news counts: what it is called, and its first day."""

    id: str
    pattern: re.Pattern[str]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningRules:
    """All that the cleaning stage knows.

    Attributes:
        boilerplate: in the order of the file.
        agencies: names by which news agencies sign a dateline.
        no_places: capitalised first words of a paragraph that look like a dateline's place and are none.
        months: lower-case name or abbreviation, without full stop, to 1-12.
        weekdays: lower-case name or abbreviation, without full stop, to 0 (Monday) - 6.
        reporting: regular expression for the verbs that a report of the day hangs on.
        occasions: dated events.
    """

    boilerplate: tuple[Boilerplate, ...]
    agencies: tuple[str, ...]
    no_places: frozenset[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    reporting: str
    occasions: tuple[Occasion, ...]


def load(data: Data) -> CleaningRules:
    """Read ``cleaning/*.toml`` of the data folders; faults are noted in ``data``, for ``data.check()`` to raise."""
    boilerplate: list[Boilerplate] = []
    occasions: list[Occasion] = []
    words: dict[str, list[str]] = {"agency": [], "no_place": [], "month": [], "weekday": [], "reporting": []}
    for document in data.documents("cleaning/*.toml"):
        for key, entries in document.values.items():
            if key == "pattern":
                boilerplate += [read for entry in entries if (read := _boilerplate(data, document, entry))]
            elif key == "occasion":
                occasions += [dated for entry in entries if (dated := _occasion(data, document, entry))]
            elif data.choice(document.name, "table", key, [*words, "pattern", "occasion"]):
                words[key] += entries
    return CleaningRules(
        boilerplate=tuple(boilerplate),
        agencies=tuple(words["agency"]),
        no_places=frozenset(word.casefold() for word in words["no_place"]),
        months=_numbered(words["month"], first=1),
        weekdays=_numbered(words["weekday"], first=0),
        reporting="|".join(words["reporting"]),
        occasions=tuple(occasions),
    )


def _numbered(rows: list[str], first: int) -> dict[str, int]:
    """Names in calendar order, alternatives between bars: ``january|jan``."""
    return {name: number for number, row in enumerate(rows, first) for name in row.split("|")}


def _boilerplate(data: Data, document: Document, entry: Mapping[str, Any]) -> Boilerplate | None:
    where = document.where(entry.get("id", ""))
    pattern = _pattern(data, where, entry, ("id", "where", "regex", "example", "near"))
    if pattern is None or not data.choice(where, "where", entry["where"], get_args(Where)):
        return None
    return Boilerplate(
        id=entry["id"], where=entry["where"], pattern=pattern, example=entry["example"], near=entry["near"]
    )


def _occasion(data: Data, document: Document, entry: Mapping[str, Any]) -> Occasion | None:
    where = document.where(entry.get("id", ""))
    pattern = _pattern(data, where, entry, ("id", "regex", "day"))
    day = data.day(where, entry["day"]) if pattern else None
    return Occasion(id=entry["id"], pattern=pattern, day=day) if pattern and day else None


def _pattern(data: Data, where: str, entry: Mapping[str, Any], fields: tuple[str, ...]) -> re.Pattern[str] | None:
    """The entry's compiled ``regex``, if the entry has just these fields, all of them text."""
    if sorted(entry) != sorted(fields) or not all(isinstance(value, str) and value for value in entry.values()):
        data.fault(where, f"fields are {' '.join(sorted(entry))}; expected {' '.join(fields)}, each a text, none empty")
        return None
    try:
        return re.compile(entry["regex"], re.IGNORECASE)
    except re.error as error:
        data.fault(where, f"regex is none: {error}")
        return None
