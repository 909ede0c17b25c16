"""What robots.txt allows (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from protego import Protego

from tidings.errors import InputError

AGENT = "tidings"
_KEPT, _KEPT_FAILURE = 24 * 3600.0, 600.0  # seconds; RFC 9309 has a day at most


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of an origin, or what kept us from reading them."""

    until: float
    rules: Protego | None = None
    failure: InputError | None = None


class Robots:
    """The rules of the origins that were asked for, each kept for a day."""

    def __init__(self, fetch: Callable[[str], tuple[int, bytes]], clock: Callable[[], float]) -> None:
        """Take what gets the status and bytes of robots.txt, and a clock."""
        self._fetch, self._clock = fetch, clock
        self._known: dict[str, _Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> float:
        """Give the pause in seconds that the host asks for.

        Raises:
            InputError: the address is disallowed, or the rules cannot be had, which means no (RFC 9309, 2.3.1.4).
        """
        found = self._of(urlsplit(url))
        if found.failure:
            raise found.failure
        if found.rules is None:
            return 0.0
        if not found.rules.can_fetch(url, AGENT):
            raise InputError("reading", "disallowed by robots.txt", f"{url}: for {AGENT}")
        return float(found.rules.crawl_delay(AGENT) or 0.0)

    def _of(self, parts: SplitResult) -> _Rules:
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._known.get(origin)
            if known is None or known.until < self._clock():
                known = self._known[origin] = self._asked(f"{origin}/robots.txt")
            return known

    def _asked(self, url: str) -> _Rules:
        try:
            status, content = self._fetch(url)
        except InputError as error:
            failure = InputError("reading", error.reason, f"robots.txt: {error.detail}")
            return _Rules(self._clock() + _KEPT_FAILURE, failure=failure)
        if status == 429 or status >= 500:
            failure = InputError("reading", "robots.txt unreachable", f"{url}: status {status}")
            return _Rules(self._clock() + _KEPT_FAILURE, failure=failure)
        if status != 200:
            return _Rules(self._clock() + _KEPT)  # no rules: all is allowed
        return _Rules(self._clock() + _KEPT, rules=Protego.parse(content.decode("utf-8", "replace")))
