"""Whose the sides of an act are: one without a country gets one of the article's, and what the rules misread goes.

"Police arrested 30 people" names nobody's country, yet the article leaves no doubt.  A logistic model weighs each of
the article's countries and organisations: how strongly the reader links the act to the words that name it, where they
stand (this sentence, as a place, beside the other side), and how much the article is about it.  The weights are data
(``data/coding/*/sides.tsv``), fitted by ``python -m tidings.scoring.sides`` on articles that the reader had not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tidings.coding.logistic import Feature, chance_of, evidence
from tidings.coding.reader import Readings
from tidings.coding.recovery import Candidate
from tidings.coding.relations import sentence_numbers
from tidings.records import ActorKind, Analysis, Entity, Reference

Side = Literal["actors", "recipients"]
SIDES: tuple[Side, Side] = ("actors", "recipients")
ROLE: Mapping[Side, str] = {"actors": "actor", "recipients": "recipient"}
#: a side without a country, or an act of several with only one, is given one from this chance on
SURE = 0.4
#: what the rules tell of a side stands from this chance on
KEPT = 0.2
#: acts that their parties do together: of one with a single party told, another is missing
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
#: sectors of those who act for a state or a side in war
ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "PRM", "SPY", "UAF"})
#: how many of the article's countries are weighed
OPTIONS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A side, with the codes that the rules give it: for each that may stand on it, what the model looks at.

    ``wanting`` tells that the act takes another party than those told.
    """

    position: int
    side: Side
    told: frozenset[str]
    options: Mapping[str, tuple[Feature, ...]]
    wanting: bool = False


class Countries:
    """The countries and organisations of one article: where it names them, and whom it sets against whom."""

    def __init__(self, candidates: Sequence[Candidate], analysis: Analysis, readings: Readings | None) -> None:
        self._candidates = candidates
        self._readings = readings
        self._sentence = sentence_numbers(analysis.doc)
        self._heads: dict[str, list[int]] = {}
        for head, code in named(analysis):
            self._heads.setdefault(code, []).append(head)
        self._total = Counter({code: len(heads) for code, heads in self._heads.items()})
        self._references: dict[str, list[Reference]] = {}
        for head in sorted(analysis.references):
            reference = analysis.references[head]
            if reference.entity.code:
                self._references.setdefault(reference.entity.code, []).append(reference)
        starts = {token.idx: token.i for token in analysis.doc}
        self._places: dict[int, set[str]] = {}
        for place in analysis.places:
            if place.country and place.start in starts:
                self._places.setdefault(self._sentence[starts[place.start]], set()).add(place.country)
        self._opposed: dict[str, Counter[str]] = {}
        for candidate in candidates:
            for one in _codes(candidate.actors):
                for other in _codes(candidate.recipients) - {one}:
                    self._opposed.setdefault(one, Counter())[other] += 1
                    self._opposed.setdefault(other, Counter())[one] += 1

    def questions(self) -> Iterator[Question]:
        """Both sides of every candidate, with their options."""
        common = [code for code, _ in self._total.most_common(OPTIONS)]
        for position, candidate in enumerate(self._candidates):
            for side in SIDES:
                told = _codes(getattr(candidate, side))
                codes = dict.fromkeys((*common, *sorted(told)))
                best = self._best(candidate, side, codes)
                options = {code: tuple(self._features(candidate, side, code, best)) for code in codes}
                yield Question(position, side, frozenset(told), options, _is_wanting(candidate, side))

    def _best(self, candidate: Candidate, side: Side, codes: Iterable[str]) -> str | None:
        """The code to which the reader links a side most strongly."""
        if self._readings is None:
            return None
        linked = {code: self._arc(candidate, f"{ROLE[side]}'s", self._heads.get(code, ())) for code in codes}
        found = {code: chance for code, chance in linked.items() if chance is not None}
        return max(found, key=lambda code: (found[code], code)) if found else None

    def _arc(self, candidate: Candidate, role: str, heads: Iterable[int]) -> float | None:
        assert self._readings is not None
        return self._readings.strongest(candidate.match.token.i, role, heads)

    def _features(self, candidate: Candidate, side: Side, code: str, best: str | None) -> Iterator[Feature]:
        own, others = _codes(getattr(candidate, side)), _codes(_other(candidate, side))
        type_, kind = candidate.match.sense.type, _kind(getattr(candidate, side))
        state = f"{side} {'told' if code in own else 'else' if own else 'untold'}"
        heads = self._heads.get(code, [])
        here = [h for h in heads if self._sentence[h] == candidate.sentence]
        yield from ((f"{state} {what}", 1.0) for what in ("bias", type_, kind))
        if candidate.recovered:
            yield f"{state} recovered", 1.0
        if candidate.proposal.framed:
            yield f"{state} framed", 1.0
        if others:
            relation = "same" if code in others else "different"
            yield from ((f"{state} {what} {relation}", 1.0) for what in ("any", type_, kind))
        share = self._total[code] / max(self._total.values(), default=1)
        yield f"{state} share", share
        if share == 1.0:
            yield from ((f"{state} {what} main", 1.0) for what in ("any", type_, kind))
        if code in self._places.get(candidate.sentence, ()):
            yield from ((f"{state} {what} place", 1.0) for what in ("any", type_, kind))
        if here and code not in others:
            where = "before" if here[0] < candidate.match.token.i else "after"
            yield from ((f"{state} {what} named {where}", 1.0) for what in ("any", kind))
        if any(self._sentence[h] == candidate.sentence - 1 for h in heads):
            yield f"{state} named before this sentence", 1.0
        opposed = sum((self._opposed.get(other, Counter()) for other in others), Counter())
        if opposed.get(code):
            yield f"{state} opposed", opposed[code] / max(opposed.values())
        if self._readings is not None:
            yield from ((f"{state} {name}", value) for name, value in self._seen(candidate, side, code))
            if code == best:
                yield f"{state} best", 1.0

    def _is_body(self, code: str) -> bool:
        """Whether a code is an organisation's."""
        return any(r.entity.organization == code for r in self._references.get(code, ()))

    def _seen(self, candidate: Candidate, side: Side, code: str) -> Iterator[Feature]:
        """How strongly the reader links the act to the words that name a country."""
        role = ROLE[side]
        opposite = "recipient" if role == "actor" else "actor"
        heads = self._heads.get(code, ())
        here = [h for h in heads if self._sentence[h] == candidate.sentence]
        away = [h for h in heads if self._sentence[h] != candidate.sentence]
        for name, tail, words in (
            ("here", f"{role}'s", here),
            ("away", f"{role}'s", away),
            ("across", f"{opposite}'s", heads),
            ("words", role, here),
        ):
            chance = self._arc(candidate, tail, words)
            if chance is None:
                yield f"no {name}", 1.0
            else:
                yield name, evidence(chance)

    def party(self, question: Question, code: str) -> tuple[Entity, ...]:
        """The side as a country's: its own words if it has any, else those of its sentence, else the nearest earlier.

        Words of the other side are nobody of this one; a state or its organs are named rather than its people.
        """
        candidate = self._candidates[question.position]
        own: tuple[Entity, ...] = () if question.told else getattr(candidate, question.side)
        if own and self._is_body(code):
            return tuple(replace(e, organization=code) for e in own)
        if own:
            return tuple(replace(e, country=code) for e in own)
        other = _other(candidate, question.side)
        others = {name for e in other for name in (e.text, e.name) if name}
        within = code in _codes(other)  # a state as such does nothing to its own organs
        known = [
            r
            for r in self._references.get(code, ())
            if r.kind is not ActorKind.PRONOUN
            and not {r.entity.text, r.entity.name} & others
            and not (within and r.kind is ActorKind.STATE and not r.entity.sectors)
        ]
        at = candidate.match.token.i
        for pool in ([r for r in known if _is_official(r)], known):
            here = [r for r in pool if self._sentence[r.head] == candidate.sentence]
            if here:
                return (min(here, key=lambda r: (r.kind is ActorKind.PERSON, abs(r.head - at))).entity,)
            if pool:
                earlier = [r for r in pool if r.head < at]
                return (replace((earlier[-1] if earlier else pool[0]).entity, start=None, end=None),)
        return ()


def named(analysis: Analysis) -> list[tuple[int, str]]:
    """Head token and code of every expression that stands for, or in, a country or an organisation, in order."""
    starts = {token.idx: token.i for token in analysis.doc}
    found = {starts[p.start]: p.country for p in analysis.places if p.country and p.start in starts}
    found |= {head: ref.entity.code for head, ref in analysis.references.items() if ref.entity.code}
    return sorted(found.items())


def complete(
    candidates: Sequence[Candidate], analysis: Analysis, weights: Mapping[str, float], readings: Readings | None
) -> list[Candidate]:
    """The candidates, with the sides as the model leaves them."""
    countries = Countries(candidates, analysis, readings)
    done = list(candidates)
    for question in countries.questions():
        candidate, codes = done[question.position], answer(question, weights)
        if set(codes) == question.told:
            continue
        kept = tuple(e for e in getattr(candidate, question.side) if e.code in codes)
        further = (code for code in codes if code not in question.told)
        party = (*kept, *(e for code in further for e in countries.party(question, code)))
        if party or question.told:
            completed = replace(candidate, recovered=True)
            done[question.position] = (
                replace(completed, actors=party) if question.side == "actors" else replace(completed, recipients=party)
            )
    return done


def answer(question: Question, weights: Mapping[str, float]) -> list[str]:
    """The codes that the rules give a side and the model does not refuse; where one is missing, the likeliest other."""
    chances = {code: chance_of(weights, present) for code, present in question.options.items()}
    kept = [code for code in sorted(question.told) if chances[code] >= KEPT]
    if kept and not question.wanting:
        return kept
    best = max(chances.keys() - question.told, key=lambda code: (chances[code], code), default=None)
    return [*kept, best] if best is not None and chances[best] >= SURE else kept


def _codes(entities: Iterable[Entity]) -> set[str]:
    return {e.code for e in entities if e.code}


def _is_wanting(candidate: Candidate, side: Side) -> bool:
    together = side == "actors" and candidate.match.sense.type in MUTUAL
    return together and len(_codes(candidate.actors)) == 1 and not _codes(candidate.recipients)


def _other(candidate: Candidate, side: Side) -> tuple[Entity, ...]:
    return candidate.recipients if side == "actors" else candidate.actors


def _is_official(reference: Reference) -> bool:
    """Whether the words name a state, an organisation or an organ, not some of its people."""
    return set(reference.entity.sectors) <= ORGANS


def _kind(entities: Sequence[Entity]) -> str:
    if not entities:
        return "empty"
    if any("MIL" in e.sectors or "COP" in e.sectors or "GOV" in e.sectors for e in entities):
        return "state"
    return "people" if any(e.sectors for e in entities) else "thing"
