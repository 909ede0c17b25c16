"""A bare phrase to the actor that it names: *Chad's defence ministry*, *General Ana Lopez*, *farmers*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc, Token

from tidings.annotating.entities import Referrer
from tidings.records import ActorKind, Article, Entity, Place, Reference

Toponyms = Callable[[Doc], Sequence[Place]]

_HEADLINE = 6  # characters above which a phrase in capitals is read as one in a headline, not as an acronym
_UNKNOWN = ("UNK",)
_STATES = "PCL"  # features of countries in GeoNames
_CIVILIANS = ("CVL",)


class CountryOf(Protocol):
    """Says where a place lies whose name stands without a text."""

    def __call__(self, name: str, *, alone: bool) -> str | None:
        """The country; ``alone`` tells that no other words follow the name."""


def resolve_phrase(
    phrase: str,
    context: str,
    on: date | None,
    *,
    referrer: Referrer,
    nlp: Language,
    toponyms: Toponyms | None = None,
    country_of: CountryOf | None = None,
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
        country_of: says where a place lies whose name stands alone, for *Kano Emirate Council*.

    Returns:
        The entity of the phrase's head, else of whatever in the phrase names an actor, else the country of a place
        in it; without country and sectors if nothing does.  Its characters are those of the phrase.
    """
    finder = _Finder(on, referrer, nlp, toponyms, country_of)
    around = finder.find(context) if context else None
    about = (around.code,) if around is not None and around.code is not None else ()
    found = finder.find(phrase, about)
    if context and found.code is None:
        together = finder.find(f"{context} {phrase}")
        around = together if around is None or together.code is not None else around
        found = replace(
            found,
            country=around.country,
            organization=around.organization,
            sectors=around.sectors if found.sectors in ((), _UNKNOWN) else found.sectors,
        )
    return found


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the one whom a phrase names, among all to whom its words refer."""

    on: date | None
    referrer: Referrer
    nlp: Language
    toponyms: Toponyms | None
    country_of: CountryOf | None

    def find(self, phrase: str, about: tuple[str, ...] = ()) -> Entity:
        readable = phrase.title() if phrase.isupper() and len(phrase) > _HEADLINE else phrase
        doc = self.nlp(readable)
        places = self.toponyms(doc) if self.toponyms is not None else ()
        references = self.referrer.find(doc, Article(id="", text=phrase), self.on, places, about).references
        head = next((t for t in doc if t.dep_ == "ROOT"), None)
        best = max(references.values(), key=lambda r: _rank(r, head), default=None)
        country = next(iter(self.referrer.countries(doc, places)), None)
        if best is None:
            town, alone = self._begins_with_place(doc) if country is None else (None, False)
            # A town stands for its people; what is neither an actor nor a place, or lies in a state, is unknown.
            people = alone or any(not (place.feature or "").startswith(_STATES) for place in places)
            sectors = _CIVILIANS if people else _UNKNOWN
            return Entity(start=0, end=len(phrase), text=phrase, country=country or town, sectors=sectors)
        entity = best.entity
        if best.kind is ActorKind.MODIFIER and not entity.sectors:
            entity = replace(entity, sectors=_UNKNOWN)  # *a Kenyan island*: no actor, or none that we know
        if entity.code is not None:
            return entity
        if country is None and best.kind is not ActorKind.PERSON:
            country, _ = self._begins_with_place(doc)
        return replace(entity, country=country)

    def _begins_with_place(self, doc: Doc) -> tuple[str | None, bool]:
        """The country of the place whose name a phrase begins with, *Kano Polytechnic*, and whether it is all of it."""
        if self.country_of is None or any(t.ent_type_ == "PERSON" for t in doc):
            return None, False
        first = 1 if len(doc) and doc[0].lower_ == "the" else 0
        last = first
        while last < len(doc) and doc[last].text[:1].isupper():
            last += 1
        for end in range(last, first, -1):
            country = self.country_of(doc[first:end].text, alone=end == len(doc))
            if country is not None:
                return country, end == len(doc)
        return None, False


def _rank(reference: Reference, head: Token | None) -> tuple[bool, bool, bool, int]:
    """How likely a phrase names this actor: what tells a sector before what does not, then the head of the phrase."""
    telling = bool(set(reference.entity.sectors) - {"UNK"})
    main = head is not None and reference.head == head.i
    return telling, main, reference.kind is not ActorKind.MODIFIER, reference.head
