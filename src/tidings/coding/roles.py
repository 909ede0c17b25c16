"""From slots to parties: which entity a token stands for, and who is actor and who recipient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.relations import conjuncts
from tidings.knowledge.lexicon import Role
from tidings.records import ActorKind, Analysis, Entity, Reference, Span

MODIFIERS = frozenset(
    {"det", "compound", "amod", "nmod", "poss", "nummod", "quantmod", "case", "punct", "predet", "advmod", "npadvmod"}
)
SIDES = frozenset(
    {"side", "country", "party", "nation", "government", "state", "neighbour", "neighbor", "capital", "leader"}
)
CLAUSES = frozenset({"clause", "infinitive", "purpose"})
CALENDAR = frozenset({"DATE", "TIME"})
NAMES = frozenset({"compound", "amod", "nmod", "poss"})
#: sectors that by themselves make a side political or social (gold guidelines, §1)
POLITICAL = frozenset("GOV MIL COP JUD LEG PTY OPP REB PRM SPY UAF CVL LAB REL REF SOC NGO ELI EDU".split())


class Parties:
    """Who the tokens of one article stand for."""

    def __init__(self, analysis: Analysis, arguments: Arguments, transparent: frozenset[str]) -> None:
        self._analysis = analysis
        self._arguments = arguments
        self._transparent = transparent
        self._places = {place.start: place for place in analysis.places if place.country}

    def fill(self, predicate: Token, role: Role) -> tuple[Entity, ...]:
        """The parties of the first alternative of a role that names somebody known, else of the first with any."""
        fallback: tuple[Entity, ...] = ()
        for alternative in role:
            tokens: list[Token] = []
            for path in alternative:
                tokens.extend(self._arguments.at(predicate, path))
            nouns = (t for t in dict.fromkeys(tokens) if t.i != predicate.i and not t.is_punct)
            parties = _distinct(e for t in nouns for e in self.parties(t))
            if any(e.code or e.sectors for e in parties):
                return parties
            if not any(path[0] in CLAUSES for path in alternative):  # a thing in a clause is nobody's side
                fallback = fallback or parties
        return fallback

    def parties(self, token: Token) -> tuple[Entity, ...]:
        """Whom a noun phrase stands for: itself, what a transparent noun contains, or whose it is.

        Empty for a pronoun that nothing resolves and for a bare modifier that names nobody.
        """
        reference = self._analysis.references.get(token.i)
        if reference is not None and _is_setting(token, reference):
            return ()
        if reference is not None:
            several = self._antecedents(token, reference.entity)
            return several or (reference.entity, *self._shared(token, reference.entity))
        if token.lemma_.lower() in SIDES and any(c.lower_ in {"both", "two"} for c in token.children):
            sides = self._two_sides(token)
            if sides:
                return sides
        if token.lemma_.lower() in self._transparent:
            inner = [
                t
                for c in token.children
                if c.lower_ == "of"
                for p in c.children
                if p.dep_ == "pobj"
                for t in conjuncts(p)
            ]
            found = [e for t in inner for e in self.parties(t)]
            if found:
                return tuple(found)
        owner = self._owner(token)
        if owner is not None:
            words = self._noun_phrase(token)
            return (replace(owner, start=words.start, end=words.end, text=words.text),)
        if (
            token.ent_type_ in CALENDAR
            or token.pos_ in {"PRON", "DET"}
            or token.dep_ in NAMES
            or token.pos_ not in {"NOUN", "PROPN", "NUM"}
        ):
            return ()
        return (self._unresolved(token),)

    def _antecedents(self, token: Token, entity: Entity) -> tuple[Entity, ...]:
        """All whom "both leaders" or "they" take up, in the words that stand here."""
        heads = self._analysis.antecedents.get(token.i, ())
        if len(heads) < 2:
            return ()
        whole = (self._analysis.references[h].entity for h in heads if h in self._analysis.references)
        return _distinct(replace(e, start=entity.start, end=entity.end, text=entity.text) for e in whole)

    def _two_sides(self, token: Token) -> tuple[Entity, ...]:
        """The parties that the sentence names before "both sides": "the Chad-Mali pact requires both sides …"."""
        found: dict[str, Entity] = {}
        for other in token.doc[token.sent.start : token.i]:
            reference = self._analysis.references.get(other.i)
            if reference is not None and reference.entity.code:
                found.setdefault(reference.entity.code, reference.entity)
        if len(found) != 2:
            return ()
        words = self._noun_phrase(token)
        return tuple(replace(e, start=words.start, end=words.end, text=words.text) for e in found.values())

    def within(self, tokens: Iterable[Token], without: Iterable[Entity]) -> tuple[Entity, ...]:
        """The first party named among some tokens that is none of the given: whom an act is about when no slot says."""
        taken = {e.code for e in without}
        for token in tokens:
            reference = self._analysis.references.get(token.i)
            if (
                reference is not None
                and reference.kind is not ActorKind.PRONOUN
                and reference.entity.code
                and reference.entity.code not in taken
            ):
                return (reference.entity,)
        return ()

    def _shared(self, token: Token, entity: Entity) -> tuple[Entity, ...]:
        """Further parties of a noun of several: "Russian and Chinese officials", "officials from Chad and Mali"."""
        found = []
        for child in token.children:
            if child.dep_ in NAMES:
                others = conjuncts(child)[1:]
            elif child.dep_ == "prep" and child.lower_ in {"from", "of", "in"}:
                others = tuple(t for p in child.children if p.dep_ == "pobj" for t in self._further(p, entity))
            else:
                continue
            for other in others:
                reference = self._analysis.references.get(other.i)
                if reference is not None and reference.entity.code and reference.entity.code != entity.code:
                    found.append(replace(reference.entity, sectors=reference.entity.sectors or entity.sectors))
        return tuple(found)

    def _further(self, token: Token, entity: Entity) -> tuple[Token, ...]:
        """The conjuncts of the name that tells whose an entity is."""
        reference = self._analysis.references.get(token.i)
        return conjuncts(token)[1:] if reference is not None and reference.entity.code == entity.code else ()

    def _owner(self, token: Token) -> Entity | None:
        """Whose thing a noun is: "Russian positions", "Seoul's embassy", "the headquarters of the UN"."""
        for child in token.children:
            if child.dep_ in NAMES:
                reference = self._analysis.references.get(child.i)
                if reference is not None and reference.entity.code:
                    return reference.entity
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "in"}:
                for inner in child.children:
                    reference = self._analysis.references.get(inner.i)
                    if reference is not None and reference.entity.code and inner.dep_ == "pobj":
                        return reference.entity
        return None

    def _unresolved(self, token: Token) -> Entity:
        """A party that no actor is known for: a place stands for its country, anything else for itself."""
        words = self._noun_phrase(token)
        place = next((p for start, p in self._places.items() if words.start <= start < words.end), None)
        name, country = (place.name, place.country) if place is not None else (None, None)
        return Entity(start=words.start, end=words.end, text=words.text, name=name, country=country)

    def _noun_phrase(self, token: Token) -> Span:
        """The minimal noun phrase: determiners and modifiers before the head, nothing after it."""
        first = min((c.left_edge.i for c in token.lefts if c.dep_ in MODIFIERS), default=token.i)
        start, end = token.doc[first].idx, token.idx + len(token)
        return Span(start=start, end=end, text=self._analysis.article.text[start:end])


def political(entity: Entity) -> bool:
    """Whether a side is a political or social actor in the sense of the guidelines."""
    if entity.organization:
        return entity.organization != "MNC"
    if any(s in POLITICAL for s in entity.sectors):
        return True
    return entity.country is not None and not entity.sectors


def _is_setting(token: Token, reference: Reference) -> bool:
    """Whether a region that only modifies a noun says where: "the Alaska summit", not "Alaska's summit"."""
    return token.dep_ in {"compound", "nmod"} and reference.cue.rule == "who.name.region"


def _distinct(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each party once, by its words."""
    seen: dict[tuple[int | None, int | None, str], Entity] = {}
    for entity in entities:
        seen.setdefault((entity.start, entity.end, entity.name or entity.text), entity)
    return tuple(seen.values())
