"""The events and commitments of a store, found again when its articles have changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from tidings.events import Commitment, Event, Told
from tidings.knowledge import actors, commitments, linking
from tidings.knowledge.tables import Data
from tidings.linking import link
from tidings.linking.commitments import commitments as joined
from tidings.pipeline.copies import CopyFinder
from tidings.pipeline.linking import outlet
from tidings.records import Article, Failure, NamedCommitment
from tidings.running.relink import Shelf
from tidings.running.relink import relink as again
from tidings.settings import Settings

_log = logging.getLogger(__name__)


def relink(store: Shelf, settings: Settings) -> bool:
    """Find the events and commitments of a store again if its articles have changed; tell whether they had.

    Raises:
        DataError: data files are faulty; it names all faults.
    """
    return again(store, _Linker(settings)) if store.unlinked else False


class _Linker:
    """Links what a store holds: see ``running.relink.Linker``."""

    def __init__(self, settings: Settings) -> None:
        data = Data.open(settings.lexicon)
        self._outlets = actors.load(data).outlets
        self._rules = linking.load(data)
        self._heads = frozenset(commitments.load(data).heads.values())
        data.check()
        self._settings = settings

    def link(self, told: Iterable[Told]) -> list[Event]:
        """Find copies and outlets, then the events."""
        articles = list(told)
        copies = CopyFinder(self._settings)
        for one in articles:
            published = one.published.isoformat() if one.published else None
            article = Article(id=one.id, text=one.text, publisher=one.outlet, title=one.title, published=published)
            if isinstance(failed := copies.add(article), Failure):
                _log.warning("%s: not compared with others: %s: %s", failed.id, failed.reason, failed.detail)
        found: dict[str, tuple[str, str | None]] = {}
        for group in copies.groups():
            found |= dict.fromkeys(group.articles, (group.articles[0], group.agency))
        return link((self._named(one, *found.get(one.id, (one.id, None))) for one in articles), self._rules)

    def commitments(self, named: Iterable[NamedCommitment]) -> list[Commitment]:
        """Join what articles name."""
        return joined(list(named), self._heads)

    def _named(self, told: Told, origin: str, agency: str | None) -> Told:
        return replace(told, outlet=outlet(told.outlet, None, self._outlets), origin=origin, agency=agency)
