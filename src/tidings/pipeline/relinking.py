"""The events and commitments of a store, found again when its articles have changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from tidings.events import Commitment, Event, Told
from tidings.pipeline.commitments import CommitmentFinder
from tidings.pipeline.linking import EventFinder
from tidings.records import NamedCommitment
from tidings.running.relink import Shelf
from tidings.running.relink import relink as again
from tidings.settings import Settings

_log = logging.getLogger(__name__)


def relink(store: Shelf, settings: Settings) -> bool:
    """Find the events and commitments of a store again if its articles have changed; tell whether they had.

    Raises:
        DataError: data files are faulty; it names all faults.
    """
    return again(store, _Linker(settings))


class _Linker:
    """Links what a store holds: see ``running.relink.Linker``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def link(self, told: Iterable[Told]) -> list[Event]:
        """Find copies and outlets, then the events."""
        finder = EventFinder(self._settings)
        for one in told:
            if failed := finder.take(one):
                _log.warning("%s: not compared with others: %s: %s", failed.id, failed.reason, failed.detail)
        return finder.events()

    def commitments(self, named: Iterable[NamedCommitment]) -> list[Commitment]:
        """Join what articles name."""
        finder = CommitmentFinder(self._settings)
        finder.gather(named)
        return finder.commitments()
