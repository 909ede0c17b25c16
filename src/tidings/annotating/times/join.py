"""Parts of one time put together, and what the ends of a range tell of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from tidings.annotating.times.find import RANGING, Found, Word

# Between two parts of one time: "10 p.m. on Friday", "the third quarter of 1989", "Friday, 3 May".
_JOINTS: Final = frozenset({"", ",", "on", "of", "in", "at", ", on", ", at", "of the", "in the", "' s"})
_LOOSE: Final = frozenset({"in", "in the"})  # join parts of a year only
_NO_CALENDAR: Final = frozenset({"business", "trading", "working"})
_OFFSETS: Final = {"before": -1, "prior to": -1, "after": 1, "following": 1, "from": 1}


def join(found: Iterable[Found], words: list[Word]) -> list[Found]:
    """The times of a text: an hour with its day, a quarter with its year, a day with what it is counted from."""
    return _ranged(list(_joined(found, words)), words)


def _joined(found: Iterable[Found], words: list[Word]) -> Iterator[Found]:
    held: Found | None = None
    for this in found:
        if held is not None and (both := _join(held, this, words)) is not None:
            held = both
            continue
        yield from _alone(held, words)
        held = this
    yield from _alone(held, words)


def _alone(found: Found | None, words: list[Word]) -> Iterator[Found]:
    """A time that joins no other; the day after an event is none, the day after what was told before is one."""
    if found is None:
        return
    if found.fields.get("anchor") == "next":
        if found.last < len(words) and words[found.last].text[0].isalnum():
            return
        found = Found(found.first, found.last, found.rule, {**found.fields, "anchor": "text"})
    yield found


def _join(left: Found, right: Found, words: list[Word]) -> Found | None:
    """Both as one time if one is a part of the other: an hour of a day, a day of a week, a quarter of a year."""
    if left.rule.id == "duration" and right.rule.kind == "point":
        return _offset(left, right, words)
    if left.rule.kind != "point" or right.rule.kind != "point" or right.first - left.last > 2:
        return None
    joint = " ".join(w.text.lower() for w in words[left.last : right.first])
    if joint not in _JOINTS or "\n\n" in joint:
        return None
    if "weekof" in left.fields:
        return Found(left.first, right.last, right.rule, {**right.fields, "weekof": True})
    if left.fields.get("anchor") == "next":
        return Found(left.first, right.last, right.rule, {**right.fields, "moved": left.fields["shift"]})
    shared = (left.fields.keys() & right.fields.keys()) - {"edge", "ordinal"}
    fits: Callable[[Found, Found], bool] = _fits_year if joint in _LOOSE else _fits
    if shared or not (fits(left, right) or fits(right, left)):
        return None
    return Found(left.first, right.last, left.rule, {**right.fields, **left.fields})


def _offset(left: Found, right: Found, words: list[Word]) -> Found | None:
    """A day that is counted from another: "two weeks before Christmas", "three days from Friday"."""
    between = " ".join(w.text.lower() for w in words[left.last : right.first])
    f = right.fields
    if any(w.text.lower() in _NO_CALENDAR for w in words[left.first : left.last]):
        return None
    if between == "from" and "weekday" in f and "turn" not in f:
        f = {**f, "turn": 0}
    a_day = "day" in f or "weekday" in f or "holiday" in f or "iso" in f or "slash" in f or f.get("unit") == "D"
    n, unit = left.fields.get("n"), left.fields.get("unit") or left.fields.get("units") or ""
    if between not in _OFFSETS or not a_day or not isinstance(n, int) or unit.startswith("T") or "anchor" in f:
        return None
    return Found(left.first, right.last, right.rule, {**f, "offset": _OFFSETS[between] * n, "offset_unit": unit})


def _ranged(found: list[Found], words: list[Word]) -> list[Found]:
    """What one end of a range tells of the other: its year, and that the second lies after the first."""
    for at in range(len(found) - 1):
        left, right = found[at], found[at + 1]
        between = " ".join(w.text.lower() for w in words[left.last : right.first])
        lead = words[left.first - 1].text.lower() if left.first else ""
        if between not in RANGING or (between == "and" and lead != "between"):
            continue
        a, b = left.fields, right.fields
        if "presently" in a and "month" in b and not {"year", "turn", "unit"} & b.keys():
            found[at + 1] = Found(right.first, right.last, right.rule, {**b, "turn": 1})
        if "month" not in a or "month" not in b or {"turn", "unit"} & (a.keys() | b.keys()):
            continue
        over = (a["month"], a.get("day", 0)) > (b["month"], b.get("day", 32))
        if "year" in a and "year" not in b:
            found[at + 1] = Found(right.first, right.last, right.rule, {**b, "year": a["year"] + over})
        elif "year" in b and "year" not in a:
            found[at] = Found(left.first, left.last, left.rule, {**a, "year": b["year"] - over})
        elif "year" not in a:
            found[at + 1] = Found(right.first, right.last, right.rule, {**b, "onward": True})
    return found


def _fits(part: Found, whole: Found) -> bool:
    p, w = part.fields, whole.fields
    if {"clock", "part", "hour", "noon", "hundred", "oclock"} & p.keys() and "shift" not in p:
        return "weekday" in w or "day" in w or "iso" in w or w.get("unit") == "D" or "holiday" in w
    if "weekday" in p and "part" not in p:
        return "day" in w or w.get("unit") == "W"
    if "weekday" in p:
        return "day" in w
    return _fits_year(part, whole)


def _fits_year(part: Found, whole: Found) -> bool:
    p, w = part.fields, whole.fields
    if "year" in p or not ({"month", "quarter", "half", "season", "holiday", "weekend"} & p.keys()):
        return False
    return (
        ("year" in w and "month" not in w and "quarter" not in w)
        or (w.get("unit") == "Y" and "n" not in w)
        or (w.get("unit") == "Y" and w.get("n") == 1)
    )
