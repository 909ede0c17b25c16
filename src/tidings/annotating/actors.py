"""A bare phrase to the actor that it names: *Chad's defence ministry*, *General Ana Lopez*, *farmers*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from tidings.annotating.entities import Referrer
from tidings.records import ActorKind, Article, Entity, Place, Reference

Toponyms = Callable[[Doc], Sequence[Place]]

_HEADLINE = 6  # characters above which a phrase in capitals is read as one in a headline, not as an acronym


def resolve_phrase(
    phrase: str, context: str, on: date | None, *, referrer: Referrer, nlp: Language, toponyms: Toponyms | None = None
) -> Entity:
    """Say who a phrase names.

    Args:
        phrase: a noun phrase as it stands in some text.
        context: words that tell more of it, a country for instance; may be empty.
        on: the day for which offices count, None for the last known.
        referrer: the reference finder that whole articles use.
        nlp: the parser that whole articles use.
        toponyms: finds places in a parse, for the country of *police in Kano*; without it only states and
            capitals tell a country.

    Returns:
        The entity of the phrase's head, else of whatever in the phrase names an actor, else the country of a place
        in it; without country and sectors if nothing does.  Its characters are those of the phrase.
    """
    found = _find(phrase, on, referrer, nlp, toponyms)
    if context and found.code is None:
        around = _find(f"{context} {phrase}", on, referrer, nlp, toponyms)
        if around.code is None:
            around = _find(context, on, referrer, nlp, toponyms)
        found = replace(
            found,
            country=around.country,
            organization=around.organization,
            sectors=around.sectors if found.sectors in ((), ("UNK",)) else found.sectors,
        )
    return found


def _find(phrase: str, on: date | None, referrer: Referrer, nlp: Language, toponyms: Toponyms | None) -> Entity:
    readable = phrase.title() if phrase.isupper() and len(phrase) > _HEADLINE else phrase
    doc = nlp(readable)
    places = toponyms(doc) if toponyms is not None else ()
    references = referrer.find(doc, Article(id="", text=phrase), on, places).references
    head = next((t.i for t in doc if t.dep_ == "ROOT"), None)
    country = next(iter(referrer.countries(doc, places)), None)
    if not references:
        # A town stands for its people; what is neither an actor nor a place is unknown.
        sectors = ("CVL",) if places else ("UNK",)
        return Entity(start=0, end=len(phrase), text=phrase, country=country, sectors=sectors)
    best = max(references.values(), key=lambda r: _rank(r, head))
    return best.entity if best.entity.code is not None else replace(best.entity, country=country)


def _rank(reference: Reference, head: int | None) -> tuple[bool, bool, bool, int]:
    """How likely a phrase names this actor: what tells a sector before what does not, then the head of the phrase."""
    telling = bool(set(reference.entity.sectors) - {"UNK"})
    return telling, reference.head == head, reference.kind is not ActorKind.MODIFIER, reference.head
