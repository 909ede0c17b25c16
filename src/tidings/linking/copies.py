"""Which articles are copies of one text: exact, near, cut or credited to one agency.

Articles come one by one and in any order; the groups are the same for the same articles.  A new article is compared
with those alone that its sketch proposes; among copies of one text, each different wording is compared with each.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tidings.errors import InputError
from tidings.linking.grouping import groups, spanning
from tidings.linking.likeness import CopyGroup, CopyKind, Credit, Likeness
from tidings.linking.shingles import Proposal, Proposer, Shingles
from tidings.records import Article

# Two texts are copies if they share a quarter of all their runs of four words, or the longer holds half of the
# shorter's.  Of six million pairs of news articles 318,000 share a run, 151 a tenth of all, 79 a fifth, 63 a quarter,
# 37 a half: nowhere is a gap.  The line is that of the pairs on which copies are measured (docs/accuracy.md); reports
# of one event that were written apart lie well below it.
NEAR_JACCARD = 0.25
CONTAINED = 0.5

# Two articles that both say they are one agency's need share less, for each may have been cut elsewhere: a fifth of
# the shorter.  Of the 318,000 pairs, 189 do.
CREDITED_CONTAINED = 0.2

# A shared sentence is a quotation, not a copy: fifteen words in a row make twelve runs.
SHARED_RUNS = 12
LEAST_WORDS = SHARED_RUNS + 3

_ID_DIGITS = 32


@dataclass(slots=True)
class _Text:
    """One wording, and the articles that have it; ``first`` is the least of their ids, by which it is known."""

    shingles: Shingles
    first: str
    articles: list[str] = field(default_factory=list)
    agencies: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Overlap:
    shared: int
    estimated: float
    jaccard: float
    containment: float

    def kind(self, *, credited: bool) -> CopyKind | None:
        """What makes two wordings copies; None if nothing does."""
        if self.jaccard >= NEAR_JACCARD:
            return CopyKind.NEAR
        if self.containment >= CONTAINED:
            return CopyKind.CONTAINED
        return CopyKind.CREDIT if credited else None


class CopyIndex:
    """Finds copies among the articles that were added.

    >>> told = "The ferry to the islands will not sail before Sunday, its owner said, as both engines need repair."
    >>> index = CopyIndex()
    >>> for name, text in (("a", told), ("b", told.upper()), ("c", "Nothing of the kind has been heard elsewhere.")):
    ...     index.add(Article(id=name, text=text))
    >>> [group.articles for group in index.groups()]
    [('a', 'b')]
    """

    def __init__(self) -> None:
        self._proposer = Proposer()
        self._texts: list[_Text] = []
        self._by_digest: dict[bytes, int] = {}
        self._overlaps: dict[Proposal, _Overlap] = {}
        self._credits: dict[str, Credit] = {}
        self._added: dict[str, tuple[str, str | None]] = {}  # article to its text's digest and its date
        self.too_short: list[str] = []  # articles of too few words to tell whether they were copied

    def add(self, article: Article, credit: Credit | None = None) -> None:
        """Compare an article with those that are there; one that stands there already changes nothing.

        Args:
            article: its text is compared; its date orders the group.
            credit: whose it says it is.

        Raises:
            InputError: another text has the same id.
        """
        told = hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()
        if article.id in self._added:
            if self._added[article.id][0] != told:
                raise InputError("linking", "id stands twice", f"{article.id} is also the id of another text")
            return
        self._added[article.id] = told, article.published
        if credit:
            self._credits[article.id] = credit
        shingles = Shingles.of(article.text)
        if shingles.words < LEAST_WORDS:
            self.too_short.append(article.id)
            return
        number = self._by_digest.get(shingles.digest)
        if number is None:
            number = self._by_digest[shingles.digest] = len(self._texts)
            self._texts.append(_Text(shingles, first=article.id))
            self._compare(number)
        text = self._texts[number]
        text.articles.append(article.id)
        text.first = min(text.first, article.id)
        if credit:
            text.agencies.add(credit.agency)

    def _compare(self, number: int) -> None:
        """Keep what a wording shares with others if it may ever count: a credit may come with a later article."""
        new = self._texts[number].shingles
        for proposal in self._proposer.add(new):
            old = self._texts[proposal.one].shingles
            shared = new.shared(old)
            containment = shared / min(new.runs.size, old.runs.size)
            if shared >= SHARED_RUNS and containment >= CREDITED_CONTAINED:
                self._overlaps[proposal] = _Overlap(
                    shared=shared,
                    estimated=new.sketch.jaccard(old.sketch),
                    jaccard=shared / (new.runs.size + old.runs.size - shared),
                    containment=containment,
                )

    def groups(self) -> Iterator[CopyGroup]:
        """Give the groups of what was added so far, in the order of their first articles.

        An article alone is a group if it credits an agency: it is that agency's, though no copy is there.
        """
        found = [self._group(articles, links) for articles, links in self._joined()]
        together = {article for group in found for article in group.articles}
        found += [self._group([alone], []) for alone in self._credits if alone not in together]
        return iter(sorted(found, key=lambda group: group.articles[0]))

    def _joined(self) -> Iterator[tuple[list[str], list[Likeness]]]:
        links = self._links()
        joined = groups([like.articles for like in links])
        of = {first: number for number, members in enumerate(joined) for first in members}
        within: dict[int, list[Likeness]] = defaultdict(list)
        for like in links:
            one, two = like.articles
            if of.get(one, -1) == of.get(two, -2):
                within[of[one]].append(like)
        texts = {text.first: text for text in self._texts}
        for number, members in enumerate(joined):
            exact = [like for first in members for like in _exact(texts[first])]
            articles = [article for first in members for article in texts[first].articles]
            yield articles, exact + spanning(within[number], lambda like: like.articles)
        for text in self._texts:
            if text.first not in of and len(text.articles) > 1:
                yield text.articles, _exact(text)

    def _links(self) -> list[Likeness]:
        """All pairs of wordings that are copies, each by its first article, the strongest first."""
        found = []
        for proposal, overlap in self._overlaps.items():
            pair = self._texts[proposal.one], self._texts[proposal.two]
            kind = overlap.kind(credited=bool(pair[0].agencies & pair[1].agencies))
            if kind and self._proposer.stands(proposal):
                first, second = sorted(text.first for text in pair)
                found.append(_likeness((first, second), kind, overlap))
        return sorted(found, key=lambda like: (-like.jaccard - like.containment, like.articles))

    def _group(self, articles: Iterable[str], likenesses: Iterable[Likeness]) -> CopyGroup:
        ordered = sorted(articles, key=self._order)
        found = tuple(self._credits[article] for article in ordered if article in self._credits)
        agencies = {credit.agency for credit in found}
        digest = hashlib.sha256("\0".join(sorted(ordered)).encode("utf-8", "replace")).hexdigest()
        return CopyGroup(
            id=f"sha256:{digest[:_ID_DIGITS]}",
            articles=tuple(ordered),
            agency=agencies.pop() if len(agencies) == 1 else None,
            likenesses=tuple(likenesses),
            credits=found,
        )

    def _order(self, article: str) -> tuple[bool, str, str]:
        """By publication, as ISO 8601 sorts; those without a date last."""
        published = self._added[article][1]
        return published is None, published or "", article


def _exact(text: _Text) -> list[Likeness]:
    """The articles of one wording, each with the first."""
    first, *others = sorted(text.articles)
    whole = _Overlap(shared=text.shingles.runs.size, estimated=1.0, jaccard=1.0, containment=1.0)
    return [_likeness((first, other), CopyKind.EXACT, whole) for other in others]


def _likeness(articles: tuple[str, str], kind: CopyKind, overlap: _Overlap) -> Likeness:
    return Likeness(
        articles=articles,
        kind=kind,
        shared=overlap.shared,
        estimated=round(overlap.estimated, 3),
        jaccard=round(overlap.jaccard, 3),
        containment=round(overlap.containment, 3),
    )


def copies(articles: Iterable[tuple[Article, Credit | None]]) -> list[CopyGroup]:
    """Group articles, each with its credit if it has one, at once; see :class:`CopyIndex`.

    Raises:
        InputError: two different texts have one id.
    """
    index = CopyIndex()
    for article, credit in articles:
        index.add(article, credit)
    return list(index.groups())
