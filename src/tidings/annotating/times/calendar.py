"""Days, weeks, quarters: the arithmetic of TIMEX3 values, and the days that a value covers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

DAY: Final = timedelta(days=1)
Bounds = tuple[date, date]
SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last if it has no such day.

    Raises:
        ValueError: the year falls outside 1-9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def week_value(day: date) -> str:
    """``1998-W08``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def easter(year: int) -> date:
    """Western Easter Sunday, by the Gregorian computus."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """The day of a holiday in a year; ``rule`` as in ``holidays.tsv``."""
    if rule.startswith("easter"):
        return easter(year) + int(rule[6:]) * DAY
    if rule.endswith("+1"):
        return holiday(rule[:-2], year) + DAY
    month, day, nth = (int(part) for part in (*rule.split("-", 2), "0")[:3])
    if nth == 0:
        return date(year, month, day)
    first = date(year, month, 1)
    if nth > 0:
        return first + ((day - first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY
    last = month_end(first)
    return last - ((last.isoweekday() - day) % 7) * DAY


def bounds(value: str) -> Bounds | None:
    """First and last day of a TIMEX3 value, None where it names no stretch of the calendar."""
    try:
        return _bounds(value)
    except ValueError:  # the thirty-first of June, a year outside the calendar: written, but no day
        return None


def _bounds(value: str) -> Bounds | None:
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T|$)", value):
        day = date(*(int(g) for g in found.groups()))
        return day, day
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        first = date(int(found[1]), int(found[2]), 1)
        return first, month_end(first)
    if found := re.fullmatch(r"\d{2,4}", value):
        size = 10 ** (4 - len(value))
        year = int(value) * size
        return date(max(year, 1), 1, 1), date(year + size - 1, 12, 31)
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + 5 * DAY if found[3] else monday), monday + 6 * DAY
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = 3 if found[2] == "Q" else 6
        first = date(int(found[1]), (int(found[3]) - 1) * size + 1, 1)
        return first, month_end(add_months(first, size - 1))
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first = date(int(found[1]), SEASON_MONTHS[found[2]], 1)
        return first, month_end(add_months(first, 2))
    return None


def narrowed(days: Bounds, edge: str | None, published: date | None) -> Bounds:
    """The early, middle or late part of a stretch of days; ``earlier``/``later`` cut it at the publication date."""
    first, last = days
    size = (last - first).days + 1
    if edge == "TODATE" and published is not None and first <= published <= last:
        return first, published
    if edge == "FROMDATE" and published is not None and first <= published <= last:
        return published, last
    if edge not in ("START", "MID", "END") or size < 7:
        return days
    if 28 <= size <= 31:  # thirds of a month, as an almanac counts them
        cuts = (first, first + 10 * DAY, first + 20 * DAY, last + DAY)
    else:
        cuts = (first, first + (size // 3) * DAY, first + (2 * size // 3) * DAY, last + DAY)
    third = ("START", "MID", "END").index(edge)
    return cuts[third], cuts[third + 1] - DAY
