"""A bare phrase to the actor that it names: *Chad's defence ministry*, *General Ana Lopez*, *farmers*."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Token

from tidings.annotating.entities import Referrer
from tidings.records import ActorKind, Article, Entity, Reference


def resolve_phrase(phrase: str, context: str, on: date | None, referrer: Referrer, nlp: Language) -> Entity:
    """Say who a phrase names.

    Args:
        phrase: a noun phrase as it stands in some text.
        context: words that tell more of it, a country for instance; may be empty.
        on: the day for which offices count, None for the last known.
        referrer: the reference finder that whole articles use.
        nlp: the parser that whole articles use.

    Returns:
        The entity of the phrase's head, else of whatever in the phrase names an actor; without country and sectors
        if nothing does.  Its characters are those of the phrase.
    """
    if phrase.isupper() and len(phrase) > 6:
        phrase = phrase.title()
    found = _find(phrase, on, referrer, nlp)
    best = found.entity if found is not None else Entity(start=0, end=len(phrase), text=phrase)
    if context and best.code is None:
        around = _find(f"{context} {phrase}", on, referrer, nlp) or _find(context, on, referrer, nlp)
        if around is not None:
            sectors = best.sectors or around.entity.sectors
            best = replace(
                best, country=around.entity.country, organization=around.entity.organization, sectors=sectors
            )
    return best


def _find(phrase: str, on: date | None, referrer: Referrer, nlp: Language) -> Reference | None:
    doc = nlp(phrase)
    article = Article(id="", text=phrase)
    references = referrer.find(doc, article, on).references
    head = _head(list(doc))
    if head is not None and head.i in references:
        return references[head.i]
    known = [r for r in references.values() if r.entity.code or r.entity.sectors]
    ranked = sorted(known, key=lambda r: (not r.entity.sectors, r.kind is ActorKind.MODIFIER, r.head))
    return ranked[0] if ranked else None


def _head(tokens: list[Token]) -> Token | None:
    return next((t for t in tokens if t.dep_ == "ROOT"), None)
