"""Ctrl-C as a wish to end, so that work at hand is finished."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_interrupted(tell: Callable[[], None]) -> Iterator[threading.Event]:
    """Give an event that Ctrl-C or SIGTERM sets; ``tell`` hears of it, and a second one ends the process at once."""
    stop = threading.Event()

    def end(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        tell()

    before = [signal.signal(number, end) for number in _SIGNALS]
    try:
        yield stop
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
