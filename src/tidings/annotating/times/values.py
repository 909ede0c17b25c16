"""What the fields of a found time come to: shifts, parts of a year, durations, sets, hours of the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from tidings.annotating.times.calendar import DAY, SEASON_MONTHS, Bounds, add_months, holiday, month_end, week_value
from tidings.annotating.times.tense import Direction

_AGREES: Final = 0.35  # how much nearer a date counts if the tense points to it
_UNTOLD: Final = 0.8  # and how much the future does where no tense is told
_MONTHS: Final = {"Y": 12, "M": 1, "Q": 3, "E": 120, "C": 1200}
_DAYS: Final = {"D": 1, "W": 7}


def nearest(spans: Sequence[tuple[str, Bounds]], base: date, tense: Direction | None) -> str:
    """The value that lies nearest; what lies the way the tense points counts as nearer.

    The news dates what is close: "Jan. 2" in a report of November is the coming one, whatever its verb.
    """

    def distance(days: Bounds) -> float:
        if days[0] <= base <= days[1]:
            return 0.0
        ahead = days[0] > base
        gap = (days[0] - base).days if ahead else (base - days[1]).days
        return gap * (_AGREES if ahead == (tense == "future") else 1.0 if tense else _UNTOLD)

    return min(spans, key=lambda span: distance(span[1]))[0]


def shift_of(f: Mapping[str, Any]) -> int:
    """How many units on a relative time lies, back below zero."""
    if "sign" in f:
        n = f.get("n", 1)
        return int(f["sign"] * (n if n is not None else 1))
    return int(f.get("shift", f.get("textturn", f.get("turn", 0))))


def part_of_year(f: Mapping[str, Any]) -> Callable[[int], str] | None:
    """How the value is made once the year is known, for all that is a part of a year."""
    if "holiday" in f:
        return lambda year: holiday(f["holiday"], year).isoformat()
    if "weekin" in f:
        return lambda year: nth_week(year, f.get("month"), f.get("ordinal") or f.get("nth"))
    if "month" in f:
        day = f.get("day")
        return lambda year: f"{year:04}-{f['month']:02}" + (f"-{day:02}" if day else "")
    if "quarter" in f:
        return lambda year: f"{year:04}-Q{min(f['ordinal'], 4)}"
    if "half" in f:
        return lambda year: f"{year:04}-H{1 if f.get('ordinal') == 1 else 2}"
    if "season" in f and f["season"] in SEASON_MONTHS:
        return lambda year: f"{year:04}-{f['season']}"
    return None


def moved(day: date, unit: str, n: int) -> date | None:
    """The day some units on, None outside the calendar."""
    if unit in _MONTHS:
        try:
            return add_months(day, _MONTHS[unit] * n)
        except ValueError:
            return None
    return day + _DAYS.get(unit, 0) * n * DAY


def reach(base: date, unit: str, span: int, n: int) -> Bounds | None:
    """The days of the last or the next so many units.

    The next two days begin tomorrow, the next two years now; quarters are those of the calendar.
    """
    if unit == "Q":
        quarter = base.replace(month=(base.month - 1) // 3 * 3 + 1, day=1)
        if span < 0:
            return add_months(quarter, -3 * n), quarter - DAY
        return add_months(quarter, 3), add_months(quarter, 3 * n + 3) - DAY
    other = moved(base, unit, span * n)
    if other is None or n < 1:
        return None
    if span < 0:
        return other, base
    return (base + DAY if unit == "D" else base), other


def nth_week(year: int, month: int | None, n: int | None) -> str:
    """The n-th week of a month or year, or its last; a week belongs where its Thursday does."""
    first = date(year, month or 1, 1)
    last = month_end(first) if month else date(year, 12, 31)
    thursday = first + (4 - first.isoweekday()) % 7 * DAY
    if n is None:
        return week_value(last - (last.isoweekday() - 4) % 7 * DAY)
    if thursday + 7 * (n - 1) * DAY > last:
        raise ValueError("no such week")
    return week_value(thursday + 7 * (n - 1) * DAY)


def unit_value(base: date, unit: str, shift: int, n: float | None) -> str:
    """The value of the unit that lies ``shift`` units from the base."""
    if isinstance(n, float) and unit == "Y":  # two and a half years ago: a month
        return add_months(base, int((-12 if shift < 0 else 12) * n)).isoformat()[:7]
    if unit in _DAYS:
        day = base + _DAYS[unit] * shift * DAY
        return day.isoformat() if unit == "D" else week_value(day)
    day = add_months(base, _MONTHS[unit] * shift)
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {"Y": 4, "M": 7, "E": 3, "C": 2}[unit]]


def duration_value(f: Mapping[str, Any]) -> str:
    """``P3D``, ``PT2H``, ``PXW``."""
    unit = f.get("unit") or f.get("units") or "D"
    time, letter = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    n = f.get("n")
    if "half_of" in f:
        return {"Y": "P6M", "TH": "PT30M", "D": "PT12H", "E": "P5Y", "C": "P50Y", "M": "P15D"}.get(
            unit, f"P{time}X{letter}"
        )
    if n is None:
        return f"P{time}{'X'}{letter}"
    if "half_more" in f:
        n = n + 0.5
    if unit in ("E", "C"):
        n, letter = n * (10 if unit == "E" else 100), "Y"
    if n != int(n):
        smaller = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "D": (24, "TH"), "M": (30, "D"), "W": (7, "D")}
        size, small = smaller.get(unit, (0, ""))
        whole, rest = int(n), round((n - int(n)) * size)
        if size and unit != "D":
            return f"P{time}" + (f"{whole}{letter}" if whole else "") + f"{rest}{small}"
    return f"P{time}{n:g}{letter}" if n < 1e6 else f"P{time}{int(n)}{letter}"


def set_value(f: Mapping[str, Any]) -> str:
    """``XXXX-WXX-1``, ``P1M``."""
    if "often" in f:
        return str(f["often"])
    part = f"T{f['part']}" if "part" in f else ""
    if "weekday" in f:
        return f"XXXX-WXX-{f['weekday']}{part}"
    if "month" in f:
        return f"XXXX-{f['month']:02}"
    if "quarter" in f:
        return f"XXXX-Q{f['ordinal']}"
    if "season" in f:
        return f"XXXX-{f['season']}"
    if part:
        return f"XXXX-XX-XX{part}"
    return duration_value(f)


def clock_value(f: Mapping[str, Any]) -> str | None:
    """The part of a TIMEX3 value after its T."""
    late = f.get("ampm") == "P" or f.get("part") in ("EV", "AF", "NI")
    if "clock" in f:
        hour, minute = (int(p) for p in re.split("[:.]", f["clock"])[:2])
    elif "hundred" in f:
        hour, minute = divmod(f["hundred"], 100)
    elif "hour" in f or "oclock" in f:
        numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
        numbers |= {"ten": 10, "eleven": 11, "twelve": 12}
        hour, minute = f.get("hour") or numbers.get(str(f.get("numbers", [""])[0]).lower(), 0), 0
    elif "noon" in f:
        return str(f["noon"])
    else:
        return f.get("part")
    if late and hour < 12 and not (f.get("part") == "NI" and hour < 6):
        hour += 12
    elif f.get("ampm") == "A" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}"


def slash_value(text: str, published: date | None) -> str:
    """``5/15/2024`` as a day: the month first, unless it cannot be or points part them."""
    first, second, year = (int(p) for p in re.split(r"\D", text))
    if year <= 99:  # of the hundred years of which eighty lie behind
        latest = (published.year if published else 2030) + 19
        year = latest - (latest - year) % 100
    month, day = (first, second) if first <= 12 and "." not in text else (second, first)
    return date(year, month, day).isoformat()
