"""What linking decides by: how rare words are, weights, limits, and words that call an act off (``data/linking/``)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

import msgspec

from tidings.events import Life
from tidings.knowledge.tables import Data, Document

_CALLED_OFF = (Life.POSTPONED, Life.CANCELLED)
ALL = "*"  # the row that has the number of all articles
UNLISTED = 2  # articles that have a word which is not listed, at most


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How many articles of a fixed collection have a word."""

    articles: int
    having: Mapping[str, int]

    def weight(self, word: str) -> float:
        """Log of the share of articles that have the word, negated: the rarer, the more it weighs."""
        return math.log((self.articles + 1) / (self.having.get(word, UNLISTED) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLimits:
    """When articles tell of one happening: see ``data/linking/events.toml``."""

    likeness: float
    weak: float
    later: float
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLimits:
    """When two mentions may tell of one act: see ``data/linking/events.toml``."""

    score: float
    weak: float
    days: int
    apart: int
    kilometres: float
    near: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingOff:
    """Words that say of an act that it is put off or will not be."""

    id: str
    status: Life
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingRules:
    """All that linking decides by.

    ``weights`` has the weight of each finding; ``symmetric`` types have no direction; ``located`` types happen at one
    place; ``steps`` has, by type, the types by which it may be fulfilled, or which it may call off.
    """

    counts: WordCounts
    stories: StoryLimits
    events: EventLimits
    weights: Mapping[str, float]
    symmetric: frozenset[str]
    located: frozenset[str]
    steps: Mapping[str, frozenset[str]]
    calling_off: tuple[CallingOff, ...]

    def family(self, kind: str) -> frozenset[str]:
        """The types that a mention of a type may be one event with, its own among them."""
        return self.steps.get(kind, frozenset()) | {kind} | {one for one, many in self.steps.items() if kind in many}


# Every finding of a comparison, each with a weight in events.toml.
FINDINGS = frozenset(
    """base same_actor like_actor unlike_actor missing_actor same_recipient like_recipient unlike_recipient
    missing_recipient same_days days_overlap day_apart told_near told_apart undated same_place place_within
    place_near place_apart same_quantity other_quantity evidence trigger article same_mode other_mode step
    same_article copies""".split()
)
_SHAPES: Mapping[str, Any] = MappingProxyType(
    {
        "stories": dict[str, float],
        "events": dict[str, float],
        "weights": dict[str, float],
        "kinds": dict[str, list[str]],
        "steps": dict[str, list[str]],
        "calling_off": list[dict[str, str]],
    }
)


def load(data: Data) -> LinkingRules:
    """Read ``linking/words.tsv`` and ``linking/events.toml`` of the data folders; faults are noted there.

    A user's words and weights replace ours one by one, lists and limits as a whole.
    """
    having = _counts(data)
    values: dict[str, Any] = {}
    called: dict[str, CallingOff] = {}
    for document in data.documents("linking/events.toml"):
        for table, found in document.values.items():
            if not data.choice(document.name, "table", table, _SHAPES) or not _has_shape(data, document, table):
                continue
            if table == "calling_off":
                called |= {form.id: form for form in (_form(data, document, entry) for entry in found) if form}
            elif table == "weights":
                for name in found:
                    data.choice(document.name, "weight", name, FINDINGS)
                values[table] = {**values.get(table, {}), **found}
            else:
                values[table] = found
        _complete(data, document.name, values)
    data.check()
    return LinkingRules(
        counts=WordCounts(having.pop(ALL), MappingProxyType(having)),
        stories=StoryLimits(**values["stories"]),
        events=EventLimits(**values["events"]),
        weights=MappingProxyType(values["weights"]),
        symmetric=frozenset(values["kinds"]["symmetric"]),
        located=frozenset(values["kinds"]["located"]),
        steps=MappingProxyType({kind: frozenset(many) for kind, many in values["steps"].items()}),
        calling_off=tuple(called.values()),
    )


def _counts(data: Data) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in data.rows("linking/words.tsv", ("word", "articles"), required=("word", "articles")):
        if row["articles"].isascii() and row["articles"].isdigit():
            found[row["word"]] = int(row["articles"])
        else:
            data.fault(row.where, f'articles "{row["articles"]}" is no number of articles')
    return found


def _has_shape(data: Data, document: Document, table: str) -> bool:
    try:
        msgspec.convert(document.values[table], _SHAPES[table])
    except msgspec.ValidationError as error:
        data.fault(document.name, f"{table}: {error}")
        return False
    return True


def _complete(data: Data, name: str, values: Mapping[str, Any]) -> None:
    wanted = {
        "stories": {field.name for field in fields(StoryLimits)},
        "events": {field.name for field in fields(EventLimits)},
        "weights": FINDINGS,
        "kinds": {"symmetric", "located"},
    }
    for table, names in wanted.items():
        if values.get(table, {}).keys() != names:
            data.fault(
                name, f"[{table}] has {' '.join(sorted(values.get(table, {})))}; expected {' '.join(sorted(names))}"
            )


def _form(data: Data, document: Document, entry: Mapping[str, Any]) -> CallingOff | None:
    where = document.where(entry.get("id", ""))
    if sorted(entry) != ["example", "id", "near", "regex", "status"]:
        data.fault(where, f"fields are {' '.join(sorted(entry))}; expected example id near regex status")
        return None
    if not data.choice(where, "status", entry["status"], _CALLED_OFF):
        return None
    try:
        pattern = re.compile(entry["regex"], re.IGNORECASE)
    except re.error as error:
        data.fault(where, f"regex is none: {error}")
        return None
    if not pattern.search(entry["example"]):
        data.fault(where, "the form does not fit its example")
    if pattern.search(entry["near"]):
        data.fault(where, "the form fits its near miss")
    return CallingOff(id=entry["id"], status=Life(entry["status"]), pattern=pattern)
