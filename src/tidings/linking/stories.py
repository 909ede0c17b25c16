"""Articles to stories: who tells of one happening, by likeness of words and nearness of publication."""

from __future__ import annotations

import math

from tidings.events import Link, Told
from tidings.knowledge.linking import StoryLimits
from tidings.linking.blocking import Keyed, windows
from tidings.linking.words import Vector, heaviest, likeness

UNDATED = "undated"
DAYS_A_WEEK = 7
TOLD = 4  # words that a reason cites


def keyed(told: Told, words: Vector, limits: StoryLimits) -> Keyed:
    """The keys of an article: its heaviest words and when it was published; finer, two such words."""
    heavy = heaviest(words)
    finer = {word: frozenset(" ".join(sorted((word, other))) for other in heavy if other != word) for word in heavy}
    order, spans = 0, [UNDATED]  # an article without a date meets all; in a block that is too large, its like only
    passive: frozenset[str] = frozenset()
    if told.published is not None:
        order = told.published.toordinal()
        spans += [str(number) for number in windows(order, order, limits.days)]
        passive = frozenset(f"{word} {UNDATED}" for word in heavy)
    return Keyed(
        id=told.id,
        order=(order, told.id),
        keys={f"{word} {span}": finer[word] for word in heavy for span in spans},
        passive=passive,
    )


def days_between(one: Told, two: Told) -> int | None:
    """How far apart two articles were published; None if one has no date."""
    return abs((one.published - two.published).days) if one.published and two.published else None


def days_apart(days: int) -> str:
    """In words.

    >>> days_apart(1), days_apart(0)
    ('1 day apart', 'on one day')
    """
    return "on one day" if days == 0 else f"{days} day{'' if days == 1 else 's'} apart"


def compare(one: tuple[Told, Vector], two: tuple[Told, Vector], limits: StoryLimits) -> Link | None:
    """Why two articles are taken for one story; None if they are not.

    The score is their likeness in words less what the days between them cost.
    """
    (first, words), (second, others) = sorted((one, two), key=lambda pair: pair[0].id)
    days = days_between(first, second)
    if days is not None and days > limits.days:
        return None
    like = likeness(words, others)
    score = like - limits.later * math.log2(1 + (days or 0) / DAYS_A_WEEK)
    if score < limits.weak:
        return None
    shared = sorted(words.keys() & others.keys(), key=lambda word: (-words[word] * others[word], word))
    reasons = [f"{like:.2f} alike in words: {', '.join(shared[:TOLD])}"]
    reasons.append("one has no date" if days is None else f"published {days_apart(days)}")
    return Link(one=first.id, two=second.id, score=round(score, 3), reasons=tuple(reasons))
