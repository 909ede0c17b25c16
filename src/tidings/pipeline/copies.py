"""Articles to groups of copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tidings.cleaning import Cleaner
from tidings.knowledge import actors
from tidings.knowledge.cleaning import load as load_cleaning
from tidings.knowledge.credits import load as load_credits
from tidings.knowledge.tables import Data
from tidings.linking import CopyGroup, CopyIndex, CreditFinder
from tidings.pipeline.failures import failure
from tidings.pipeline.reading import read
from tidings.records import Article, Failure
from tidings.settings import Settings


class CopyFinder:
    """Finds copies among articles; loads what that needs, which is much less than coding does.

    Raises:
        DataError: data files are faulty; it names all faults.
    """

    def __init__(self, settings: Settings) -> None:
        data = Data.open(settings.lexicon)
        self._cleaner = Cleaner(load_cleaning(data), datetime.now(UTC).date())
        self._credits = CreditFinder(load_credits(data, actors.load(data).outlets))
        data.check()
        self._index = CopyIndex()

    def read(self, paths: Iterable[str | Path]) -> Iterator[Article | Failure]:
        """Give the articles under some paths, cleaned, and a failure for each that could not be read."""
        return read(paths, self._cleaner)

    def add(self, item: Article | Failure) -> Article | Failure:
        """Compare an article with those added before.

        Returns:
            It, or the failure that it is or that came of it.
        """
        if isinstance(item, Failure):
            return item
        try:
            dateline = self._cleaner.dateline(item.text, self._cleaner.blocks(item.text, item.title))
            self._index.add(item, self._credits.find(item, dateline))
        except Exception as error:  # noqa: BLE001 - the boundary of one article
            return failure(item.id, "linking", error)
        return item

    def groups(self) -> Iterator[CopyGroup]:
        """Give the groups of what was added so far."""
        return self._index.groups()

    @property
    def too_short(self) -> int:
        """How many articles have too few words to tell whether they were copied."""
        return len(self._index.too_short)
