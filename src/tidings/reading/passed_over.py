"""What of a file was passed over, counted and told once a file, so that nothing is lost unsaid."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_log = logging.getLogger("tidings.reading")


@contextmanager
def telling(path: str, what: str, expected: str) -> Iterator[Counter[str]]:
    """Give a counter of what is passed over; at the end of the file a warning tells it, if there is any.

    Args:
        path: the file.
        what: what the counted things are, as in "fields that no article has".
        expected: what would have been read.
    """
    counted: Counter[str] = Counter()
    try:
        yield counted
    finally:
        if counted:
            found = ", ".join(f"{name} ({count:,})" for name, count in counted.most_common())
            _log.warning("%s: passed over %s: %s; %s", path, what, found, expected)


def strangers(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Give the names that are not known, in their order."""
    known = frozenset(known)
    return [name for name in names if name not in known]
