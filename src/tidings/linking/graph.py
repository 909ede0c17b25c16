"""Who is linked with whom, kept up to date as some come and some go: each pair is compared once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tidings.events import Link
from tidings.linking.blocking import Blocks, Keyed


class Graph:
    """Links between those who meet in blocks.

    Weak links count in the averages by which clusters join, but none joins by them alone: from ``least`` on, a link
    connects.
    """

    def __init__(self, blocks: Blocks, compare: Callable[[str, str], Link | None], least: float) -> None:
        self._blocks = blocks
        self._least = least
        self._compare = compare
        self._links: dict[str, dict[str, Link]] = {}
        self._compared: dict[str, dict[str, Link | None]] = {}
        self._touched: set[str] = set()
        self._changed: set[str] = set()

    def add(self, item: Keyed) -> None:
        """Add somebody who is not there."""
        self._links[item.id] = {}
        self._compared[item.id] = {}
        self._touched |= self._blocks.add(item)

    def remove(self, identity: str) -> None:
        """Take somebody out, with all links."""
        self._touched |= self._blocks.remove(identity)
        for other in self._compared.pop(identity):
            del self._compared[other][identity]
        for other in self._links.pop(identity):
            del self._links[other][identity]
            self._changed.add(other)
        self._touched.discard(identity)
        self._changed.discard(identity)

    def refresh(self) -> set[str]:
        """Compare those who are new to each other.

        Returns:
            Those who came, or whose links are others than at the last time.
        """
        for one in sorted(self._touched):
            met = self._blocks.met(one)
            for other in self._links[one].keys() - met:
                del self._links[one][other], self._links[other][one]
                self._changed |= {one, other}
            for other in met - self._links[one].keys():
                if link := self._link(one, other):
                    self._links[one][other] = self._links[other][one] = link
                    self._changed.add(other)
        changed = self._changed | self._touched
        self._touched, self._changed = set(), set()
        return changed

    def _link(self, one: str, two: str) -> Link | None:
        if two not in self._compared[one]:
            self._compared[one][two] = self._compared[two][one] = self._compare(one, two)
        return self._compared[one][two]

    def beside(self, identity: str) -> Iterator[str]:
        """Those that somebody is connected with."""
        return (other for other, link in self._links[identity].items() if link.score >= self._least)

    def links(self, members: Iterable[str]) -> list[Link]:
        """All links among some, weak ones too, each once."""
        within = set(members)
        return [
            link
            for member in within
            for other, link in self._links[member].items()
            if member < other and other in within
        ]
