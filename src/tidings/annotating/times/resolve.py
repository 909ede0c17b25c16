"""A found time put on the calendar: its TIMEX3 type and value, and the days that it covers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from tidings.annotating.times.calendar import (
    DAY,
    Bounds,
    add_months,
    bounds,
    month_end,
    narrowed,
    week_value,
)
from tidings.annotating.times.find import Found
from tidings.annotating.times.tense import Direction
from tidings.annotating.times.values import (
    clock_value,
    duration_value,
    moved,
    nearest,
    part_of_year,
    reach,
    set_value,
    shift_of,
    slash_value,
    unit_value,
)

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
_UNKNOWN: Final = {
    "Y": "XXXX",
    "M": "XXXX-XX",
    "W": "XXXX-WXX",
    "D": "XXXX-XX-XX",
    "Q": "XXXX-QX",
    "E": "XXX",
    "C": "XX",
}
_NEAR_WORDS: Final = 80  # how far back a quarter still sets what "a year ago" is measured in


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 type and value, with the days it covers."""

    type: Kind
    value: str
    days: Bounds | None = None


@dataclass(slots=True)
class Resolver:
    """Reads times in text order, for some hang on the one before.

    ``published`` is what relative times count from; ``previous`` the value and days of the last dated time.
    """

    published: date | None
    previous: str | None = None
    previous_days: Bounds | None = field(default=None)
    quarter: str | None = None
    quarter_at: int = 0

    def resolve(self, found: Found, direction: Callable[[], Direction | None]) -> Resolved:
        """Type, value and days of a time; ``direction`` is asked only where the tense decides."""
        f = found.fields
        kind = found.rule.kind
        if kind == "reference":
            return Resolved("DATE", f.get("value") or f.get("presently") or f.get("formerly") or f["soon"])
        if kind == "set":
            return Resolved("SET", set_value(f))
        if kind == "duration":
            return self._duration(f)
        if found.first - self.quarter_at > _NEAR_WORDS:
            self.quarter = None
        try:
            point = self._point(f, direction)
        except (ValueError, OverflowError):  # a date that the calendar does not have, as 31 June
            point = Resolved("DATE", "XXXX-XX-XX")
        if point.days is not None and point.type in ("DATE", "TIME"):
            self.previous, self.previous_days = point.value, point.days
            if "sign" not in f and re.fullmatch(r"\d{4}-Q\d", point.value):
                self.quarter, self.quarter_at = point.value, found.first
        return point

    # -------------------------------------------------------------------------------------------- durations

    def _duration(self, f: Mapping[str, Any]) -> Resolved:
        if f.get("value"):
            return Resolved("DURATION", f["value"])
        value = duration_value(f)
        span, n = f.get("span"), f.get("n")
        days: Bounds | None = None
        if self.published is not None and span in (-1, 1) and isinstance(n, (int, float)):
            days = reach(self.published, f.get("unit") or f["units"], span, int(n))
        return Resolved("DURATION", value, days)

    # -------------------------------------------------------------------------------------------- points

    def _point(self, f: Mapping[str, Any], direction: Callable[[], Direction | None]) -> Resolved:
        clock = clock_value(f)
        value = self._date(f, direction)
        if clock is not None:
            if value is None:
                value = self._day_of_clock(f)
            if re.fullmatch(r"[\dX]{4}-[\dX]{2}-[\dX]{2}|XXXX-WXX-\d", value):
                value = f"{value}T{clock}"
                return Resolved("TIME", value, bounds(value))
        if value is None:
            value = "XXXX-XX-XX"
        if value.startswith("P"):
            return Resolved("DURATION", value)
        if "weekendof" in f and (days := bounds(value)) is not None:  # that of a Monday is the one before
            value = f"{week_value(days[0] - DAY if days[0].isoweekday() == 1 else days[0])}-WE"
        if "offset" in f and (days := bounds(value)) is not None:
            day_then = moved(days[0], f["offset_unit"], f["offset"])
            if day_then is None:
                raise ValueError("outside the calendar")
            value = day_then.isoformat()
        if "weekof" in f or "moved" in f:
            days = bounds(value)
            if days is not None:
                day = days[0] + f.get("moved", 0) * DAY
                value = week_value(day) if "weekof" in f else day.isoformat()
        if "until" in f and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            first = date.fromisoformat(value)
            last = first.replace(day=f["until"])
            if first < last:
                return Resolved("DATE", f"{first}/{last}", (first, last))
        days = bounds(value)
        return Resolved("DATE", value, narrowed(days, f.get("edge"), self.published) if days else None)

    def _day_of_clock(self, f: Mapping[str, Any]) -> str:
        if f.get("overnight") and self.published is not None:
            return (self.published - DAY).isoformat()
        if self.previous_days is not None and self.previous_days[0] == self.previous_days[1]:
            return self.previous_days[0].isoformat()
        return self.published.isoformat() if self.published else "XXXX-XX-XX"

    def _date(self, f: Mapping[str, Any], direction: Callable[[], Direction | None]) -> str | None:
        """The value without its time of day, None if only that is given."""
        if "value" in f:
            return str(f["value"])
        if "iso" in f:
            return str(f["iso"])
        if "slash" in f:
            return slash_value(f["slash"], self.published)
        if "decadename" in f:
            return str(f["decadename"])
        if "century" in f:
            return f"{(f.get('nth') or f['ordinal']) - 1:02}"
        year = f.get("year")
        if year is None and f.get("unit") == "Y" and self.published is not None and part_of_year(f):
            year = self._base(f).year + shift_of(f)
        if "figure" in f:  # week 3 of 2027
            if year is None and self.published is None:
                return f"XXXX-W{f['figure']:02}"
            return week_value(date.fromisocalendar(year or self._base(f).isocalendar().year, f["figure"], 1))
        if parts := part_of_year(f):
            return self._part_of_year(f, parts, year, direction)
        if "day" in f and f.get("unit") == "M" and self.published is not None:
            return add_months(self.published.replace(day=1), shift_of(f)).replace(day=f["day"]).isoformat()
        if "weekday" in f and "day" in f and self.published is not None:
            return self._weekday_and_day(f["weekday"], f["day"], direction)
        if "weekday" in f:
            return self._weekday(f, direction)
        if "weekend" in f:
            return self._weekend(f, direction)
        if "day" in f:
            return self._bare_day(f["day"], direction)
        if year is not None:
            return f"{year:04}"
        if "unit" in f or "relative" in f:
            return self._shifted(f)
        return None

    def _base(self, f: Mapping[str, Any]) -> date:
        if f.get("anchor") == "text" and self.previous_days is not None:
            return self.previous_days[0]
        if self.published is None:
            raise ValueError("no date to count from")
        return self.published

    def _part_of_year(
        self,
        f: Mapping[str, Any],
        parts: Callable[[int], str],
        year: int | None,
        direction: Callable[[], Direction | None],
    ) -> str:
        if year is not None:
            return parts(year)
        if self.published is None:  # which week a month's first is hangs on the year
            return f"XXXX-{f['month']:02}" if "weekin" in f else "XXXX" + parts(2000)[4:]
        base = self._base(f)
        spans = [(value, days) for y in (-1, 0, 1) if (days := bounds(value := parts(base.year + y)))]
        spans = spans or [(value, days) for y in range(-4, 5) if (days := bounds(value := parts(base.year + y)))]
        if not spans:  # 30 February
            return "XXXX" + parts(2000)[4:]
        if f.get("onward") and self.previous_days is not None:
            first = self.previous_days[0]
            return next((v for v, d in spans if d[0] >= first), parts(first.year + 1))
        turn = f.get("turn")
        if turn == -1:
            return next((v for v, d in reversed(spans) if d[1] < base), spans[0][0])
        if turn == 1:
            return next((v for v, d in spans if d[0] > base), spans[-1][0])
        if turn == 0:
            return parts(base.year)
        if "weekday" in f and (told := [v for v, d in spans if d[0].isoweekday() == f["weekday"]]):
            return told[0]
        return nearest(spans, base, direction())

    def _weekday(self, f: Mapping[str, Any], direction: Callable[[], Direction | None]) -> str:
        weekday: int = f["weekday"]
        if self.published is None and not (f.get("anchor") == "text" and self.previous_days):
            return f"XXXX-WXX-{weekday}"
        base = self._base(f)
        if f.get("unit") == "W":
            monday = base - (base.isoweekday() - 1) * DAY + 7 * shift_of(f) * DAY
            return (monday + (weekday - 1) * DAY).isoformat()
        back = (base.isoweekday() - weekday) % 7
        ahead = (weekday - base.isoweekday()) % 7
        turn = f.get("textturn", f.get("turn"))
        if turn == -1:
            return (base - (back or 7) * DAY).isoformat()
        if turn == 1 and f.get("anchor") == "text":
            return (base + (ahead or 7) * DAY).isoformat()
        if turn == 1:  # next Friday is that of next week
            return (base + (8 - base.isoweekday() + weekday - 1) * DAY).isoformat()
        if turn == 0 or direction() == "future":
            return (base + ahead * DAY).isoformat()
        return (base - back * DAY).isoformat()

    def _weekday_and_day(self, weekday: int, day: int, direction: Callable[[], Direction | None]) -> str:
        """The nearest month whose day of that number is such a weekday: "Tuesday the 14th"."""
        base = self.published or date.min
        months = [add_months(base.replace(day=1), m) for m in range(-12, 13)]
        days = [d for m in months if day <= month_end(m).day and (d := m.replace(day=day)).isoweekday() == weekday]
        return nearest([(d.isoformat(), (d, d)) for d in days], base, direction())

    def _weekend(self, f: Mapping[str, Any], direction: Callable[[], Direction | None]) -> str:
        if self.published is None:
            return "XXXX-WXX-WE"
        base = self.published
        turn = f.get("turn")
        on_weekend = base.isoweekday() >= 6
        if turn in (-1, 1):
            weeks = turn
        elif turn == 0 or on_weekend or direction() == "future":
            weeks = 0
        else:
            weeks = -1
        return week_value(base + 7 * weeks * DAY) + "-WE"

    def _bare_day(self, day: int, direction: Callable[[], Direction | None]) -> str:
        if self.published is None:
            return f"XXXX-XX-{day:02}"
        first = self.published.replace(day=1)
        months = [add_months(first, m) for m in (-1, 0, 1)]
        days = [m.replace(day=day) for m in months if day <= month_end(m).day]
        if direction() == "future":
            return next(d for d in days if d >= self.published).isoformat()
        return next(d for d in reversed(days) if d <= self.published).isoformat()

    def _shifted(self, f: Mapping[str, Any]) -> str:
        unit, shift = f.get("unit", "D"), shift_of(f)
        if unit.startswith("T"):
            return duration_value(f)
        if self.quarter is not None and unit == "Y" and shift == -1 and ("sign" in f):
            days = bounds(self.quarter)
            if days is not None and self.published is not None:
                year = min(days[0].year, self.published.year) if f.get("anchor") != "text" else days[0].year
                year = self.published.year if days[0].year < self.published.year - 1 else year
                return f"{year - 1:04}{self.quarter[4:]}"
        if f.get("anchor") == "text" and self.previous is not None and self.previous_days is not None:
            return self._from_previous(f, unit, shift)
        if self.published is None:
            return _UNKNOWN[unit]
        if unit == "Q" and f.get("anchor") == "text":
            shift -= 1  # "the quarter" that is reported on is the one that has ended
        return unit_value(self.published, unit, shift, f.get("n"))

    def _from_previous(self, f: Mapping[str, Any], unit: str, shift: int) -> str:
        """Counted from the time before; it keeps that time's fineness: a year earlier than a quarter is a quarter."""
        previous, first = self.previous or "", (self.previous_days or (date.min,))[0]
        counted = "sign" in f
        quarter = re.fullmatch(r"\d{4}-Q\d", previous)
        if quarter and unit in ("Y", "Q") and (counted or unit == "Q"):
            return unit_value(first, "Q", shift * (4 if unit == "Y" else 1), None)
        if counted and unit == "Y" and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", previous):
            moved = add_months(first, 12 * shift)
            return moved.isoformat()[: len(previous)]
        if counted and unit == "W" and re.match(r"\d{4}-\d\d-\d\d", previous):
            return (first + 7 * shift * DAY).isoformat()
        return unit_value(first, unit, shift, f.get("n"))
