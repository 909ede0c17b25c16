"""Other taggers of times, imported only where they are installed; what they tell is put in the form of ours.

Where recognizers-text leaves the year of a day open, it gets the reading that lies in the past, as most of the news.
"""

# mypy: disable-error-code="import-not-found,import-untyped,unused-ignore"

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tidings.annotating.times.calendar import bounds
from tidings.scoring.specs import Tagger, Told, reading_of, readings

_MONTH: Final = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)


class MissingError(ImportError):
    """A tagger is installed, but one of the packages that it needs is not, or is not of the version that it needs."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another tagger: its name, the package that tells its version, what to install, and how it is loaded."""

    name: str
    package: str
    install: str
    load: Callable[[], Tagger]


def dateparser() -> Tagger:
    """``search_dates`` of dateparser, told that the text is English; in all else as it comes, which suits it best."""
    try:
        from dateparser.search import search_dates  # noqa: PLC0415 - no dependency of ours
    except ImportError as error:
        raise MissingError(str(error)) from error

    def tag(text: str, said: datetime) -> list[Told]:
        settings = {"RELATIVE_BASE": said}
        told: list[Told] = []
        at = 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start < 0:  # it gives words without their place, and not always as they stand
                continue
            at = start + len(words)
            day = moment.date().isoformat()
            clocked = ":" in words or re.search(r"\d\s*[ap]\.?m\b", words, re.IGNORECASE)
            value = moment.strftime("%Y-%m-%dT%H:%M") if clocked else day[: _fineness(words)]
            reading = reading_of(value, *(bounds(value) or (None, None)))
            told.append(Told(start, at, (reading,), value, "TIME" if clocked else "DATE"))
        return told

    return tag


def _fineness(words: str) -> int:
    """How much of an ISO date the words give: dateparser fills the day of a bare year or month in."""
    if re.fullmatch(r"(?:\w+ )?\d{4}", words) and not _MONTH.search(words):
        return 4
    return 7 if _MONTH.search(words) and not re.search(r"\b\d{1,2}(?!\d)", words) else 10


def recognizers() -> Tagger:
    """The date-time model of recognizers-text."""
    try:
        from recognizers_date_time import recognize_datetime  # noqa: PLC0415 - no dependency of ours
    except ImportError as error:
        raise MissingError(str(error)) from error

    types = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}

    def tag(text: str, said: datetime) -> list[Told]:
        told: list[Told] = []
        for result in recognize_datetime(text, "en-us", reference=said):
            values = (result.resolution or {}).get("values") or []
            kind = result.type_name.rpartition(".")[2]
            value = _dated(values[0]) if values else ""
            told.append(Told(result.start, result.end + 1, readings(values), value, types.get(kind, "DATE")))
        return told

    return tag


def _dated(value: dict[str, str]) -> str:
    """A TIMEX value with what it leaves open taken from the reading's own days."""
    timex = str(value.get("timex") or "")
    start = str(value.get("start") or value.get("value") or "")
    if not re.match(r"\d{4}-\d\d-\d\d", start) or not timex.startswith("XXXX"):
        return re.sub(r"T(\d\d)$", r"T\1:00", timex)
    day, _, clock = start.partition(" ")
    if re.match(r"XXXX-(\d\d-\d\d|WXX-\d)", timex):
        part = timex.partition("T")[2]
        hour = clock[:5] if part[:1].isdigit() else part
        return f"{day}T{hour}" if part else day
    return start[:4] + timex[4:]


OTHERS = (
    Other("dateparser", "dateparser", "dateparser", dateparser),
    Other("recognizers-text", "recognizers-text-date-time", "recognizers-text-suite 'emoji<2'", recognizers),
)
