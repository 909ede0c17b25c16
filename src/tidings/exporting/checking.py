"""Whether rows are what their column list says: names, and for each cell its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from tidings.events import Life
from tidings.exporting.cells import Cell
from tidings.exporting.polecat import QUADS
from tidings.knowledge.exporting import Column, Crosswalk

STATUSES = frozenset(Life)
_BROKEN = re.compile(r"[\t\r\n]")


def faults(columns: Sequence[Column], cells: Mapping[str, Cell], codes: Crosswalk) -> Iterator[str]:
    """What is wrong with a row; nothing if it is as its columns say.

    Args:
        columns: the format's.
        cells: values by column, None or "" for a cell that has none.  A cell may be the text of its value.
        codes: types and modes that there are.
    """
    if unknown := cells.keys() - {column.name for column in columns}:
        yield f"columns {', '.join(sorted(unknown))} are not in the list"
    for column in columns:
        value = cells.get(column.name)
        if value is None or value == "":
            if column.required:
                yield f"{column.name} is empty; expected {column.kind}"
        elif not _fits(column.kind, value, codes):
            yield f"{column.name} is {str(value)[:60]!r}; expected {column.kind}"


def _fits(kind: str, value: Cell, codes: Crosswalk) -> bool:
    if kind in {"list", "object"}:
        return isinstance(value, list if kind == "list" else dict)
    text = str(value)
    if kind == "type":
        return text in codes.ontology.types
    if kind == "mode":
        return any(text in event_type.modes for event_type in codes.ontology.types.values())
    return CHECKS[kind](text)


def _pattern(expression: str) -> Callable[[str], bool]:
    compiled = re.compile(expression, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _between(low: float, high: float) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            return low <= float(text) <= high
        except ValueError:
            return False

    return check


def _moment(form: str, digits: int) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            return len(text) == digits and bool(datetime.strptime(text, form))  # noqa: DTZ007 - the form alone counts
        except ValueError:
            return False

    return check


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "text": lambda text: not _BROKEN.search(text),
        "empty": lambda text: not text,
        "integer": _pattern(r"-?[1-9]\d*|0"),
        "count": _pattern(r"[1-9]\d*|0"),
        "number": _between(-1e15, 1e15),
        "scale": _between(-10, 10),
        "share": _between(0, 1),
        "percent": _pattern(r"[1-9]0|100"),
        "flag": _pattern("[01]"),
        "boolean": _pattern("True|False|true|false"),
        "true": _pattern("True|true"),
        "day": _is_day,
        "day8": _moment("%Y%m%d", 8),
        "stamp": _moment("%Y%m%d%H%M%S", 14),
        "latitude": _between(-90, 90),
        "longitude": _between(-180, 180),
        "quad": _pattern("[1-4]"),
        "quadwords": lambda text: text in QUADS.values(),
        "cameo": _pattern(r"(?:0[1-9]|1\d|20)\d{1,2}"),
        "root": _pattern(r"0[1-9]|1\d|20"),
        "code3": _pattern("[A-Z]{3}"),
        "fips": _pattern("[A-Z]{2}"),
        "geo": _pattern("[1-5]"),
        "mentiontype": _pattern("[1-6]"),
        "status": lambda text: text in STATUSES,
    }
)
