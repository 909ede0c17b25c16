"""Texts as weighted words, and how like two of them are.

A word weighs the more the fewer articles of a fixed collection have it (``data/linking/words.tsv``), never how many of
those that are being linked: so two texts are as like as they are, whatever else has been read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from tidings.knowledge.linking import WordCounts

Vector = Mapping[str, float]

TITLE = 5  # times that a word of the title counts: it names what the article is about
LEAST_LETTERS = 2
HEAVIEST = 14  # words by which an article finds others: two of one story share at least two of them, as a rule

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


def words(text: str) -> Iterator[str]:
    """The words of a text, folded, without the possessive's *'s*.

    >>> list(words("The ferry's engines, 2 of them"))
    ['the', 'ferry', 'engines', '2', 'of', 'them']
    """
    for found in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        yield found[0].casefold().removesuffix("'s").removesuffix("\u2019s")


def vector(text: str, counts: WordCounts, title: str | None = None) -> Vector:
    """Weigh the words of a text, to a length of 1: one plus the log of how often, times how rare the word is."""
    times = Counter(words(text))
    for word in words(title or ""):
        times[word] += TITLE
    weighed = {
        word: (1 + math.log(count)) * counts.weight(word)
        for word, count in sorted(times.items())
        if len(word) >= LEAST_LETTERS
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weighed.values()))
    return {word: weight / length for word, weight in weighed.items()} if length else {}


def likeness(one: Vector, two: Vector) -> float:
    """The cosine of two vectors, 0 to 1; the same whichever comes first."""
    if len(two) < len(one):
        one, two = two, one
    return math.fsum(weight * two[word] for word, weight in one.items() if word in two)


def heaviest(told: Vector, most: int = HEAVIEST) -> tuple[str, ...]:
    """The words that weigh most, the heaviest first; equal ones by the alphabet."""
    return tuple(sorted(told, key=lambda word: (-told[word], word))[:most])
