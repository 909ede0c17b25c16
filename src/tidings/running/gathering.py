"""What many slow sources give, gathered as it comes, on threads that wait for the one who takes it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from queue import Empty, Full, Queue, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")

THREADS = 8
MOST = 16  # items handed over together, and as many more that wait
_TICK = 0.1  # seconds between two looks at whether to stop


def gathered(
    sources: Sequence[Iterable[T]], stop: threading.Event, *, threads: int = THREADS, most: int = MOST
) -> Iterator[list[T]]:
    """Take all items of some sources, several sources at a time; each source's own items stay in order.

    Args:
        sources: what to draw from; an exception in one is raised here.
        stop: once it is set, no more is taken.
        threads: sources that are drawn from at a time.
        most: items handed over together at most.
    """
    gathering = _Gathering(sources, stop, most)
    try:
        for _ in range(min(threads, len(sources))):
            threading.Thread(target=gathering.draw, daemon=True).start()
        yield from gathering.taken(most)
    finally:
        gathering.over.set()


class _Gathering(Generic[T]):
    """The queue between the threads and the taker."""

    def __init__(self, sources: Sequence[Iterable[T]], stop: threading.Event, most: int) -> None:
        self.over = threading.Event()
        self._stop = stop
        self._left = len(sources)
        self._sources: SimpleQueue[Iterable[T]] = SimpleQueue()
        for source in sources:
            self._sources.put(source)
        self._items: Queue[tuple[T] | BaseException | None] = Queue(most)

    def draw(self) -> None:
        """Draw from one source after another, on a thread of its own; None ends a source."""
        while not self._ended():
            try:
                source = self._sources.get_nowait()
            except Empty:
                return
            try:
                for item in source:
                    if not self._put((item,)):
                        return
            except BaseException as error:  # noqa: BLE001 - raised where the items are taken
                self._put(error)
                return
            self._put(None)

    def taken(self, most: int) -> Iterator[list[T]]:
        """Give what has come, at least one item at a time."""
        batch: list[T] = []
        while self._left and not self._stop.is_set():
            try:
                found = self._items.get(timeout=_TICK) if not batch else self._items.get_nowait()
            except Empty:
                if batch:
                    yield batch
                    batch = []
                continue
            if found is None:
                self._left -= 1
            elif isinstance(found, BaseException):
                raise found
            else:
                batch.extend(found)
                if len(batch) >= most:
                    yield batch
                    batch = []
        if batch:
            yield batch

    def _ended(self) -> bool:
        return self.over.is_set() or self._stop.is_set()

    def _put(self, item: tuple[T] | BaseException | None) -> bool:
        while not self._ended():
            try:
                self._items.put(item, timeout=_TICK)
            except Full:
                continue
            return True
        return False
