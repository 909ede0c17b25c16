"""Attributions to mentions: acts are selected, given their parties and circumstances, and those of nobody declined."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.candidates import Finder
from tidings.coding.circumstances import Circumstances
from tidings.coding.completing import complete
from tidings.coding.contexts import Contexts
from tidings.coding.counting import Counting
from tidings.coding.deciding import Told, confidence, features
from tidings.coding.logistic import Feature
from tidings.coding.matching import Match, Matcher, trigger_bounds
from tidings.coding.qualities import Qualities
from tidings.coding.reader import Reader, Readings
from tidings.coding.recovery import Candidate, recover
from tidings.coding.retelling import SPEECH, carry_dates, share_dates
from tidings.coding.roles import political
from tidings.coding.selecting import Refusal
from tidings.coding.settling import WHEN_SURE, WHERE_SURE, Option, Settling, choose
from tidings.coding.silence import note_silence
from tidings.coding.verdict import Weighed, verdicts
from tidings.coding.whereabouts import Act, Whereabouts, share_places
from tidings.knowledge.calibration import Weights
from tidings.knowledge.contexts import ContextWords
from tidings.knowledge.gazetteer import PlaceWords
from tidings.knowledge.lexicon import Lexicon
from tidings.knowledge.ontology import Ontology
from tidings.knowledge.quantities import QuantityWords
from tidings.records import Analysis, Attributions, Cue, Declined, Entity, Mention, Place, Span, Status, Voice, When
from tidings.settings import Settings

#: acts that only political actors do: told with no doer, and with victims of no side, they count all the same
WARLIKE = frozenset(
    ("ASSAULT", mode) for mode in ("explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control")
)
#: slots whose fillers an act's numbers count
COUNTED = ("object", "subject", "to", "of", "with")


@dataclass(frozen=True, slots=True)
class Words:
    """All that coding knows: what acts are called, what they mean, where they are, how sure the rules are."""

    lexicon: Lexicon
    ontology: Ontology
    places: PlaceWords
    rules: Weights
    joint: Weights
    records: Mapping[str, tuple[int, int]]
    contexts: ContextWords
    quantities: QuantityWords


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A mention as the rules have it, the token that names it, and the times and places that it may have."""

    token: int
    mention: Mention
    times: Sequence[Option[When]]
    places: Sequence[Option[Place]]


@dataclass(frozen=True, slots=True)
class Seen:
    """The candidates of an article with their triggers, and what they were found in."""

    candidates: Sequence[tuple[Candidate, Span]]
    analysis: Analysis
    readings: Readings | None


class Coder:
    """Codes one article at a time; holds only what never changes."""

    def __init__(self, words: Words, settings: Settings, reader: Reader | None) -> None:
        self._words = words
        self._settings = settings
        self._reader = reader

    def code(self, attributions: Attributions) -> tuple[tuple[Mention, ...], tuple[Declined, ...]]:
        """Mentions in the order of their triggers, and what looked like one and is none."""
        article = self._article(attributions)
        mentions, declined = article.code()
        sure = [m for m in mentions if m.confidence >= self._settings.min_confidence]
        for mention in mentions:
            if mention.confidence < self._settings.min_confidence:
                reason = f"confidence {mention.confidence:.2f} below {self._settings.min_confidence:.2f}"
                declined.append(_declined(mention.trigger, reason))
        return tuple(sure), tuple(sorted(declined, key=lambda d: d.start))

    def weigh(self, attributions: Attributions) -> list[tuple[Candidate, Span, tuple[Feature, ...]]]:
        """Every candidate before the decision, with its trigger and what the model looks at: to fit the model on."""
        article = self._article(attributions)
        return [(w.candidate, article.trigger(w.candidate.match), w.features) for w in article.weigh()[0]]

    def candidates(self, attributions: Attributions) -> Seen:
        """Every candidate before the model gives its sides: to fit that on."""
        return self._article(attributions).seen()

    def unsettled(self, attributions: Attributions) -> list[Unsettled]:
        """Every mention with the times and places that it may have: to fit the choice on."""
        return self._article(attributions).unsettled()

    def _article(self, attributions: Attributions) -> _Article:
        readings = self._reader.read(attributions.analysis.doc) if self._reader else None
        return _Article(self._words, attributions, readings)


class _Article:
    """The coding of one article."""

    def __init__(self, words: Words, attributions: Attributions, readings: Readings | None) -> None:
        self._words = words
        self._readings = readings
        lexicon, places = words.lexicon, words.places
        self._attributions = attributions
        self._analysis = attributions.analysis
        self._text = self._analysis.article.text
        self._arguments = Arguments(self._analysis.doc, lexicon)
        self._matcher = Matcher(lexicon, self._analysis, self._arguments)
        self._circumstances = Circumstances(self._analysis)
        self._contexts = Contexts(self._analysis.doc, words.contexts, self._analysis.article.title)
        self._counting = Counting(self._analysis, words.quantities)
        self._whereabouts = Whereabouts(self._analysis, places)
        self._qualities = Qualities(
            lexicon,
            self._matcher,
            self._arguments,
            attributions,
            circumstances=self._circumstances,
            readings=readings,
        )
        self._sentences = list(self._analysis.doc.sents)
        self._domains: dict[int, str | None] = {}
        self._found = Finder(lexicon, self._analysis, self._arguments, self._matcher, readings).find()

    def code(self) -> tuple[list[Mention], list[Declined]]:
        told, declined = self._told()
        return [self._settled(one) for one in self._unsettled(told)], declined

    def unsettled(self) -> list[Unsettled]:
        """The mentions with the times and places that each may have."""
        return list(self._unsettled(self._told()[0]))

    def _told(self) -> tuple[list[tuple[Candidate, Mention]], list[Declined]]:
        """The mentions as their own clauses tell them, and the candidates that are none."""
        weighed, declined = self.weigh()
        told: list[tuple[Candidate, Mention]] = []
        for one, reason in zip(weighed, verdicts(weighed, joint=self._readings is not None), strict=True):
            candidate = one.candidate
            if reason is None:
                told.append((candidate, self._mention(candidate, one.confidence)))
            else:
                declined.append(_declined(self.trigger(candidate.match), reason))
        refused = (match for match, _ in self._found.refused)
        starts = [sentence.start for sentence in self._sentences]
        acts, again = note_silence(told, refused, self._attributions.voicing, starts)
        declined += [_declined(mention.trigger, "takes up an act told before") for _, mention in again]
        return acts, declined

    def _unsettled(self, told: Sequence[tuple[Candidate, Mention]]) -> Iterator[Unsettled]:
        mentions = share_places(self._date(told))
        settling = Settling(self._analysis, self._circumstances, self._readings)
        placed = [(candidate.match.token.i, mention) for (candidate, _), mention in zip(told, mentions, strict=True)]
        choices = zip(placed, settling.times(placed), settling.places(placed), strict=True)
        yield from (Unsettled(token, mention, times, places) for (token, mention), times, places in choices)

    def _settled(self, one: Unsettled) -> Mention:
        """The mention at the time and place that the models give it."""
        mention, token = one.mention, self._analysis.doc[one.token]
        time = choose(one.times, self._weights.when, WHEN_SURE)
        place = choose(one.places, self._weights.where, WHERE_SURE)
        when, where = time.value if time else None, place.value if place else None
        if when != mention.when:
            historical, cues = self._qualities.historical(when, token)
            told = _without(mention.cues, "times.")
            mention = replace(mention, when=when, historical=historical, cues=(*told, *_settling("times", when), *cues))
        if where != mention.where:
            told = _without(mention.cues, "where.")
            mention = replace(mention, where=where, cues=(*told, *_settling("where", where)))
        return mention

    def weigh(self) -> tuple[list[Weighed], list[Declined]]:
        """What may be an act, weighed; and what can be none."""
        weighed = []
        for candidate in complete(self._recovered(), self._analysis, self._weights.sides, self._readings):
            proposal = candidate.proposal
            unpolitical = self._unpolitical(candidate, self._domain(self._sentences[candidate.sentence]))
            status, _ = self._qualities.status(candidate.match.token, candidate.match.sense)
            record = self._words.records.get(proposal.match.sense.id, (0, 0))
            told = Told(candidate.actors, candidate.recipients, status, unpolitical, record)
            present = tuple(features(proposal, told))
            sure = confidence(self._weights.confidence, present)
            weighed.append(Weighed(candidate, proposal.refusal or unpolitical, present, sure))
        return weighed, [_declined(self.trigger(match), why) for match, why in self._found.refused]

    def seen(self) -> Seen:
        """The candidates before the model gives their sides."""
        candidates = [(c, self.trigger(c.match)) for c in self._recovered()]
        return Seen(candidates, self._analysis, self._readings)

    def _recovered(self) -> list[Candidate]:
        """The candidates with the parties that the rules recover."""
        return recover(self._found.candidates, self._analysis, self._found.shadows)

    @property
    def _weights(self) -> Weights:
        return self._words.rules if self._readings is None else self._words.joint

    def _domain(self, sentence: TokenSpan) -> str | None:
        """Why a sentence is of sport, business and the like; None if it is not."""
        if sentence.start not in self._domains:
            rule = self._matcher.domain(list(sentence))
            self._domains[sentence.start] = f"domain: {rule.why} ({rule.id})" if rule else None
        return self._domains[sentence.start]

    def _date(self, told: Sequence[tuple[Candidate, Mention]]) -> list[Mention]:
        """Dates for acts that their own clause leaves undated."""
        ids = {candidate.match.token.i: mention.id for candidate, mention in told}
        published = self._analysis.published
        return carry_dates(
            share_dates([mention for _, mention in told], published),
            same={m.id: ids[c.same] for c, m in told if c.same in ids},
            sentences={m.id: c.sentence for c, m in told},
            backward=frozenset(m.id for c, m in told if self._is_pluperfect(c.match.token)),
            published=published,
        )

    def _is_pluperfect(self, token: Token) -> bool:
        verb = self._qualities.carrier(token) or token
        return any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)

    @staticmethod
    def _unpolitical(candidate: Candidate, domain: str | None) -> Refusal | None:
        sides = (*candidate.actors, *candidate.recipients)
        sense = candidate.match.sense
        if sense.type == "PROTEST" or (sense.type, sense.mode) in WARLIKE:
            return None if domain is None or sides else Refusal("domain", domain)
        if not any(political(e) for e in sides):
            if sides:
                return Refusal("unpolitical", "no political actor on either side")
            return Refusal("no side", "no side is told")
        if domain is not None and not (candidate.actors and candidate.recipients):
            return Refusal("domain", domain)
        return None

    def _mention(self, candidate: Candidate, sure: float) -> Mention:
        match, sentence = candidate.match, self._sentences[candidate.sentence]
        token, sense = match.token, match.sense
        trigger = self.trigger(match)
        mode, mode_cues = self._qualities.mode(match)
        contexts, context_cues = self._contexts.of(
            token, sentence, sense.type, mode, actors=candidate.actors, recipients=candidate.recipients
        )
        status, status_cues = self._qualities.status(token, sense)
        voicing = self._attributions.voicing.get(token.i)
        voices = voicing.voices if voicing else ()
        carrier = self._qualities.carrier(token)
        happened = status in {Status.HAPPENED, Status.ONGOING}
        when, when_cues = self._circumstances.when(token, carrier, happened=happened, speech=sense.type in SPEECH)
        historical, historical_cues = self._qualities.historical(when, token)
        quantities = self._counting.of(
            token,
            [t for slot in COUNTED for t in self._arguments.at(token, (slot,))],
            carrier,
            term=mode == "convict",
        )
        where, where_cues = self._whereabouts.where_of(
            Act(
                predicate=token,
                carrier=carrier,
                type=sense.type,
                actors=candidate.actors,
                recipients=candidate.recipients,
            )
        )
        rule = Cue(rule=f"lexicon:{sense.id}", start=trigger.start, end=trigger.end)
        recovered = replace(rule, rule="parties.recovered")
        said = candidate.proposal.said
        return Mention(
            id=_digest(self._analysis.article.id, trigger, sense.type),
            type=sense.type,
            mode=mode,
            contexts=contexts,
            cameo=sense.cameo or self._words.ontology.cameo(sense.type, mode),
            status=status,
            historical=historical,
            trigger=trigger,
            evidence=self._evidence(sentence),
            actors=candidate.actors,
            recipients=candidate.recipients,
            voices=_others(voices, candidate.actors) if sense.type in SPEECH else voices,
            silent=voicing.silent if voicing else (),
            when=when,
            where=where,
            quantities=quantities,
            cues=(
                rule,
                *((replace(rule, rule=said),) if said else ()),
                *((recovered,) if candidate.recovered else ()),
                *mode_cues,
                *status_cues,
                *when_cues,
                *where_cues,
                *historical_cues,
                *(voicing.cues if voicing else ()),
                *context_cues,
            ),
            confidence=sure,
        )

    def trigger(self, match: Match) -> Span:
        """The words that name the act."""
        return self._span(*trigger_bounds(match, self._arguments))

    def _evidence(self, sentence: TokenSpan) -> Span:
        words = [t.i for t in sentence if not t.is_space]
        return self._span(words[0], words[-1] + 1)

    def _span(self, first: int, last: int) -> Span:
        doc = self._analysis.doc
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        return Span(start=start, end=end, text=self._text[start:end])


def _without(cues: Sequence[Cue], stem: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in cues if not cue.rule.startswith(stem))


def _settling(stem: str, value: When | Place | None) -> tuple[Cue, ...]:
    """The cue of a time or a place that a model chose; none where it chose none or the context tells it."""
    if value is None or value.start is None or value.end is None:
        return ()
    return (Cue(rule=f"{stem}.settled", start=value.start, end=value.end),)


def _others(voices: Sequence[Voice], actors: Sequence[Entity]) -> tuple[Voice, ...]:
    """The voices of a speech act without its doer."""
    doers = {(e.start, e.end) for e in actors} | {e.name for e in actors if e.name}
    return tuple(v for v in voices if (v.start, v.end) not in doers and v.name not in doers)


def _declined(trigger: Span, reason: str) -> Declined:
    return Declined(start=trigger.start, end=trigger.end, text=trigger.text, stage="coding", reason=reason)


def _digest(article_id: str, trigger: Span, type_: str) -> str:
    payload = f"{article_id}\x1f{trigger.start}\x1f{trigger.end}\x1f{type_}"
    return "m1:" + hashlib.sha256(payload.encode()).hexdigest()[:24]
