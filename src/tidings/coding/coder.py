"""Attributions to mentions: acts are selected, given their parties and circumstances, and those of nobody declined."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.candidates import Finder
from tidings.coding.circumstances import Circumstances
from tidings.coding.completing import complete
from tidings.coding.contexts import Contexts
from tidings.coding.counting import Counting
from tidings.coding.deciding import Feature, confidence, features
from tidings.coding.matching import Match, Matcher, trigger_bounds
from tidings.coding.reader import Reader, Readings
from tidings.coding.recovery import Candidate, recover
from tidings.coding.retelling import SPEECH, carry_dates, share_dates
from tidings.coding.roles import political
from tidings.coding.selecting import Refusal
from tidings.coding.verdict import Weighed, verdicts
from tidings.coding.whereabouts import Act, Whereabouts, share_places
from tidings.knowledge.contexts import ContextWords
from tidings.knowledge.gazetteer import PlaceWords
from tidings.knowledge.lexicon import Lexicon, Sense
from tidings.knowledge.ontology import Ontology
from tidings.records import Attributions, Cue, Declined, Entity, Mention, Span, Status, Voice
from tidings.settings import Settings

#: acts that only political actors do: told with no doer, and with victims of no side, they count all the same
WARLIKE = frozenset(
    ("ASSAULT", mode) for mode in ("explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control")
)
#: the reader's chance from which its status prevails over that of the rules
PREVAILING = 0.6
#: slots whose fillers an act's numbers count
COUNTED = ("object", "subject", "to", "of", "with")


@dataclass(frozen=True, slots=True)
class Words:
    """All that coding knows: what acts are called, what they mean, where they are, how sure the rules are."""

    lexicon: Lexicon
    ontology: Ontology
    places: PlaceWords
    weights: Mapping[str, float]
    joint_weights: Mapping[str, float]
    sides: Mapping[str, float]
    contexts: ContextWords


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

    def candidates(self, attributions: Attributions) -> list[tuple[Candidate, Span]]:
        """Every candidate before untold sides are filled, with its trigger: to fit that on."""
        article = self._article(attributions)
        return [(c, article.trigger(c.match)) for c in article.recovered()]

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
        self._counting = Counting(self._analysis)
        self._whereabouts = Whereabouts(self._analysis, places)
        self._sentences = list(self._analysis.doc.sents)
        self._domains: dict[int, str | None] = {}
        self._found = Finder(lexicon, self._analysis, self._arguments, self._matcher, readings).find()

    def code(self) -> tuple[list[Mention], list[Declined]]:
        weighed, declined = self.weigh()
        told: list[tuple[Candidate, Mention]] = []
        for one, reason in zip(weighed, verdicts(weighed, joint=self._readings is not None), strict=True):
            candidate = one.candidate
            if reason is None:
                told.append((candidate, self._mention(candidate, one.confidence)))
            else:
                declined.append(_declined(self.trigger(candidate.match), reason))
        return list(share_places(self._date(told))), declined

    def weigh(self) -> tuple[list[Weighed], list[Declined]]:
        """What may be an act, weighed; and what can be none."""
        weighed = []
        for candidate in complete(self.recovered(), self._analysis, self._words.sides):
            proposal = candidate.proposal
            unpolitical = self._unpolitical(candidate, self._domain(self._sentences[candidate.sentence]))
            status, _ = self._status(candidate.match.token, candidate.match.sense)
            present = tuple(features(proposal, candidate.actors, candidate.recipients, status, unpolitical))
            sure = confidence(self._weights, present)
            weighed.append(Weighed(candidate, proposal.refusal or unpolitical, present, sure))
        return weighed, [_declined(self.trigger(match), why) for match, why in self._found.refused]

    def recovered(self) -> list[Candidate]:
        """The candidates with the parties that the rules recover."""
        return recover(self._found.candidates, self._analysis, self._found.shadows)

    @property
    def _weights(self) -> Mapping[str, float]:
        return self._words.weights if self._readings is None else self._words.joint_weights

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
            backward=frozenset(m.id for c, m in told if _is_pluperfect(self._carrier(c.match.token) or c.match.token)),
            published=published,
        )

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
        mode, mode_cues = self._mode(match)
        contexts, context_cues = self._contexts.of(
            token, sentence, sense.type, mode, actors=candidate.actors, recipients=candidate.recipients
        )
        status, status_cues = self._status(token, sense)
        voicing = self._attributions.voicing.get(token.i)
        voices = voicing.voices if voicing else ()
        carrier = self._carrier(token)
        happened = status in {Status.HAPPENED, Status.ONGOING}
        when, when_cues = self._circumstances.when(token, carrier, happened=happened, speech=sense.type in SPEECH)
        historical, historical_cues = self._circumstances.historical(when, token)
        quantities = self._counting.of(
            token, [t for slot in COUNTED for t in self._arguments.at(token, (slot,))], carrier
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

    def _mode(self, match: Match) -> tuple[str | None, tuple[Cue, ...]]:
        if match.sense.mode:
            return match.sense.mode, ()
        rules = self._words.lexicon.modes.get(match.sense.type, ())
        words = self._clause_words(match.token) if rules else []
        for rule in rules:
            for token in words:
                if self._matcher.stands_for(token, rule.words):
                    return rule.mode, (Cue(rule=f"lexicon:{rule.id}", start=token.idx, end=token.idx + len(token)),)
        if self._readings is not None:
            return self._readings.mode(match.token.i, match.sense.type), ()
        return None, ()

    def _clause_words(self, token: Token) -> Sequence[Token]:
        """The words of the act's own clause, nearest first."""
        words = []
        stack = [self._carrier(token) or token]
        while stack:
            current = stack.pop()
            words.append(current)
            stack.extend(c for c in current.children if c.dep_ not in {"relcl", "conj", "parataxis", "appos"})
        return sorted(words, key=lambda t: (abs(t.i - token.i), t.i))

    def _carrier(self, token: Token) -> Token | None:
        """The support verb of a noun."""
        carried = self._arguments.carrier(token) if token.pos_ in {"NOUN", "PROPN"} else None
        return carried[0] if carried else None

    def _status(self, token: Token, sense: Sense) -> tuple[Status, tuple[Cue, ...]]:
        """What rules and reader make of how far the act has come; the reader prevails where it is sure."""
        status, cues = self._ruled_status(token, sense)
        if self._readings is None or sense.cite == "modal":
            return status, cues
        seen, sure = self._readings.status(token.i)
        if seen == status.value or sure < PREVAILING:
            return status, cues
        said = Cue(rule=f"reader:{seen} {sure:.2f}", start=token.idx, end=token.idx + len(token))
        return Status(seen), (said,)

    def _ruled_status(self, token: Token, sense: Sense) -> tuple[Status, tuple[Cue, ...]]:
        if sense.cite == "modal":
            # "said that Chad must leave" is a demand made, whatever the modal says of leaving
            return Status.HAPPENED, ()
        factuality = self._attributions.factuality.get(token.i)
        if factuality is not None:
            return factuality.status, factuality.cues
        if sense.status is not None:
            return sense.status, ()
        carrier = self._arguments.carrier(token) if token.pos_ in {"NOUN", "PROPN"} else None
        if carrier is not None and carrier[1].status is not None:
            verb = carrier[0]
            return carrier[1].status, (Cue(rule=f"lexicon:{carrier[1].id}", start=verb.idx, end=verb.idx + len(verb)),)
        return Status.HAPPENED, ()

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


def _is_pluperfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _others(voices: Sequence[Voice], actors: Sequence[Entity]) -> tuple[Voice, ...]:
    """The voices of a speech act without its doer."""
    doers = {(e.start, e.end) for e in actors} | {e.name for e in actors if e.name}
    return tuple(v for v in voices if (v.start, v.end) not in doers and v.name not in doers)


def _declined(trigger: Span, reason: str) -> Declined:
    return Declined(start=trigger.start, end=trigger.end, text=trigger.text, stage="coding", reason=reason)


def _digest(article_id: str, trigger: Span, type_: str) -> str:
    payload = f"{article_id}\x1f{trigger.start}\x1f{trigger.end}\x1f{type_}"
    return "m1:" + hashlib.sha256(payload.encode()).hexdigest()[:24]
