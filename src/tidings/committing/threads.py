"""Namings of one commitment joined within an article: the same name again, a shorter one, *the pact*."""

from __future__ import annotations

from dataclasses import dataclass, field

from tidings.committing.naming import Naming
from tidings.committing.parties import distinct, side
from tidings.records import Entity


@dataclass(slots=True)
class Thread:
    """A commitment and the phrases that name it, in the order of the text."""

    namings: list[Naming] = field(default_factory=list)
    parties: tuple[Entity, ...] = ()

    @property
    def fullest(self) -> Naming:
        """The naming that tells most: by a known name, then by proper name, then by what it is about."""
        return max(self.namings, key=lambda n: (n.known is not None, n.proper, len(n.words), -n.first))

    @property
    def known(self) -> str | None:
        """The name that it is known by."""
        return next((n.known for n in self.namings if n.known), None)

    @property
    def words(self) -> frozenset[str]:
        """All that tells it from others of its kind."""
        return frozenset().union(*(n.words for n in self.namings))

    @property
    def years(self) -> frozenset[str]:
        """Years in its names."""
        return frozenset().union(*(n.years for n in self.namings))

    @property
    def numbers(self) -> frozenset[str]:
        """Numbers in its names."""
        return frozenset().union(*(n.numbers for n in self.namings))

    def add(self, naming: Naming) -> None:
        """Take a naming in."""
        self.namings.append(naming)
        self.join(naming.parties)

    def join(self, parties: tuple[Entity, ...]) -> None:
        """Count further actors among the parties."""
        self.parties = distinct([*self.parties, *parties])

    def takes(self, naming: Naming) -> bool:
        """Whether a later phrase names this commitment."""
        if naming.known and self.known:
            return naming.known == self.known
        if not self._kind_fits(naming):
            return False
        if naming.years and self.years and naming.years.isdisjoint(self.years):
            return False
        if naming.numbers and self.numbers:
            return not naming.numbers.isdisjoint(self.numbers)
        if naming.bare:
            return naming.definite
        if naming.plural is not self.namings[-1].plural and not naming.proper:
            return False
        if not _sides_fit(naming.parties, self.parties):
            return False
        mine = self.words
        if naming.words and mine:
            alike = naming.words <= mine or mine <= naming.words
            return alike if naming.definite or naming.proper else naming.words == mine
        if not (naming.definite or naming.proper):
            return False
        # one of them is told by its parties or year alone
        told = naming.years & self.years or {side(e) for e in naming.parties} & {side(e) for e in self.parties}
        return bool(told) or (
            naming.kind.alone and all(n.bare and n.definite and n.kind == naming.kind for n in self.namings)
        )

    def _kind_fits(self, naming: Naming) -> bool:
        kinds = {n.kind.id for n in self.namings}
        takes_up = kinds & naming.kind.takes_up or any(naming.kind.id in n.kind.takes_up for n in self.namings)
        return naming.kind.id in kinds or bool(takes_up) or naming.head.lemma_.lower() in self.words


def joined(namings: list[Naming]) -> list[Thread]:
    """Join the namings of an article; the last commitment that a phrase may name is the one that it does."""
    threads: list[Thread] = []
    for naming in namings:
        thread = next((t for t in threads if _says_the_same(naming, t.namings[-1])), None)
        if thread is None:
            recent = sorted(threads, key=lambda t: -t.namings[-1].first)
            thread = next((t for t in recent if t.takes(naming)), None)
        if thread is None:
            thread = Thread()
            threads.append(thread)
        thread.add(naming)
    return threads


def _says_the_same(naming: Naming, before: Naming) -> bool:
    """Whether one phrase stands in apposition to the other, or is what it is known as."""
    token, other = naming.head, before.head
    if token.dep_ == "appos" and token.head == other:
        return True
    if other.dep_ == "appos" and other.head == token:
        return True
    as_known = token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.dep_ == "acl"
    return as_known and token.head.head.head == other


def _sides_fit(one: tuple[Entity, ...], two: tuple[Entity, ...]) -> bool:
    first, second = {side(e) for e in one}, {side(e) for e in two}
    return not first or not second or first <= second or second <= first
