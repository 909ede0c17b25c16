"""What linking says of copies: who credits whom, why two articles are copies, and which are one text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CopyKind(StrEnum):
    """Why two articles are taken for copies of one text."""

    EXACT = "exact"  # the same words in the same order
    NEAR = "near"  # most of their words are the same
    CONTAINED = "contained"  # much of the shorter stands in the longer
    CREDIT = "credit"  # both say that they are the same agency's, and share more than a quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The news agency that an article says it is from, by its id in ``outlets.toml``.

    ``start`` and ``end`` are those of the words that say so; None if it is the agency that publishes the article.
    """

    article: str
    agency: str
    text: str
    start: int | None
    end: int | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Why two articles are copies, in runs of words that both hold (``shared``).

    ``jaccard`` is their share of all runs, ``containment`` of those of the shorter; ``estimated`` is the Jaccard figure
    as the sketches give it.
    """

    articles: tuple[str, str]
    kind: CopyKind
    shared: int
    estimated: float
    jaccard: float
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that are copies of one text and count as one origin: a line of ``tidings copies``.

    ``articles`` begins with the one published first.  ``agency`` is the one that all credits name; None if there is no
    credit, or if they differ.  ``likenesses`` join all articles, the strongest first, without telling every pair.
    """

    id: str
    articles: tuple[str, ...]
    agency: str | None
    likenesses: tuple[Likeness, ...]
    credits: tuple[Credit, ...]
