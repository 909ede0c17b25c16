"""The specifications of recognizers-text, English date-times: which of their times a tagger tells alike.

A spec is a sentence, the moment it was said, and the times in it, with every reading that counts: *Friday* is the last
or the next.  A tagger reproduces a time if what it found there has the spec's TIMEX value or one of its readings:

- a date: the same day; a date and hour, or an hour: the same to the minute; a duration: as long; a set: the same value;
- a range: the same first day and the same end, which may be the last day or the one after, for the specs use both.
  Where its parts are told as times of their own, as TIMEX3 wants it (*from May to July*, *three days from Monday on*),
  both together; the specs end such a range where its second time begins;
- an open range (*since May*, *before 2018*): the side that it has lies where the named time begins or ends, for TIMEX3
  leaves the preposition out of the time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, Final

SECONDS: Final = {"Y": 31536000, "Q": 7776000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}
RANGES: Final = ("daterange", "timerange", "datetimerange")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a time: its TIMEX value; where it starts and ends in ISO form, the end no part of it."""

    timex: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A time that a tagger found, with its readings, and the TIMEX3 value and type that it would have in the news."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    value: str = ""
    type: str = "DATE"


@dataclass(frozen=True, slots=True)
class Spec:
    """A time that has to be told, and its kind as the specs name it."""

    start: int
    end: int
    kind: str
    readings: tuple[Reading, ...]


Tagger = Callable[[str, datetime], list[Told]]


def readings(values: Sequence[Mapping[str, Any]]) -> tuple[Reading, ...]:
    """The readings of a result of recognizers-text, or of one of its specs."""
    return tuple(
        Reading(_timex(v.get("timex") or ""), _moment(v, "start"), _moment(v, "end")) for v in values if v is not None
    )


def _moment(value: Mapping[str, Any], side: str) -> str | None:
    told = value.get(side) or (value.get("value") if side == "start" else None)
    return re.sub(r":00$", "", str(told).replace(" ", "T")) if told and re.match(r"\d\d", str(told)) else None


def _timex(value: str) -> str:
    """Hours with their minutes, and no seconds, as ``T08:00``; a duration in seconds."""
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    value = re.sub(r"(T\d\d:\d\d):00$", r"\1", value)
    if not re.fullmatch(r"P(?:[\d.]+[YQMWD])*(?:T(?:[\d.]+[HMS])*)?", value):
        return value
    days, _, hours = value[1:].partition("T")
    parts = [(float(n), u) for n, u in re.findall(r"([\d.]+)(\w)", days)]
    parts += [(float(n), f"T{u}") for n, u in re.findall(r"([\d.]+)(\w)", hours)]
    return f"{sum(n * SECONDS[u] for n, u in parts):g} s"


def reading_of(value: str, earliest: date | None, latest: date | None) -> Reading:
    """What a TIMEX3 value and the days that it covers come to."""
    if re.match(r"[\dX]{4}-[\dX]{2}-[\dX]{2}T\d\d:\d\d", value):
        return Reading(_timex(value), value)
    if earliest is None or latest is None:
        return Reading(_timex(value))
    return Reading(_timex(value), earliest.isoformat(), _after(latest.isoformat()))


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _alike(kind: str, told: Reading, spec: Reading) -> bool:
    if told.timex == spec.timex and told.timex:
        return True
    if spec.start is None and spec.end is None and told.timex.endswith(f"-{spec.timex}"):
        return True  # summer, of a year that the spec leaves open
    if kind == "set" and told.timex == f"XXXX-XX-XX{spec.timex}":
        return True
    if told.start is None:
        return False
    if kind == "date":
        return told.start[:10] == spec.start and told.end in (None, _after(told.start[:10]))
    if kind == "datetime":
        return told.start == spec.start
    if kind == "time":
        return "T" in told.timex and "T" + told.timex.rpartition("T")[2] == spec.timex
    if kind in RANGES:
        if kind == "timerange" and "T" + told.timex.rpartition("T")[2] == spec.timex:
            return True
        if spec.start is None or spec.end is None:
            return (spec.start or spec.end) in (told.start, told.end)
        return told.start == spec.start and spec.end in _ends(told)
    return False


def _ends(told: Reading) -> set[str | None]:
    """What may be meant as the end: the day after the last, or the last; an hour is meant as it is."""
    if told.end is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", told.end):
        return {told.end}
    return {told.end, (date.fromisoformat(told.end) - timedelta(days=1)).isoformat()}


def _spanned(kind: str, first: Reading, last: Reading, spec: Reading) -> bool:
    """Whether a range reaches from the first of two times to the last, or lasts as long as one from the other."""
    if first.start is None and first.timex.endswith(" s") and last.start is not None:
        return _lasting(first.timex, last.start, spec)
    if last.start is None and last.timex.endswith(" s") and first.start is not None:
        return _lasting(last.timex, first.start, spec)
    if None in (spec.start, spec.end, first.start, last.start):
        return False
    if kind == "timerange":
        return [(r.start or "").rpartition("T")[2] for r in (first, last)] == [spec.start, spec.end]
    return first.start == spec.start and spec.end in {last.start, *_ends(last)}


def _lasting(timex: str, start: str, spec: Reading) -> bool:
    if spec.start != start or spec.end is None or len(spec.start) != len(spec.end):
        return False
    length = datetime.fromisoformat(spec.end) - datetime.fromisoformat(spec.start)
    return f"{length.total_seconds():g} s" == timex


def reproduced(spec: Spec, told: Sequence[Told]) -> bool:
    """Whether what was told inside a spec's words is one of its readings."""
    inside = [t for t in told if t.start < spec.end and spec.start < t.end]
    if any(_alike(spec.kind, r, s) for t in inside for r in t.readings for s in spec.readings):
        return True
    return spec.kind in RANGES and any(
        _spanned(spec.kind, a, b, s)
        for first, last in combinations(inside, 2)
        for a in first.readings
        for b in last.readings
        for s in spec.readings
    )


def read(path: Path) -> Iterator[tuple[str, datetime, list[Spec], bool]]:
    """The sentences of the specs that have a moment at which they were said.

    Yields:
        The sentence, its moment, its times, and whether the Python edition of recognizers-text is held to it.
    """
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        if row["reference"] is None:
            continue
        yield (
            row["input"],
            datetime.fromisoformat(row["reference"]),
            [
                Spec(r["start"], r["end"], r["type"].rpartition(".")[2], readings(r["values"] or ()))
                for r in row["results"]
                if r["start"] is not None and r["type"]
            ],
            "python" not in (row["not_supported"] or ""),
        )


def share(path: Path, tagger: Tagger) -> dict[str, tuple[int, int]]:
    """How many of the specs' times a tagger reproduces, and of how many, by kind.

    ``nothing`` counts the sentences without a time in which the tagger tells none; ``date and range`` the dates and
    ranges of days together, ``of them in Python`` those to which the Python edition of recognizers-text is held.
    """
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for text, said, specs, in_python in read(path):
        told = tagger(text, said)
        if not specs:
            count["nothing"] += 1
            right["nothing"] += not told
        for spec in specs:
            alike = reproduced(spec, told)
            kinds = [spec.kind]
            if spec.kind in ("date", "daterange"):
                kinds += ["date and range", "of them in Python"] if in_python else ["date and range"]
            count.update(kinds)
            right.update(kinds if alike else ())
    first = ("date and range", "of them in Python")
    return {k: (right[k], count[k]) for k in (*first, *sorted(count.keys() - set(first))) if count[k]}
