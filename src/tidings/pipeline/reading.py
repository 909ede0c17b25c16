"""Paths to cleaned articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tidings.cleaning import Cleaner
from tidings.knowledge.cleaning import load as load_cleaning
from tidings.knowledge.tables import Data
from tidings.pipeline.failures import failure
from tidings.reading import read as read_paths
from tidings.records import Article, Failure
from tidings.settings import Settings


def read(paths: Iterable[str | Path], by: Cleaner) -> Iterator[Article | Failure]:
    """Give the articles under some paths, cleaned, and a failure for each file or line that is none."""
    for item in read_paths(paths):
        if isinstance(item, Failure):
            yield item
            continue
        identity = (
            item.id
            if isinstance(item, Article)
            else item.origin.container or item.origin.path or item.origin.url or "-"
        )
        try:
            yield by.complete(item) if isinstance(item, Article) else by.clean(item)
        except Exception as error:  # noqa: BLE001 - the boundary of one article
            yield failure(identity, "cleaning", error)


def cleaner(settings: Settings) -> Cleaner:
    """Load what reading needs, which is much less than coding does.

    Raises:
        DataError: data files are faulty; it names all faults.
    """
    data = Data.open(settings.lexicon)
    rules = load_cleaning(data)
    data.check()
    return Cleaner(rules, datetime.now(UTC).date())
