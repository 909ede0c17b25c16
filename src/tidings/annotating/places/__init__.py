"""Where: the toponyms of an article, and which place each means."""

from __future__ import annotations

from spacy.tokens import Doc

from tidings.annotating.places.find import Name, find_names
from tidings.annotating.places.resolve import Context, resolve
from tidings.knowledge.gazetteer import Gazetteer, Toponym
from tidings.layout import Dateline
from tidings.records import Article, Place

_CITY = 100_000
__all__ = ["country_of", "find_places"]


def find_places(doc: Doc, article: Article, gazetteer: Gazetteer, dateline: Dateline | None) -> tuple[Place, ...]:
    """All places that an article names, in the order of the text; coordinates are None where it stays open which.

    Args:
        doc: the parse of the article's text, of the same length.
        article: its ``publisher`` and ``url`` tell where the outlet is at home.
        gazetteer: places by name.
        dateline: where the report was filed: it helps to tell which place is meant and is itself no place.
    """
    sure, possible = find_names(doc, gazetteer)
    context = Context(
        dateline=dateline.place if dateline is not None else None,
        publisher=article.publisher,
        url=article.url,
        title=article.title,
    )
    return tuple(
        _place(name, toponym, article.text)
        for name, toponym in resolve(sure, possible, gazetteer, context)
        if not _stands_for_government(doc, name, toponym, gazetteer)
    )


def country_of(name: str, gazetteer: Gazetteer, *, alone: bool) -> str | None:
    """The country of the likeliest place of a name without a text; None unless the name is a place's main one.

    Args:
        name: what may be a place.
        gazetteer: places by name.
        alone: whether it is all there is.  A longer name is only taken to begin with a place if that is a city or
            division and no plain word: a *Union Bank* need not be of Union, New Jersey.
    """
    if not any(place.primary for place in gazetteer.candidates(name)):
        return None
    if not alone and name.lower() in gazetteer.words.common:
        return None
    whole = Name(first=0, last=1, start=0, end=len(name), text=name)
    [(_, meant)] = resolve([whole], [], gazetteer, Context())
    if meant is None or (not alone and meant.feature.startswith("PPL") and meant.population < _CITY):
        return None
    return meant.country


def _place(name: Name, toponym: Toponym | None, text: str) -> Place:
    if toponym is None:
        return Place(start=name.start, end=name.end, text=text[name.start : name.end])
    return Place(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        name=toponym.name,
        country=toponym.country,
        admin1=toponym.admin1,
        geonames_id=toponym.geonames_id,
        latitude=toponym.latitude,
        longitude=toponym.longitude,
        feature=toponym.feature,
    )


def _stands_for_government(doc: Doc, name: Name, toponym: Toponym | None, gazetteer: Gazetteer) -> bool:
    """Whether a capital or seat speaks or acts: *Washington said*, *the White House denied*."""
    if toponym is None or toponym.feature not in {"PPLC", "BLDG"}:
        return False
    root = doc[name.first : name.last].root
    return root.dep_ in {"nsubj", "agent"} and root.head.pos_ == "VERB" and root.head.lemma_ in gazetteer.words.speaking
