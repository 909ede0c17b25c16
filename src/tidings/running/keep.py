"""Read, code and keep: the work of ``tidings run`` on one machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tidings.records import Article, Coded, Failure
from tidings.running.batches import batches
from tidings.running.coders import Coders
from tidings.running.tally import Tally


class Keeper(Protocol):
    """What keeps articles: see ``storing.store.Store``."""

    def coded(self, ids: Collection[str], coder: str) -> frozenset[str]:
        """Tell which articles are kept as this coder coded them."""

    def add(self, read: Sequence[Article], results: Sequence[Coded | Failure], coder: str) -> None:
        """Add a batch, wholly or not at all."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was read, and the articles of it that the store did not hold when it was read."""

    read: list[Article]
    unread: list[Failure]
    fresh: dict[str, Article]


def keep(
    items: Iterable[Article | Failure], by: Coders, store: Keeper, tally: Tally, watch: Callable[[Tally], None]
) -> None:
    """Code what the store does not hold yet, batch by batch; ``watch`` sees the tally after each batch.

    Batches are kept in their order, each in one transaction, though several may be coded at a time.  Stopped at any
    point and started again, it ends with the same store.
    """
    ahead: deque[_Batch] = deque()
    for results in by.map(_fresh(items, by.version, store, ahead)):
        batch = ahead.popleft()
        meanwhile = store.coded(batch.fresh, by.version)  # what came twice, in this batch and one just before
        news = [*batch.unread, *(result for result in results if result.id not in meanwhile)]
        store.add(batch.read, news, by.version)
        tally.read += len(batch.read)
        tally.skip(len(batch.read) - len(batch.fresh) + len(meanwhile))
        for result in news:
            tally.count(result)
        watch(tally)


def _fresh(
    items: Iterable[Article | Failure], coder: str, store: Keeper, ahead: deque[_Batch]
) -> Iterator[list[Article]]:
    """Give the articles of each batch that are to be coded, and note the batch in ``ahead``."""
    for batch in batches(items):
        read = [item for item in batch if isinstance(item, Article)]
        held = store.coded([article.id for article in read], coder)
        fresh = {article.id: article for article in read if article.id not in held}
        ahead.append(_Batch(read, [item for item in batch if isinstance(item, Failure)], fresh))
        yield list(fresh.values())
