"""One connection to a host at a time, and a pause between two."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tidings.errors import InputError

DELAY = 1.0  # seconds between the end of one transfer and the next to the same host
PATIENCE = 60.0  # seconds: who asks for more is left alone until then


@dataclass(slots=True)
class _Host:
    delay: float
    due: float
    lock: threading.Lock = field(default_factory=threading.Lock)


class Courtesy:
    """Who may ask which host when; for many threads.  ``sleep`` may say true to break a wait off."""

    def __init__(
        self,
        *,
        delay: float = DELAY,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._delay, self._patience, self._clock, self._sleep = delay, patience, clock, sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for one's turn with a host, and hold it.

        Raises:
            InputError: the host asked to be left alone for longer than our patience, or the wait was broken off.
        """
        place = self._place(host)
        with place.lock:
            wait = place.due - self._clock()
            if wait > self._patience:
                raise InputError("reading", "told to wait", f"{host} asks to be left alone for {wait:,.0f} s more")
            if wait > 0 and self._sleep(wait):
                raise InputError("reading", "interrupted", f"while waiting for {host}")
            try:
                yield
            finally:
                place.due = max(place.due, self._clock() + place.delay)

    def slow(self, host: str, seconds: float) -> None:
        """Note the pause that a host asks for (crawl-delay); a shorter one than ours does not count."""
        self._place(host).delay = max(self._delay, seconds)

    def hold_off(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long (Retry-After)."""
        place = self._place(host)
        place.due = max(place.due, self._clock() + seconds)

    def _place(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._delay, self._clock()))
