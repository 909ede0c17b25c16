"""What a changed article changes, where the rest lies in a store: it and all that it is connected with, linked anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from tidings.events import Event, Told
from tidings.knowledge.linking import LinkingRules
from tidings.linking import reports, stories
from tidings.linking.linker import Linker
from tidings.linking.words import vector

Sharing = Callable[[Collection[str]], Iterable[Told]]


def keys(told: Told, rules: LinkingRules) -> frozenset[str]:
    """The keys of an article and of its mentions: two articles that share none are never compared.

    They depend on the article alone, so a store may keep them beside it.
    """
    words = vector(told.text, rules.counts, told.title)
    found = {f"article {key}" for key in stories.keyed(told, words, rules.stories).keys}
    for report in reports.reports(told, words, rules):
        found |= {f"mention {key}" for key in reports.keyed(report, rules).keys}
    return frozenset(found)


def relink(changed: Iterable[Told], sharing: Sharing, rules: LinkingRules) -> tuple[frozenset[str], list[Event]]:
    """Link articles with all that they are connected with, as if everything had been linked at once.

    Args:
        changed: articles that are new or were corrected, and those that have an event with one that was corrected or
            deleted, as far as they are still there.
        sharing: gives all articles, as they are now, that have one of some keys; see :func:`keys`.
        rules: what linking decides by.

    Returns:
        The ids of the connected articles, and their events: these replace all events that have one of the articles.
    """
    linker = Linker(rules)
    told = {one.id: one for one in changed}
    seeds, done = frozenset(told), set[str]()
    for one in told.values():
        linker.add(one)
    connected = seeds
    while waiting := connected - done:
        near = {one.id: one for one in sharing(frozenset().union(*(keys(told[article], rules) for article in waiting)))}
        for article, one in near.items():
            if article not in told:
                told[article] = one
                linker.add(one)
        done |= waiting
        connected = linker.connected_with(seeds)
    # what is near but not connected was never looked up itself, so its events may be others
    return connected, [event for event in linker.events() if connected.issuperset(event.articles)]
