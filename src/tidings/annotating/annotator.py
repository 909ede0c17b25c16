"""Article to Analysis: who, when, where and how many, in the order in which each needs the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from spacy.tokens import Doc

from tidings.annotating.entities import Referrer
from tidings.annotating.places import country_of, find_places
from tidings.annotating.quantities import find_quantities
from tidings.annotating.times import find_times
from tidings.knowledge import Knowledge
from tidings.layout import Block, Dateline
from tidings.records import Analysis, Article, Place, Quantity, Time

Words = TypeVar("Words", Time, Quantity)


class Annotator:
    """Annotates articles; made once, used for every article."""

    def __init__(self, words: Knowledge) -> None:
        self._words = words
        self.referrer = Referrer(words.actors, words.expressions)

    def annotate(self, article: Article, doc: Doc, blocks: tuple[Block, ...], dateline: Dateline | None) -> Analysis:
        """Annotate one article.

        Args:
            article: the article; its ``published`` is what relative times count from.
            doc: the parse of its readable text, as long as ``article.text``.
            blocks: what part of the text is what.
            dateline: where it was filed, if it says so.
        """
        published = date.fromisoformat(article.published[:10]) if article.published else None
        times = _quoted(find_times(doc.text, self._words.times, published=published, doc=doc), article.text)
        places = find_places(doc, article, self._words.gazetteer, dateline)
        found = self.referrer.find(doc, article, published, places)
        return Analysis(
            article=article,
            doc=doc,
            published=published,
            blocks=blocks,
            dateline=dateline,
            references=found.references,
            antecedents=found.antecedents,
            times=times,
            places=places,
            quantities=_quoted(find_quantities(doc, self._words.quantities, times), article.text),
        )

    def toponyms(self, doc: Doc) -> tuple[Place, ...]:
        """The places of a text that belongs to no article."""
        return find_places(doc, Article(id="", text=doc.text), self._words.gazetteer, None)

    def country_of(self, name: str, *, alone: bool) -> str | None:
        """The country of a place whose name stands without a text, all by itself or before other words."""
        return country_of(name, self._words.gazetteer, alone=alone)


def _quoted(found: Iterable[Words], text: str) -> tuple[Words, ...]:
    """What was found in the parser's normalised text, in the article's own characters."""
    return tuple(replace(words, text=text[words.start : words.end]) for words in found)
