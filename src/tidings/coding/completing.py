"""Whose the parties are that a clause does not tell: a side without a country gets one of the article's, or stays open.

"Police arrested 30 people" names nobody's country, yet the article leaves no doubt.  A conditional logit chooses among
the countries and organisations that the article names and "not told"; what it looks at is where each is named (this
sentence, as a place, beside the other side) and how much the article is about it.  Its weights are data
(``data/coding/sides.tsv``), fitted by ``python -m tidings.scoring.sides`` on the training articles.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tidings.coding.recovery import ONE_SIDED, Candidate
from tidings.records import ActorKind, Analysis, Entity, Reference

Side = Literal["actors", "recipients"]
SIDES: tuple[Side, Side] = ("actors", "recipients")
#: acts that nobody misses a recipient of
ALONE = ONE_SIDED - {"PROTEST", "SUPPORT"}
#: an answer must be so likely to be given
SURE = 0.5
#: how many of the article's countries are weighed
OPTIONS = 6
NOT_TOLD = ""
Feature = tuple[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A side without a country: for each option, "not told" among them, what the model looks at."""

    position: int
    side: Side
    options: Mapping[str, tuple[Feature, ...]]


class Countries:
    """The countries and organisations of one article: where it names them, and whom it sets against whom."""

    def __init__(self, candidates: Sequence[Candidate], analysis: Analysis) -> None:
        self._candidates = candidates
        doc = analysis.doc
        sentence = [0] * len(doc)
        for number, span in enumerate(doc.sents):
            sentence[span.start : span.end] = [number] * (span.end - span.start)
        self._named: dict[int, list[tuple[int, str]]] = {}
        self.total: Counter[str] = Counter()
        self._references: dict[str, list[Reference]] = {}
        for head in sorted(analysis.references):
            reference = analysis.references[head]
            code = reference.entity.code
            if code:
                self._named.setdefault(sentence[head], []).append((head, code))
                self.total[code] += 1
                self._references.setdefault(code, []).append(reference)
        starts = {token.idx: token.i for token in doc}
        self._places: dict[int, set[str]] = {}
        for place in analysis.places:
            if place.country and place.start in starts:
                self._places.setdefault(sentence[starts[place.start]], set()).add(place.country)
                self.total[place.country] += 1
        self._opposed: dict[str, Counter[str]] = {}
        for candidate in candidates:
            for one in _codes(candidate.actors):
                for other in _codes(candidate.recipients) - {one}:
                    self._opposed.setdefault(one, Counter())[other] += 1
                    self._opposed.setdefault(other, Counter())[one] += 1

    def questions(self) -> Iterator[Question]:
        """Every side that has no country, with its options."""
        for position, candidate in enumerate(self._candidates):
            for side in SIDES:
                if _codes(getattr(candidate, side)):
                    continue
                if side == "recipients" and not candidate.recipients and candidate.match.sense.type in ALONE:
                    continue
                options = {NOT_TOLD: tuple(self._untold(candidate, side))}
                for code, _ in self.total.most_common(OPTIONS):
                    options[code] = tuple(self._told(candidate, side, code))
                yield Question(position, side, options)

    def _untold(self, candidate: Candidate, side: Side) -> Iterator[Feature]:
        kind = _kind(getattr(candidate, side))
        type_ = candidate.match.sense.type
        yield f"{side} {kind} untold", 1.0
        yield f"{side} {type_} untold", 1.0
        yield f"{side} untold, other side {'known' if _codes(_other(candidate, side)) else 'unknown'}", 1.0

    def _told(self, candidate: Candidate, side: Side, code: str) -> Iterator[Feature]:
        type_, kind = candidate.match.sense.type, _kind(getattr(candidate, side))
        others = _codes(_other(candidate, side))
        number, at = candidate.sentence, candidate.match.token.i
        share = self.total[code] / max(self.total.values())
        yield "share", share
        yield f"{side} share", share
        if share == 1.0:
            yield f"{side} main", 1.0
            yield f"{kind} main", 1.0
        if code in others:
            yield f"{side} {type_} same", 1.0
            yield f"{side} {kind} same", 1.0
        elif others:
            yield f"{side} {type_} different", 1.0
        if code in self._places.get(number, ()):
            yield f"{side} {type_} place", 1.0
            yield f"{side} {kind} place", 1.0
        heads = [head for head, named in self._named.get(number, ()) if named == code]
        if heads and code not in others:
            where = "before" if heads[0] < at else "after"
            yield f"{side} named {where}", 1.0
            yield f"{kind} named", 1.0
        if any(named == code for _, named in self._named.get(number - 1, ())):
            yield f"{side} named before this sentence", 1.0
        opposed = sum((self._opposed.get(other, Counter()) for other in others), Counter())
        if opposed.get(code):
            yield f"{side} opposed", opposed[code] / max(opposed.values())
            yield f"{side} {kind} opposed", 1.0

    def entity(self, code: str, before: int, like: Sequence[Entity], other: Sequence[Entity]) -> tuple[Entity, ...]:
        """The side as this country's: its own words if it has any, else the nearest earlier ones that name it.

        Words of the other side are nobody of this one; a state is named rather than one of its people.
        """
        if like and self._is_organization(code):
            return tuple(replace(e, organization=code) for e in like)
        if like:
            return tuple(replace(e, country=code) for e in like)
        words = {e.text for e in other}
        known = [r for r in self._references.get(code, ()) if r.entity.text not in words]
        for better in (
            [r for r in known if r.kind is ActorKind.STATE or "GOV" in r.entity.sectors],
            [r for r in known if r.kind is not ActorKind.PRONOUN],
        ):
            if better:
                earlier = [r for r in better if r.head < before]
                return (replace((earlier[-1] if earlier else better[0]).entity, start=None, end=None),)
        return ()

    def _is_organization(self, code: str) -> bool:
        return any(r.entity.organization == code for r in self._references.get(code, ()))


def complete(candidates: Sequence[Candidate], analysis: Analysis, weights: Mapping[str, float]) -> list[Candidate]:
    """The candidates, with the sides filled of whose country the model is sure."""
    countries = Countries(candidates, analysis)
    done = list(candidates)
    for question in countries.questions():
        code = answer(question, weights)
        if code == NOT_TOLD:
            continue
        candidate = done[question.position]
        side, other = getattr(candidate, question.side), _other(candidate, question.side)
        party = countries.entity(code, candidate.match.token.i, side, other)
        if party:
            completed = replace(candidate, recovered=True)
            done[question.position] = (
                replace(completed, actors=party) if question.side == "actors" else replace(completed, recipients=party)
            )
    return done


def answer(question: Question, weights: Mapping[str, float]) -> str:
    """The likeliest option, "not told" unless it is sure enough."""
    chances = chances_of(question, weights)
    best = max(chances, key=lambda code: (chances[code], code))
    return best if chances[best] >= SURE else NOT_TOLD


def chances_of(question: Question, weights: Mapping[str, float]) -> dict[str, float]:
    """The chance of each option."""
    scores = {c: sum(weights.get(name, 0.0) * value for name, value in f) for c, f in question.options.items()}
    top = max(scores.values())
    raised = {code: math.exp(score - top) for code, score in scores.items()}
    return {code: value / sum(raised.values()) for code, value in raised.items()}


def _codes(entities: Iterable[Entity]) -> set[str]:
    return {e.code for e in entities if e.code}


def _other(candidate: Candidate, side: Side) -> tuple[Entity, ...]:
    return candidate.recipients if side == "actors" else candidate.actors


def _kind(entities: Sequence[Entity]) -> str:
    if not entities:
        return "empty"
    if any("MIL" in e.sectors or "COP" in e.sectors or "GOV" in e.sectors for e in entities):
        return "state"
    return "people" if any(e.sectors for e in entities) else "thing"
