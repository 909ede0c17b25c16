"""What may be an act in an article: proposals with the parties that their own clause tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.deciding import FINAL, OVERRULING, Proposal, propose
from tidings.coding.matching import Match, Matcher, trigger_bounds
from tidings.coding.reader import Readings
from tidings.coding.recovery import Candidate
from tidings.coding.roles import Parties
from tidings.coding.selecting import Selection, content
from tidings.knowledge.lexicon import Lexicon
from tidings.records import Analysis, Entity

#: the reader's chance from which a party counts as linked to an act
LINKED = 0.5
#: refusals of words that name an act all the same, only none that is told here
TOPICS = frozenset({"bare", "content"})


@dataclass(slots=True)
class Found:
    """What an article proposes.

    Attributes:
        candidates: what is weighed, in the order of the text.
        shadows: acts that are no mentions, but tell whose act a bare noun was.
        refused: words that can be no mention, each with why.
    """

    candidates: list[Candidate] = field(default_factory=list)
    shadows: list[Candidate] = field(default_factory=list)
    refused: list[tuple[Match, str]] = field(default_factory=list)


class Finder:
    """Finds the candidates of one article."""

    def __init__(
        self, lexicon: Lexicon, analysis: Analysis, arguments: Arguments, matcher: Matcher, readings: Readings | None
    ) -> None:
        self._lexicon = lexicon
        self._analysis = analysis
        self._arguments = arguments
        self._matcher = matcher
        self._readings = readings
        self._selection = Selection(analysis, arguments, matcher)
        self._parties = Parties(analysis, arguments, lexicon.transparent)

    def find(self) -> Found:
        """Everything that lexicon or reader takes for an act."""
        found = Found()
        for number, sentence in enumerate(self._analysis.doc.sents):
            for proposal in self._proposals(sentence):
                if _is_open(proposal):
                    found.candidates.append(self._candidate(proposal, number))
                elif proposal.refusal is not None:
                    if proposal.refusal.kind in TOPICS:
                        found.shadows.append(self._candidate(proposal, number))
                    found.refused.append((proposal.match, proposal.refusal.why))
        return found

    def _proposals(self, sentence: TokenSpan) -> Iterator[Proposal]:
        tokens = list(sentence)
        excluded = self._matcher.excluded(tokens)
        return propose(
            self._selection.select(tokens, excluded),
            sentence,
            self._readings,
            lexicon=self._lexicon,
            excluded=excluded,
            bounds=lambda match: trigger_bounds(match, self._arguments),
        )

    def _candidate(self, proposal: Proposal, sentence: int) -> Candidate:
        token, sense = proposal.match.token, proposal.match.sense
        actors = self._parties.fill(token, sense.actor)
        taken = {(e.start, e.end) for e in actors}
        codes = {e.code for e in actors if e.code}
        recipients = tuple(
            e
            for e in self._parties.fill(token, sense.recipient)
            if (e.start, e.end) not in taken and not (e.code in codes and _is_own(e))
        )
        if sense.recipient and actors and not any(e.code for e in recipients):
            # "suspended an aid programme for Chad", "agreed to lift sanctions on Chad"
            sent = () if any(("object",) in a for a in sense.recipient) else self._arguments.at(token, ("object",))
            inside = sorted((t for t in content(token) if t not in sent), key=lambda t: t.i)
            named = self._parties.within(inside, actors)
            recipients = (*named, *recipients) if named else recipients
        if _are_one_state(actors, recipients):
            actors = self._above(token, recipients) or actors
        readings = self._readings
        if readings is not None and not _is_told(actors):
            actors = self._arcs(readings, token, "actor", recipients) or actors
        if readings is not None and not _is_told(recipients):
            recipients = self._arcs(readings, token, "recipient", actors) or recipients
        return Candidate(proposal, sentence, actors, recipients)

    def _above(self, token: Token, others: Sequence[Entity]) -> tuple[Entity, ...]:
        """Who does what a coordinated verb says, where the parser hung it too low.

        *France condemned Iran's decision to expand it and called on Tehran to stop*: not Iran called.
        """
        codes = {e.code for e in others}
        while token.dep_ == "conj" and token.pos_ == "VERB":
            token = token.head
        for verb in token.ancestors:
            if verb.pos_ == "VERB":
                found = tuple(e for t in self._arguments.surface_subject(verb) for e in self._parties.parties(t))
                if found and all(e.code and e.code not in codes for e in found):
                    return found
        return ()

    def _arcs(self, readings: Readings, token: Token, role: str, others: Sequence[Entity]) -> tuple[Entity, ...]:
        """The parties of the sentence to which the reader draws an arc."""
        taken = {(e.start, e.end) for e in others}
        return tuple(
            reference.entity
            for other in token.sent
            if (reference := self._analysis.references.get(other.i)) is not None
            and (reference.entity.start, reference.entity.end) not in taken
            and readings.arc(token.i, role, other.i) >= LINKED
        )


def _is_open(proposal: Proposal) -> bool:
    """Whether a proposal is weighed at all: what the rules refuse only if the reader is for it."""
    if proposal.refusal is None:
        return True
    return proposal.refusal.kind not in FINAL and (proposal.seen or 0.0) >= OVERRULING


def _are_one_state(actors: Sequence[Entity], recipients: Sequence[Entity]) -> bool:
    """Whether a state would do something to itself as a state."""
    if any(set(e.sectors) - {"GOV"} for e in (*actors, *recipients)):
        return False
    codes = {e.code for e in actors if e.code}
    return bool(codes) and codes == {e.code for e in recipients if e.code}


def _is_told(entities: Sequence[Entity]) -> bool:
    return any(e.code or e.sectors for e in entities)


def _is_own(entity: Entity) -> bool:
    """Whether the words are the doer's own thing: "imposed limits on *its* market" has no second side."""
    return entity.text.split(" ", 1)[0].casefold() in {"its", "their", "his", "her", "own"}
