"""Articles in batches: each small enough to hold in memory, large enough to be worth a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidings.records import Article, Failure

MOST_ARTICLES = 64
MOST_CHARACTERS = 400_000
PIECE = 8  # articles that go through the coder together: as many as it parses together


def batches(
    items: Iterable[Article | Failure], *, articles: int = MOST_ARTICLES, characters: int = MOST_CHARACTERS
) -> Iterator[list[Article | Failure]]:
    """Cut a stream into batches of so many items, or fewer where they are long; the order stays.

    An article that alone is longer than ``characters`` is a batch of its own.
    """
    batch: list[Article | Failure] = []
    size = 0
    for item in items:
        length = len(item.text) if isinstance(item, Article) else 0
        if batch and (len(batch) >= articles or size + length > characters):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch
