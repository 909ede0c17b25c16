"""Articles to events: the same for the same articles, in whatever order and number they come.

Two articles are compared if they share a key, a pair is compared once, and what a new article changes is only what it
is connected with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from tidings.errors import InputError
from tidings.events import Event, Link, Told
from tidings.knowledge.linking import LinkingRules
from tidings.linking import drawing, reports, stories
from tidings.linking.blocking import Blocks
from tidings.linking.clustering import clusters, connected, spanning
from tidings.linking.comparing import Comparer
from tidings.linking.graph import Graph
from tidings.linking.reports import Report
from tidings.linking.words import Vector, vector


class Linker:
    """Links what was added, and remembers it."""

    def __init__(self, rules: LinkingRules) -> None:
        self._rules = rules
        self._comparer = Comparer(rules)
        self._told: dict[str, Told] = {}
        self._words: dict[str, Vector] = {}
        self._reports: dict[str, Report] = {}
        self._articles = Graph(Blocks(), self._compare_articles, rules.stories.likeness)
        self._mentions = Graph(Blocks(), self._compare_mentions, rules.events.score)
        self._drawn: dict[tuple[str, ...], list[Event]] = {}

    def add(self, told: Told) -> None:
        """Add an article; one that is there already is replaced.

        Raises:
            InputError: a mention's id is that of another article's.
        """
        if told == self._told.get(told.id):
            return
        known = ((mention.id, self._reports.get(mention.id)) for mention in told.mentions)
        taken = [mention for mention, report in known if report and report.told.id != told.id]
        if taken or len({mention.id for mention in told.mentions}) < len(told.mentions):
            raise InputError(
                "linking", "mention stands twice", f"{', '.join(taken) or told.id}; expected ids of their own"
            )
        self.remove(told.id)
        self._told[told.id] = told
        words = self._words[told.id] = vector(told.text, self._rules.counts, told.title)
        self._articles.add(stories.keyed(told, words, self._rules.stories))
        for report in reports.reports(told, words, self._rules):
            self._reports[report.mention.id] = report
            self._mentions.add(reports.keyed(report, self._rules))

    def remove(self, article: str) -> None:
        """Take an article out, as if it had never been added; one that is not there changes nothing."""
        told = self._told.pop(article, None)
        if told is None:
            return
        del self._words[article]
        self._articles.remove(article)
        for mention in told.mentions:
            self._mentions.remove(mention.id)
            del self._reports[mention.id]

    def events(self) -> list[Event]:
        """Everything that is told, stories after acts, sorted by id."""
        changed = self._articles.refresh() | {self._reports[m].told.id for m in self._mentions.refresh()}
        drawn: dict[tuple[str, ...], list[Event]] = {}
        for part in connected(self._beside()):
            kept = None if changed & set(part) else self._drawn.get(part)
            drawn[part] = self._draw(part) if kept is None else kept
        self._drawn = drawn
        return sorted(
            (event for events in drawn.values() for event in events),
            key=lambda event: (event.type is None, event.event),
        )

    def connected_with(self, articles: Collection[str]) -> frozenset[str]:
        """The ids of all articles that any of these is connected with, themselves among them."""
        self._articles.refresh()
        self._mentions.refresh()
        wanted = set(articles)
        return frozenset(one for part in connected(self._beside()) if wanted & set(part) for one in part)

    def _beside(self) -> dict[str, set[str]]:
        """By article, those that it is linked with, by likeness or by a mention."""
        beside = {article: set(self._articles.beside(article)) for article in self._told}
        for mention, report in self._reports.items():
            beside[report.told.id].update(self._reports[other].told.id for other in self._mentions.beside(mention))
        return beside

    def _compare_articles(self, one: str, two: str) -> Link | None:
        first, second = ((self._told[key], self._words[key]) for key in (one, two))
        return stories.compare(first, second, self._rules.stories)

    def _compare_mentions(self, one: str, two: str) -> Link | None:
        link = self._comparer.compare(self._reports[one], self._reports[two])
        return link if link and link.score >= self._rules.events.weak else None

    def _draw(self, part: Collection[str]) -> list[Event]:
        """The events of articles that are connected with no others."""
        of: dict[str, tuple[str, ...]] = {}
        events = []
        for cluster in clusters(part, self._articles.links(part), self._rules.stories.likeness):
            of |= dict.fromkeys(cluster, cluster)
            if len(cluster) > 1:
                links = spanning(cluster, self._articles.links(cluster))
                events.append(drawing.story_event(self._of(cluster), links))
        mentions = [mention.id for article in part for mention in self._told[article].mentions]
        for cluster in clusters(mentions, self._mentions.links(mentions), self._rules.events.score):
            told = drawing.in_order(self._reports[mention] for mention in cluster)
            story = _story((report.told.id for report in told), of)
            links = spanning(cluster, self._mentions.links(cluster))
            events.append(drawing.event(told, links, self._of(story), self._rules))
        return events

    def _of(self, articles: Iterable[str]) -> list[Told]:
        return [self._told[article] for article in articles]


def _story(articles: Iterable[str], of: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The story that most of the articles are of; of equals, that of the first."""
    told = Counter(of[article] for article in dict.fromkeys(articles))
    return max(told, key=lambda cluster: told[cluster])


def link(articles: Iterable[Told], rules: LinkingRules) -> list[Event]:
    """Link articles at once; see :class:`Linker`."""
    linker = Linker(rules)
    for told in articles:
        linker.add(told)
    return linker.events()
