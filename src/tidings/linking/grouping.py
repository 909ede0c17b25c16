"""Pairs to groups, in which most are like most: a chain of likenesses is not enough; and what holds a group.

A round-up that holds two articles is like both, and they are not like each other; joined by every chain, a year's
round-ups would become one group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
L = TypeVar("L")

MAJORITY = 0.5  # of the pairs across two groups, more than that must be alike: two of two, two of three


def groups(pairs: Sequence[tuple[K, K]]) -> list[list[K]]:
    """Join what the pairs join, two groups at a time, where the majority of the pairs across them is there.

    Args:
        pairs: those that are alike, the strongest first, none twice; the outcome depends on this order only.

    Returns:
        The groups of two and more.
    """
    members: dict[K, list[K]] = {}
    of: dict[K, K] = {}  # what joins whom: a member to the key of its group
    across: dict[K, Counter[K]] = {}  # pairs between two groups
    for one, two in pairs:
        for key in (one, two):
            members.setdefault(key, [key])
            of.setdefault(key, key)
            across.setdefault(key, Counter())
        across[one][two] += 1
        across[two][one] += 1
    joined = True
    while joined:  # a pair that failed may hold once its groups have grown; two or three rounds are the rule
        joined = False
        for one, two in pairs:
            big, small = of[one], of[two]
            if big == small or across[big][small] <= MAJORITY * len(members[big]) * len(members[small]):
                continue
            if len(members[big]) < len(members[small]):
                big, small = small, big
            of.update(dict.fromkeys(members[small], big))
            _merge(big, small, members, across)
            joined = True
    return [found for found in members.values() if len(found) > 1]


def _merge(big: K, small: K, members: dict[K, list[K]], across: dict[K, Counter[K]]) -> None:
    members[big] += members.pop(small)
    for other, count in across.pop(small).items():
        del across[other][small]
        if other != big:
            across[big][other] += count
            across[other][big] += count


def spanning(links: Iterable[L], ends: Callable[[L], tuple[K, K]]) -> list[L]:
    """Those links that join what the ones before them leave apart: for each group, one fewer than its members.

    Args:
        links: the strongest first.
        ends: whom a link joins.
    """
    of: dict[K, K] = {}

    def root(member: K) -> K:
        while of.setdefault(member, member) != member:
            of[member] = of[of[member]]  # shortens the way for those who come after
            member = of[member]
        return member

    kept = []
    for link in links:
        one, two = map(root, ends(link))
        if one != two:
            of[one] = two
            kept.append(link)
    return kept
