"""Which of the weighed candidates are mentions, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tidings.coding.deciding import DECISION
from tidings.coding.logistic import Feature
from tidings.coding.recovery import Candidate
from tidings.coding.selecting import Refusal

#: relations between two words that name one act, if they are of one type
ONE_ACT = frozenset({"dobj", "nsubjpass", "attr", "compound", "xcomp"})


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A candidate, why the rules would not count it, and how sure the model is of it."""

    candidate: Candidate
    refusal: Refusal | None
    features: tuple[Feature, ...]
    confidence: float


def verdicts(weighed: Sequence[Weighed], *, joint: bool) -> list[str | None]:
    """Why each candidate is not counted, None if it is; ``joint`` if lexicon and reader decide together."""
    if not joint:
        return [one.refusal.why if one.refusal else None for one in weighed]
    best: dict[int, Weighed] = {}
    for one in weighed:
        at = one.candidate.match.token.i
        if at not in best or one.confidence > best[at].confidence:
            best[at] = one
    return [_verdict(one, best) for one in weighed]


def _verdict(one: Weighed, best: Mapping[int, Weighed]) -> str | None:
    proposal, sense = one.candidate.proposal, one.candidate.match.sense
    rival = best[one.candidate.match.token.i]
    if rival is not one:
        return f"rather {rival.candidate.match.sense.type} ({rival.confidence:.2f} against {one.confidence:.2f})"
    twin = _twin(one, best)
    if twin is not None:
        return f"same act as lexicon:{twin.candidate.match.sense.id}"
    if one.confidence >= DECISION or (sense.wins and one.refusal is None):
        return None
    if one.refusal is not None:
        return one.refusal.why
    lexicon = "no lexicon entry" if proposal.framed else f"lexicon:{sense.id} says {sense.type}"
    return f"not sure enough ({one.confidence:.2f}): {lexicon}; {proposal.said}"


def _twin(one: Weighed, best: Mapping[int, Weighed]) -> Weighed | None:
    """A likelier candidate of the same type that names the same act: "*reached* an *agreement*"."""
    token, type_ = one.candidate.match.token, one.candidate.match.sense.type
    linked = [child.i for child in token.children if child.dep_ in ONE_ACT]
    if token.dep_ in ONE_ACT:
        linked.append(token.head.i)
    for number in linked:
        other = best.get(number)
        if other is not None and other.candidate.match.sense.type == type_ and other.confidence > one.confidence:
            return other
    return None
