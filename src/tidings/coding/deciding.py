"""Lexicon and reader put together: what either takes for an act is proposed, and one calibrated model decides.

The model is logistic; its weights are data (``data/coding/*/confidence.tsv``), fitted by
``python -m tidings.scoring.calibrate`` on articles that the reader had not seen; docs/accuracy.md shows how well they
hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan

from tidings.coding.logistic import Feature, chance_of, evidence
from tidings.coding.matching import Match, reading
from tidings.coding.reader import Readings, View
from tidings.coding.selecting import Refusal
from tidings.knowledge.lexicon import Exclusion, Lexicon
from tidings.records import Entity, Status

#: what is weighed counts from this chance on; chosen on mentions/dev: about the best typed F1, with precision near .70
DECISION = 0.39
#: refusals that the reader cannot overrule
FINAL = frozenset({"excluded", "same"})
#: the reader must give an act this chance before a refused match is proposed all the same
OVERRULING = 0.3
PRIOR = 1.5  # as many right and wrong uses are taken for granted of every sense
NEAR = 4  # tokens between a verb and the noun that it carries, where both name one act


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A word in one sense that may be an act.

    Attributes:
        match: the word and its sense; a frame of the lexicon where only the reader knows the word.
        refusal: why the rules would not count it; None if they would.
        seen: the chance that the reader gives its type; None without a reader.
        act: the chance that the reader gives any act; None without a reader.
        said: what the reader says, in words; None without a reader.
        framed: whether no sense of the lexicon covers it.
    """

    match: Match
    refusal: Refusal | None = None
    seen: float | None = None
    act: float | None = None
    said: str | None = None
    framed: bool = False


def propose(
    selected: Iterable[tuple[Match, Refusal | None]],
    sentence: TokenSpan,
    readings: Readings | None,
    *,
    lexicon: Lexicon,
    excluded: Mapping[int, Exclusion],
    bounds: Callable[[Match], tuple[int, int]],
) -> Iterator[Proposal]:
    """What lexicon and reader take for acts in one sentence, refused matches with their reason.

    ``bounds`` gives the tokens of the words that name an act; ``excluded`` are tokens that are never one.
    """
    selected = list(selected)
    if readings is None:
        yield from (Proposal(match, refusal) for match, refusal in selected)
        return
    views = list(readings.views(sentence))
    told: set[int] = set()
    for match, refusal in selected:
        view = next((v for v in views if _same(match, bounds(match), v)), None)
        if view is not None and view.type == match.sense.type and refusal is None:
            told.add(view.token.i)
        yield _seen(match, refusal, {*range(*bounds(match)), *((view.token.i,) if view else ())}, readings)
    for view in views:
        if view.token.i in told or any(i in excluded for i in range(view.first, view.last)):
            continue
        part, _ = reading(view.token)
        frame = lexicon.frames.get((view.type, part or "NOUN"))
        if frame is not None:
            match = Match(view.token, frame, view.first, view.last)
            chances = dict(view.ranked)
            yield Proposal(match, None, chances[view.type], 1 - chances["NONE"], _said(view.ranked), framed=True)


def _same(match: Match, bounds: tuple[int, int], view: View) -> bool:
    """Whether a match and a run of words name one act: they touch, or one carries the other and both have one type."""
    if any(view.first < last and first < view.last for first, last in (bounds, (match.first, match.last))):
        return True
    linked = view.token.head.i == match.token.i or match.token.head.i == view.token.i
    return linked and view.type == match.sense.type and abs(view.token.i - match.token.i) <= NEAR


def _seen(match: Match, refusal: Refusal | None, tokens: Iterable[int], readings: Readings) -> Proposal:
    best = max({match.token.i, *tokens}, key=lambda i: (readings.chance(i, match.sense.type), i))
    seen, act = readings.chance(best, match.sense.type), 1 - readings.chance(best, "NONE")
    return Proposal(match, refusal, seen, act, _said(readings.ranked(best)))


def _said(ranked: Sequence[tuple[str, float]]) -> str:
    (first, sure), (second, less) = ranked[:2]
    return f"reader:{first} {sure:.2f}, next {second} {less:.2f}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the rules make of a proposal besides its sense.

    Attributes:
        actors, recipients: its sides.
        status: how far the act has come.
        unpolitical: why it is nobody's act in politics; None if it may be one.
        record: how often its sense was right and wrong in the training articles.
    """

    actors: Sequence[Entity]
    recipients: Sequence[Entity]
    status: Status
    unpolitical: Refusal | None
    record: tuple[int, int]


def features(proposal: Proposal, told: Told) -> Iterator[Feature]:
    """What the model looks at: facts that hold or not (1.0), and the reader's chances in logits."""
    actors, recipients, status, unpolitical = told.actors, told.recipients, told.status, told.unpolitical
    sense = proposal.match.sense
    source = "frame" if proposal.framed else "lexicon"
    yield "bias", 1.0
    yield source, 1.0
    yield f"{source} type {sense.type}", 1.0
    yield f"{source} word {sense.part_of_speech}", 1.0
    if not proposal.framed:
        yield f"constraints {min(len(sense.wants), 3)}", 1.0
        right, wrong = told.record
        yield "record", evidence((right + PRIOR) / (right + wrong + 2 * PRIOR))
        if not right + wrong:
            yield "untried", 1.0
        if sense.particle or len(sense.phrases[0]) > 1:
            yield "several words", 1.0
    if any(e.code for e in actors):
        yield "actor known", 1.0
    if any(e.code for e in recipients):
        yield "recipient known", 1.0
    if not actors:
        yield "no actor", 1.0
    if any(e.code for e in actors) and any(e.code for e in recipients):
        yield f"{source} both known", 1.0
    token = proposal.match.token
    if token.dep_ == "ROOT":
        yield f"{source} main verb", 1.0
        if token.sent.start == 0:
            yield "first main verb", 1.0
    elif token.dep_ in {"xcomp", "ccomp", "relcl", "advcl", "acl", "conj", "amod", "compound", "pobj", "dobj", "nsubj"}:
        yield f"hangs as {token.dep_}", 1.0
    if status is not Status.HAPPENED:
        yield f"status {status.value}", 1.0
    for refusal in (proposal.refusal, unpolitical):
        if refusal is not None:
            yield f"refused {refusal.kind}", 1.0
    if proposal.seen is not None and proposal.act is not None:
        yield f"{source} reader type", evidence(proposal.seen)
        yield f"{source} reader act", evidence(proposal.act)
        if proposal.refusal is not None:
            yield "refused reader type", evidence(proposal.seen)


def confidence(weights: Mapping[str, float], present: Iterable[Feature]) -> float:
    """The chance that a mention is one, of the right type: 0 to 1, two digits."""
    return round(chance_of(weights, present), 2)
