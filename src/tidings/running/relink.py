"""Find the events of a store again, when its articles have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from tidings.events import Commitment, Event, Told
from tidings.records import NamedCommitment


class Linker(Protocol):
    """What finds the events that articles tell of."""

    def link(self, told: Iterable[Told]) -> Sequence[Event]:
        """Give all events, whatever the order of the articles."""

    def commitments(self, named: Iterable[NamedCommitment]) -> Sequence[Commitment]:
        """Give all commitments, joined across articles."""


class Shelf(Protocol):
    """What keeps articles and events: see ``storing.store.Store``."""

    @property
    def snapshot(self) -> int:
        """The number of the newest snapshot."""

    @property
    def unlinked(self) -> Collection[str]:
        """The articles that changed since events were last found."""

    def told(self) -> Iterator[Told]:
        """Give every article with its mentions."""

    def named(self) -> Iterator[NamedCommitment]:
        """Give what every article names as treaties and agreements."""

    def relink(
        self, events: Iterable[Event], *, commitments: Iterable[Commitment] | None = None, seen: int | None = None
    ) -> bool:
        """Make these the events and commitments; articles that came after the snapshot ``seen`` stay unlinked.

        Returns:
            Whether it was done: not if another has linked since ``seen``.
        """


def relink(store: Shelf, linker: Linker) -> bool:
    """Find the events of a store again if its articles have changed; tell whether they had."""
    changed = False
    while store.unlinked:  # again if another writer was quicker: what it linked may lack what came here
        changed, seen = True, store.snapshot
        events, commitments = linker.link(store.told()), linker.commitments(store.named())
        if store.relink(events, commitments=commitments, seen=seen):
            break
    return changed
