"""Coded articles to the commitments that they name."""

from __future__ import annotations

from collections.abc import Iterable

from tidings.events import Commitment
from tidings.knowledge import commitments
from tidings.knowledge.tables import Data
from tidings.linking.commitments import commitments as joined
from tidings.records import Coded, NamedCommitment
from tidings.settings import Settings


class CommitmentFinder:
    """Gathers what articles name and joins it across them; loads what that needs, and no parser.

    Raises:
        DataError: data files are faulty; it names all faults.
    """

    def __init__(self, settings: Settings) -> None:
        data = Data.open(settings.lexicon)
        self._heads = frozenset(commitments.load(data).heads.values())
        data.check()
        self._named: list[NamedCommitment] = []

    def add(self, coded: Coded) -> None:
        """Take in what an article names, in any order of articles."""
        self.gather(coded.commitments)

    def gather(self, named: Iterable[NamedCommitment]) -> None:
        """Take in what articles name, in any order."""
        self._named += named

    def commitments(self) -> list[Commitment]:
        """Give what was named so far, joined."""
        return joined(self._named, self._heads)
