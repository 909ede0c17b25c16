"""Read, code and keep: the work of ``tidings run`` on one process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Protocol

from tidings.records import Article, Coded, Failure
from tidings.running.batches import batches
from tidings.running.tally import Tally


class Coder(Protocol):
    """What codes articles; two coders of one version give the same answers."""

    @property
    def version(self) -> str:
        """Name all that the answers depend on besides the article."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Coded | Failure]:
        """Code articles in order, one answer each."""


class Keeper(Protocol):
    """What keeps articles: see ``storing.store.Store``."""

    def coded(self, ids: Collection[str], coder: str) -> frozenset[str]:
        """Tell which articles are kept as this coder coded them."""

    def add(self, read: Sequence[Article], results: Sequence[Coded | Failure], coder: str) -> None:
        """Add a batch, wholly or not at all."""

    def tidy(self) -> None:
        """Put in order what many batches left."""


def keep(
    items: Iterable[Article | Failure], coder: Coder, store: Keeper, tally: Tally, watch: Callable[[Tally], None]
) -> None:
    """Code what the store does not hold yet, batch by batch; ``watch`` sees the tally after each batch.

    Stopped at any point and started again, it ends with the same store.
    """
    for batch in batches(items):
        read = [item for item in batch if isinstance(item, Article)]
        unread = [item for item in batch if isinstance(item, Failure)]
        held = store.coded([article.id for article in read], coder.version)
        fresh = {article.id: article for article in read if article.id not in held}
        results = [*unread, *coder.pipe(fresh.values())]
        store.add(read, results, coder.version)
        tally.read += len(read)
        tally.skip(len(read) - len(fresh))
        for result in results:
            tally.count(result)
        watch(tally)
    store.tidy()
