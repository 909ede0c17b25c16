"""The publication date, where the text or the address proves it; else none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tidings.cleaning.normalising import normalise
from tidings.knowledge.cleaning import CleaningRules

Proof = tuple[date, str]

_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)")
_URL_MONTH_NAME = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?:/|$)", re.IGNORECASE)
_LEAD = 700  # characters in which a report says of what day it is
_SENTENCE = 600  # characters on either side, within which its bounds are sought
_STOP = re.compile(r"[.!?][\"')]*\s|\n")
_WEEK = 7  # days: a bare weekday names the next or the last of its name


@dataclass(frozen=True, slots=True)
class _Named:
    """A day that a text names: ``year`` None if it leaves it out, ``weekday`` None if it names none."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None

    def in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


class DateProver:
    """Proves publication dates; holds the patterns made from the rules."""

    def __init__(self, rules: CleaningRules) -> None:
        self._rules = rules
        months = "|".join(sorted(rules.months, key=len, reverse=True))
        weekdays = "|".join(sorted(rules.weekdays, key=len, reverse=True))
        full = "|".join(name for name in rules.weekdays if name.endswith("day"))
        ordinal = r"(?:st|nd|rd|th)?"
        self._date = re.compile(
            rf"(?:\b(?P<weekday>{weekdays})\b\.?,? ?\(?(?:the )?)?"
            rf"(?:\b(?P<month>{months})\b\.? (?P<day>\d{{1,2}}){ordinal}(?![\d:])"
            rf"|(?<![\d:.])(?P<day2>\d{{1,2}}){ordinal} (?:of )?(?P<month2>{months})\b\.?)"
            rf"(?:,? ?(?P<year>(?:19|20)\d\d)\b)?",
            re.IGNORECASE,
        )
        self._stamp = re.compile(
            r"\s*(?:(?:first )?(?:published|posted|date|issued|released|filed)(?: on| at)?\s*:?\s*)?$", re.IGNORECASE
        )
        self._today = re.compile(
            r"\b(?:today|this (?:morning|afternoon|evening)|tonight)\b[ ,(-]*(?:on )?$", re.IGNORECASE
        )
        self._report = re.compile(
            rf"\b(?:{rules.reporting})\b[^.;:\"]{{0,40}}?\b(?:on |late |early )?(?P<weekday>{full})\b"
            rf"|\b(?:on |late |early )?(?P<weekday2>{full})\b,? (?:\w+ ){{0,2}}(?:{rules.reporting})\b",
            re.IGNORECASE,
        )
        self._weekday = re.compile(rf"\b(?P<weekday>{full})\b", re.IGNORECASE)
        self._anniversary = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)[ -](?:\w+ )?anniversary\b", re.IGNORECASE)
        self._ahead = re.compile(
            r"\b(?:upcoming|coming|forthcoming|ahead of|before|will (?:mark|celebrate|commemorate)|next|approaching|"
            r"set to|to (?:mark|celebrate|commemorate)|preparing for|prepares? for)\b",
            re.IGNORECASE,
        )

    def prove(self, text: str, title: str | None, url: str | None, month_day: str | None = None) -> Proof | None:
        """The date and the proof, or None where none, or more than one, can be shown.

        Args:
            text: the article's text.
            title: its title, searched for dates like the text.
            url: its address.
            month_day: the day of its dateline, as written there.
        """
        plain = normalise(text)
        named = list(self._named(plain))
        years = {n.year for n in named if n.year} | {n.year for n in self._named(normalise(title or "")) if n.year}
        proofs = (
            self._by_url(url),
            self._by_stamp(plain, named),
            self._by_today(plain, named),
            self._by_dateline(month_day, plain, named, years, url),
            self._by_anniversary(plain, named),
            self._by_weekday(plain, named),
        )
        return next((proof for proof in proofs if proof), None)

    def _named(self, text: str) -> Iterator[_Named]:
        for found in self._date.finditer(text):
            month = self._rules.months[(found["month"] or found["month2"]).casefold()]
            weekday = found["weekday"]
            year = found["year"]
            named = _Named(
                found.start(),
                found.end(),
                month,
                int(found["day"] or found["day2"]),
                int(year) if year else None,
                self._rules.weekdays[weekday.casefold()] if weekday else None,
            )
            if named.in_year(named.year or 2000):  # a leap year: 29 February exists
                yield named

    def _by_url(self, url: str | None) -> Proof | None:
        """The address holds just one date."""
        days = set()
        for year, month, day in _URL_DATE.findall(url or ""):
            days |= _days(int(year), int(month), int(day))
        for year, name, day in _URL_MONTH_NAME.findall(url or ""):
            month_number = self._rules.months.get(name.casefold())
            days |= _days(int(year), month_number, int(day)) if month_number else set()
        return (found, f"the address holds the date {found}") if (found := _only(days)) else None

    def _by_stamp(self, text: str, named: Iterable[_Named]) -> Proof | None:
        """A line of its own near the top or the end is a full date, alone or after "Published"."""
        days = set()
        for one in named:
            line_start = text.rfind("\n", 0, one.start) + 1
            line_end = (text.find("\n", one.end) + 1 or len(text) + 1) - 1
            rest = text[one.end : line_end]
            alone = re.fullmatch(r"[\s,.|-]*(?:at )?(?:\d{1,2}[:.]\d\d.{0,20})?\s*(?:\|.{0,60})?", rest)
            if one.year and alone and self._stamp.match(text[line_start : one.start]):
                days |= _days(one.year, one.month, one.day)
        return (found, f"a line of its own gives the date {found}") if (found := _only(days)) else None

    def _by_today(self, text: str, named: Iterable[_Named]) -> Proof | None:
        days = set()
        for one in named:
            if one.year and self._today.search(text[max(0, one.start - 40) : one.start]):
                days |= _days(one.year, one.month, one.day)
        return (found, f"the text calls {found} today") if (found := _only(days)) else None

    def _by_dateline(
        self, month_day: str | None, text: str, named: list[_Named], years: set[int], url: str | None
    ) -> Proof | None:
        """The dateline's day, and its year: written with it, in the address, or by a weekday of the same week."""
        filed = next(self._named(normalise(month_day)), None) if month_day else None
        if filed is None:
            return None
        at = text.find(normalise(month_day or ""))
        written = next((n for n in named if n.start <= at < n.end and n.year), None)
        in_url = {int(year) for year in re.findall(r"/((?:19|20)\d\d)(?=/)", url or "")}
        if written or len(in_url) == 1:
            year = written.year if written and written.year else in_url.pop()
            day = filed.in_year(year)
            return (day, f"the dateline's day in {year}") if day else None
        # A full date close to the dateline's day is of the same year; exactly one year must fit.
        near = {
            day
            for one in named
            if one.year
            and (day := filed.in_year(one.year))
            and (other := one.in_year(one.year))
            and abs((day - other).days) <= 45
        }
        fitting = {
            day for day in near if self._weekday_of_report(text) in (None, day.weekday(), (day.weekday() - 1) % 7)
        }
        found = _only(fitting) if len(years) <= 1 or len(near) == 1 else None
        return (found, f"the dateline's day, in the year of the dates beside it, {found.year}") if found else None

    def _by_anniversary(self, text: str, named: list[_Named]) -> Proof | None:
        """A dated anniversary gives the year; the weekday of the report then leaves one day."""
        report = self._weekday_of_report(text)
        if report is None:
            return None
        weekdays = {self._rules.weekdays[found["weekday"].casefold()] for found in self._weekday.finditer(text)}
        starts = [one.start for one in named]
        days: dict[date, str] = {}
        for found in self._anniversary.finditer(text):
            start, end = _sentence(text, found.start(), found.end())
            for occasion in self._rules.occasions:
                if not occasion.pattern.search(text, start, end):
                    continue
                year = occasion.day.year + int(found[1])
                for one in named[bisect_left(starts, start) : bisect_left(starts, end)]:
                    if one.year in (None, year) and (day := one.in_year(year)):
                        ahead = bool(self._ahead.search(text, start, end))
                        proved = _within_a_week(day, report, weekdays, ahead=ahead)
                        if proved:
                            days[proved] = (
                                f"the {found[0]} ({occasion.id}, {occasion.day.year}) is on {day}, named with "
                                f"its weekday; the report is of the {proved:%A} {'before' if proved < day else 'after'}"
                            )
        only = _only(days)
        return (only, days[only]) if only else None

    def _by_weekday(self, text: str, named: Iterable[_Named]) -> Proof | None:
        """The report's own weekday stands with a full date: "said on Wednesday, August 13, 2025"."""
        report = self._weekday_of_report(text)
        days = set()
        for one in named:
            if one.year and one.start < _LEAD and one.weekday is not None and one.weekday == report:
                days |= {day for day in _days(one.year, one.month, one.day) if day.weekday() == one.weekday}
        found = _only(days)
        return (found, f"the report names its day, {found:%A}, with the date {found}") if found else None

    def _weekday_of_report(self, text: str) -> int | None:
        """The weekday on which the lead says that the news was told, if it is one only."""
        found = {
            self._rules.weekdays[(m["weekday"] or m["weekday2"]).casefold()]
            for m in self._report.finditer(text, 0, _LEAD)
        }
        return found.pop() if len(found) == 1 else None


def _within_a_week(day: date, report: int, weekdays: set[int], *, ahead: bool) -> date | None:
    """The day of the report's weekday in the week before (or after) a day that the text calls by its weekday."""
    if day.weekday() not in weekdays or day.weekday() == report:
        return None
    away = (day.weekday() - report) % _WEEK if ahead else -((report - day.weekday()) % _WEEK)
    return day - timedelta(days=away)


def _days(year: int, month: int, day: int) -> set[date]:
    """The date as a set of one, empty if there is no such day."""
    try:
        return {date(year, month, day)}
    except ValueError:
        return set()


def _only(days: Iterable[date]) -> date | None:
    found = set(days)
    return found.pop() if len(found) == 1 else None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a run, roughly: a stop and a space, or a line's end."""
    low, high = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    first = max((low + m.end() for m in _STOP.finditer(text[low:start])), default=low)
    last = _STOP.search(text, end, high)
    return first, last.start() if last else high
