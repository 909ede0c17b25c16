"""Parties that a clause leaves out and the article tells: taken from the nearest report of the same act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from tidings.coding.deciding import Proposal
from tidings.coding.matching import Match
from tidings.records import ActorKind, Analysis, Entity

#: acts whose participants are all on one side: nobody is missing when only the actors are told
ONE_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE", "PROTEST", "MOBILIZE", "RETREAT", "CONCEDE", "SUPPORT"})
#: sectors whose members protest
PROTESTING = frozenset({"CVL", "EDU", "LAB", "OPP", "REL", "SOC"})
#: acts of state power, by (type, mode), and the sectors that do them, likeliest first
AUTHORITY: Mapping[tuple[str, str | None], tuple[str, ...]] = {
    ("COERCE", "arrest"): ("COP", "MIL", "GOV"),
    ("COERCE", "deport"): ("GOV", "COP"),
    ("COERCE", "censor"): ("GOV", "COP"),
    ("COERCE", "restrict"): ("GOV", "COP", "MIL"),
    ("COERCE", "curfew"): ("GOV", "MIL"),
    ("COERCE", "martial-law"): ("GOV", "MIL"),
    ("SANCTION", "convict"): ("JUD", "GOV"),
    ("ACCUSE", "allege"): ("JUD", "COP", "GOV"),
    ("RETREAT", "release"): ("GOV", "COP", "JUD"),
    ("ASSAULT", "crowd-control"): ("COP", "MIL"),
}
#: acts that are done to somebody by being done to what he did
TOWARDS_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "PROTEST"})
NEAR = 120  # tokens: about five sentences
WINDOW = 4  # sentences between two reports that still tell of one act


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A proposed match in sentence ``sentence`` of the article, with its parties.

    ``same`` is the token of the report of the same act from which parties were taken.
    """

    proposal: Proposal
    sentence: int
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    recovered: bool = False
    same: int | None = None

    @property
    def match(self) -> Match:
        """The word and its sense."""
        return self.proposal.match


def recover(candidates: Sequence[Candidate], analysis: Analysis, shadows: Sequence[Candidate] = ()) -> list[Candidate]:
    """Fill in missing sides, in order; a side that nothing tells stays empty.

    ``shadows`` are acts that are not counted, as bare nouns and what other acts are about: they tell whose act it was.
    """
    done: list[Candidate] = []
    events = [*candidates, *shadows]
    for position, candidate in enumerate(candidates):
        filled = _by_event(candidate, events)
        if not filled.actors or (not filled.recipients and filled.match.sense.type not in ONE_SIDED):
            after = (candidates[i] for i in range(position + 1, len(candidates)))
            other = _same_act(filled, _near(filled, reversed(done)), _near(filled, after))
            if other is not None:
                filled = _completed(filled, other)
        if not filled.actors and filled.match.sense.type == "PROTEST":
            crowd = _crowd(filled, analysis)
            if crowd is not None:
                filled = replace(filled, actors=(crowd,), recovered=True)
        if not filled.actors:
            filled = _by_authority(filled, analysis)
        if filled.actors and not filled.recipients and filled.match.sense.type == "PROTEST":
            filled = _against_government(filled)
        done.append(filled)
    return done


def _by_event(candidate: Candidate, events: Sequence[Candidate]) -> Candidate:
    """An act towards an act is one towards its doer: "condemned the raid" is told of those who raided."""
    if candidate.match.sense.type not in TOWARDS_ACTS or any(e.code for e in candidate.recipients):
        return candidate
    for party in candidate.recipients:
        if party.start is None or party.end is None:
            continue
        about = [e for e in events if party.start <= e.match.token.idx < party.end]
        lemmas = {e.match.token.lemma_.lower() for e in about}
        again = [
            e
            for e in events
            if e.match.token.lemma_.lower() in lemmas and abs(e.sentence - candidate.sentence) <= WINDOW
        ]
        for event in (*about, *sorted(again, key=lambda e: abs(e.sentence - candidate.sentence))):
            doers = _elsewhere(event.actors, candidate.actors) if event is not candidate else ()
            if any(e.code for e in doers):
                return replace(candidate, recipients=doers, recovered=True)
    return candidate


def _near(candidate: Candidate, others: Iterable[Candidate]) -> Iterator[Candidate]:
    """Reports up to the window's end, nearest first."""
    return takewhile(lambda other: abs(other.sentence - candidate.sentence) <= WINDOW, others)


def _same_act(candidate: Candidate, before: Iterable[Candidate], after: Iterable[Candidate]) -> Candidate | None:
    """The report of the same act that tells its actors: the most alike, then the nearest, earlier ones first."""
    best: Candidate | None = None
    likeness = 0
    for other in chain(before, after):
        alike = _likeness(candidate, other) if other.actors else 0
        if alike > likeness:
            best, likeness = other, alike
    return best


def _likeness(one: Candidate, other: Candidate) -> int:
    """How surely two reports of one type are of one act; 0 if they are not."""
    mine, theirs = one.match.sense, other.match.sense
    if mine.type != theirs.type:
        return 0
    for left, right in ((one.actors, other.actors), (one.recipients, other.recipients)):
        if left and right and not {_key(e) for e in left} & {_key(e) for e in right}:
            return 0
    told = bool(one.recipients and other.recipients) or bool(one.actors and other.actors)
    same_word = one.match.token.lemma_.lower() == other.match.token.lemma_.lower()
    same_mode = mine.mode is not None and mine.mode == theirs.mode
    return 4 * same_word + 3 * (mine.id == theirs.id) + 2 * same_mode + 2 * told


def _completed(candidate: Candidate, other: Candidate) -> Candidate:
    actors = candidate.actors or _elsewhere(other.actors, candidate.recipients)
    recipients = candidate.recipients
    if not recipients and candidate.match.sense.type not in ONE_SIDED:
        recipients = _elsewhere(other.recipients, actors)
    return replace(candidate, actors=actors, recipients=recipients, recovered=True, same=other.match.token.i)


def _elsewhere(entities: Sequence[Entity], taken: Sequence[Entity]) -> tuple[Entity, ...]:
    """Parties as context tells them: without words of this clause, and never on both sides."""
    keys = {_key(e) for e in taken}
    known = (e for e in entities if e.code or e.sectors)
    return tuple(replace(e, start=None, end=None) for e in known if _key(e) not in keys)


def _by_authority(candidate: Candidate, analysis: Analysis) -> Candidate:
    """An arrest or sentence with no doer is by the authority of the victim's country that the article named last."""
    sense = candidate.match.sense
    countries = {e.country for e in candidate.recipients if e.country}
    at = candidate.match.token.i
    for sector in AUTHORITY.get((sense.type, sense.mode), ()):
        for head in sorted((h for h in analysis.references if abs(h - at) < NEAR), key=lambda h: abs(h - at)):
            entity = analysis.references[head].entity
            if sector in entity.sectors and entity.country in countries:
                return replace(candidate, actors=(replace(entity, start=None, end=None),), recovered=True)
    return candidate


def _against_government(candidate: Candidate) -> Candidate:
    """The second side of "anti-government protests"."""
    token = candidate.match.token
    words = [t for c in token.lefts for t in c.subtree]
    country = next((e.country for e in candidate.actors if e.country), None)
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if country and first.lower_ == "anti" and second.text == "-" and third.lower_ in {"government", "regime"}:
            start, end = first.idx, third.idx + len(third)
            text = first.doc.text[start:end]
            government = Entity(start=start, end=end, text=text, name=None, country=country, sectors=("GOV",))
            return replace(candidate, recipients=(government,), recovered=True)
    return candidate


def _crowd(candidate: Candidate, analysis: Analysis) -> Entity | None:
    """The protesters that the article named last before a protest with no actor."""
    at = candidate.match.token.i
    for head in sorted((h for h in analysis.references if h < at), reverse=True):
        reference = analysis.references[head]
        entity = reference.entity
        if reference.kind is ActorKind.GROUP and entity.country and PROTESTING.intersection(entity.sectors):
            return replace(entity, start=None, end=None)
    return None


def _key(entity: Entity) -> str:
    return entity.code or (entity.name or entity.text).casefold()
