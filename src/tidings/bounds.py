"""How many as two columns: a number is the same end twice, an open end is null.  Tables hold no number-or-pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Number = float | int


def bounds(value: Any) -> dict[str, Any]:
    """Lay out what ``Quantity.value`` holds as its two ends.

    >>> bounds(5), bounds((10, None))
    ({'low': 5, 'high': 5}, {'low': 10, 'high': None})
    """
    low, high = value if isinstance(value, list | tuple) else (value, value)
    return {"low": low, "high": high}


def value_of(ends: Mapping[str, float | None]) -> Number | tuple[Number | None, Number | None]:
    """Build it again: a number for two equal ends, whole numbers as integers.

    >>> value_of({"low": 5.0, "high": 5.0}), value_of({"low": 10.0, "high": None})
    (5, (10, None))
    """
    low, high = _number(ends["low"]), _number(ends["high"])
    return low if low == high and low is not None else (low, high)


def _number(end: float | None) -> Number | None:
    return int(end) if end is not None and end.is_integer() else end
