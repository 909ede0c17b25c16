"""Links to clusters that do not chain: two join if all pairs across them are, on the average, alike enough.

What is joined depends on which links there are and how strong, not on the order in which they were found.  A pair
without a link counts as nothing alike.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping

from tidings.events import Link
from tidings.linking import grouping


def clusters(members: Iterable[str], links: Iterable[Link], least: float) -> list[tuple[str, ...]]:
    """Divide all members into clusters, the strongest first to join; sorted, as is each.

    Args:
        members: all, linked or not.
        links: none twice; weak ones too, for they count in the average.
        least: the average of the scores across two clusters from which on they are one.
    """
    groups = {member: [member] for member in members}  # by the first that was in it
    across: dict[str, dict[str, float]] = {member: {} for member in groups}
    waiting: list[tuple[float, str, str]] = []
    for link in sorted(links, key=lambda link: (link.one, link.two)):
        across[link.one][link.two] = across[link.two][link.one] = link.score
        if link.score >= least:
            waiting.append((-link.score, link.one, link.two))
    heapq.heapify(waiting)
    while waiting:
        mean, one, two = heapq.heappop(waiting)
        if one not in groups or two not in groups or -mean != _mean(one, two, groups, across):
            continue  # what has changed since waits anew
        _join(one, two, groups, across)
        for other in across[one]:
            if (now := _mean(one, other, groups, across)) >= least:
                heapq.heappush(waiting, (-now, min(one, other), max(one, other)))
    return sorted(tuple(sorted(group)) for group in groups.values())


def _mean(one: str, two: str, groups: Mapping[str, list[str]], across: Mapping[str, Mapping[str, float]]) -> float:
    # rounded: the order in which scores were added shows in the last digits
    return round(across[one][two] / (len(groups[one]) * len(groups[two])), 9)


def _join(one: str, two: str, groups: dict[str, list[str]], across: dict[str, dict[str, float]]) -> None:
    groups[one] += groups.pop(two)
    for other, score in across.pop(two).items():
        del across[other][two]
        if other != one:
            across[one][other] = across[other][one] = across[one].get(other, 0.0) + score


def spanning(cluster: Iterable[str], links: Iterable[Link]) -> tuple[Link, ...]:
    """The strongest links that join a cluster: one fewer than its members, or fewer if they do not reach."""
    within = set(cluster)
    inner = (link for link in links if link.one in within and link.two in within)
    strongest = sorted(inner, key=lambda link: (-link.score, link.one, link.two))
    return tuple(grouping.spanning(strongest, lambda link: (link.one, link.two)))


def connected(graph: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """The parts of a graph that nothing connects with each other, each sorted.

    Args:
        graph: by node, the nodes beside it; every node is a key.
    """
    seen: set[str] = set()
    for start in graph:
        if start in seen:
            continue
        seen.add(start)
        part, waiting = [start], [start]
        while waiting:
            fresh = set(graph[waiting.pop()]) - seen
            seen |= fresh
            part += fresh
            waiting += fresh
        yield tuple(sorted(part))
