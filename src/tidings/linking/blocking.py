"""Who is to be compared with whom: those that share a key, so that nobody is compared with all.

A block that has grown too large is divided by finer keys; a fine block that is still too large is ordered, and each
is compared with its neighbours.  Nothing is dropped, and who meets whom depends on who is there, not on the order in
which they came.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST = 200  # of a block in which everybody meets everybody
NEAREST = 50  # neighbours on each side, in a fine block that is larger

Key = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """Something to be compared: its keys, each with finer ones, and what orders it among its like.

    Two that both have a key among their ``passive`` ones do not meet by it.
    """

    id: str
    order: tuple[int, str]
    keys: Mapping[Key, frozenset[Key]]
    passive: frozenset[Key] = frozenset()


class Blocks:
    """Remembers who has which key.

    >>> blocks = Blocks()
    >>> for name in ("a", "b", "c"):
    ...     touched = blocks.add(Keyed(id=name, order=(0, name), keys={"sea" if name < "c" else "land": frozenset()}))
    >>> sorted(blocks.met("a"))
    ['b']
    """

    def __init__(self, most: int = MOST, nearest: int = NEAREST) -> None:
        self._most, self._nearest = most, nearest
        self._items: dict[str, Keyed] = {}
        self._coarse: dict[Key, set[str]] = defaultdict(set)
        self._fine: dict[Key, dict[Key, list[tuple[int, str]]]] = {}  # of blocks that are too large, in order

    def add(self, item: Keyed) -> set[str]:
        """Remember somebody new.

        Returns:
            Whose acquaintances may now be others: the new one, and those of blocks that were divided by it.
        """
        self._items[item.id] = item
        touched = {item.id}
        for key, finer in item.keys.items():
            members = self._coarse[key]
            members.add(item.id)
            if key in self._fine:
                touched |= self._place(key, item, finer)
            elif len(members) > self._most:
                self._fine[key] = {}
                touched |= members
                for other in members:
                    self._place(key, self._items[other], self._items[other].keys[key])
        return touched

    def remove(self, identity: str) -> set[str]:
        """Forget somebody.

        Returns:
            Whose acquaintances may now be others, of those who stay.
        """
        item = self._items.pop(identity)
        touched: set[str] = set()
        for key, finer in item.keys.items():
            members = self._coarse[key]
            members.discard(identity)
            if key in self._fine:
                for fine in finer:
                    block = self._fine[key][fine]
                    touched |= self._displaced(block, item)
                    block.remove(item.order)
                if len(members) <= self._most:
                    del self._fine[key]
                    touched |= members
            if not members:
                del self._coarse[key]
        return touched

    def met(self, identity: str) -> set[str]:
        """Give those with whom somebody is to be compared; the other way round it is the same."""
        item = self._items[identity]
        found: set[str] = set()
        for key, finer in item.keys.items():
            if key in self._fine:
                near = {other for fine in finer for other in self._near(self._fine[key][fine], item)}
            else:
                near = self._coarse[key]
            found |= {o for o in near if key not in self._items[o].passive} if key in item.passive else near
        found.discard(identity)
        return found

    def _place(self, key: Key, item: Keyed, finer: Iterable[Key]) -> set[str]:
        touched: set[str] = set()
        for fine in finer:
            block = self._fine[key].setdefault(fine, [])
            insort(block, item.order)
            touched |= self._displaced(block, item)
        return touched

    def _displaced(self, block: Sequence[tuple[int, str]], item: Keyed) -> set[str]:
        """Who loses or wins a neighbour as somebody comes or goes; in a block that is not too large, nobody does."""
        if len(block) == self._most + 1:
            return {identity for _, identity in block}
        return self._near(block, item) if len(block) > self._most else set()

    def _near(self, block: Sequence[tuple[int, str]], item: Keyed) -> set[str]:
        if len(block) <= self._most:
            return {identity for _, identity in block}
        at = bisect_left(block, item.order)
        return {identity for _, identity in block[max(at - self._nearest, 0) : at + self._nearest + 1]}


def windows(first: int, last: int, days: int) -> Iterator[int]:
    """Number the stretches of so many days that a span of days touches, and the next one.

    Two spans that lie at most ``days`` apart share a number.
    """
    yield from range(first // days, last // days + 2)
