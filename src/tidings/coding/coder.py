"""Attributions to mentions: acts are selected, given their parties and circumstances, and those of nobody declined."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.circumstances import Circumstances
from tidings.coding.confidence import confidence, features
from tidings.coding.counting import Counting
from tidings.coding.matching import Match, Matcher, trigger_bounds
from tidings.coding.recovery import Candidate, recover
from tidings.coding.retelling import SPEECH, carry_dates, share_dates
from tidings.coding.roles import Parties, political
from tidings.coding.selecting import Selection, content
from tidings.coding.whereabouts import Act, Whereabouts, share_places
from tidings.knowledge.gazetteer import PlaceWords
from tidings.knowledge.lexicon import Lexicon, Sense
from tidings.knowledge.ontology import Ontology
from tidings.records import Attributions, Cue, Declined, Entity, Mention, Span, Status, Voice
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
    weights: Mapping[str, float]


class Coder:
    """Codes one article at a time; holds only what never changes."""

    def __init__(self, words: Words, settings: Settings) -> None:
        self._words = words
        self._settings = settings

    def code(self, attributions: Attributions) -> tuple[tuple[Mention, ...], tuple[Declined, ...]]:
        """Mentions in the order of their triggers, and what looked like one and is none."""
        article = _Article(self._words, attributions)
        mentions, declined = article.code()
        sure = [m for m in mentions if m.confidence >= self._settings.min_confidence]
        for mention in mentions:
            if mention.confidence < self._settings.min_confidence:
                reason = f"confidence {mention.confidence:.2f} below {self._settings.min_confidence:.2f}"
                declined.append(_declined(mention.trigger, reason))
        return tuple(sure), tuple(sorted(declined, key=lambda d: d.start))


class _Article:
    """The coding of one article."""

    def __init__(self, words: Words, attributions: Attributions) -> None:
        self._words = words
        lexicon, places = words.lexicon, words.places
        self._attributions = attributions
        self._analysis = attributions.analysis
        self._text = self._analysis.article.text
        self._arguments = Arguments(self._analysis.doc, lexicon)
        self._matcher = Matcher(lexicon, self._analysis, self._arguments)
        self._circumstances = Circumstances(self._analysis)
        self._counting = Counting(self._analysis)
        self._whereabouts = Whereabouts(self._analysis, places)
        self._parties = Parties(self._analysis, self._arguments, lexicon.transparent)
        self._domains: dict[int, str | None] = {}

    def code(self) -> tuple[list[Mention], list[Declined]]:
        sentences = list(self._analysis.doc.sents)
        candidates, declined = self._select(sentences)
        told: list[tuple[Candidate, Mention]] = []
        for candidate in recover(candidates, self._analysis):
            sentence = sentences[candidate.sentence]
            reason = self._unpolitical(candidate, self._domain(sentence))
            if reason is None:
                told.append((candidate, self._mention(candidate, sentence)))
            else:
                declined.append(_declined(self._trigger(candidate.match), reason))
        return list(share_places(self._date(told))), declined

    def _select(self, sentences: Sequence[TokenSpan]) -> tuple[list[Candidate], list[Declined]]:
        selection = Selection(self._words.lexicon, self._analysis, self._arguments, self._matcher)
        candidates: list[Candidate] = []
        declined: list[Declined] = []
        for number, sentence in enumerate(sentences):
            for match, reason in selection.select(list(sentence)):
                if reason is None:
                    candidates.append(self._candidate(match, number))
                else:
                    declined.append(_declined(self._trigger(match), reason))
        return candidates, declined

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

    def _candidate(self, match: Match, sentence: int) -> Candidate:
        token, sense = match.token, match.sense
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
        return Candidate(match, sentence, actors, recipients)

    @staticmethod
    def _unpolitical(candidate: Candidate, domain: str | None) -> str | None:
        sides = (*candidate.actors, *candidate.recipients)
        sense = candidate.match.sense
        if sense.type == "PROTEST" or (sense.type, sense.mode) in WARLIKE:
            return None if domain is None or sides else domain
        if not any(political(e) for e in sides):
            return "no political actor on either side" if sides else "no side is told"
        if domain is not None and not (candidate.actors and candidate.recipients):
            return domain
        return None

    def _mention(self, candidate: Candidate, sentence: TokenSpan) -> Mention:
        match = candidate.match
        token, sense = match.token, match.sense
        trigger = self._trigger(match)
        mode, mode_cues = self._mode(match)
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
        mention = Mention(
            id=_digest(self._analysis.article.id, trigger, sense.type),
            type=sense.type,
            mode=mode,
            contexts=(),
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
                *((recovered,) if candidate.recovered else ()),
                *mode_cues,
                *status_cues,
                *when_cues,
                *where_cues,
                *historical_cues,
                *(voicing.cues if voicing else ()),
            ),
            confidence=0.0,
        )
        return replace(mention, confidence=confidence(self._words.weights, features(sense, mention)))

    def _mode(self, match: Match) -> tuple[str | None, tuple[Cue, ...]]:
        if match.sense.mode:
            return match.sense.mode, ()
        rules = self._words.lexicon.modes.get(match.sense.type, ())
        words = self._clause_words(match.token) if rules else []
        for rule in rules:
            for token in words:
                if self._matcher.stands_for(token, rule.words):
                    return rule.mode, (Cue(rule=f"lexicon:{rule.id}", start=token.idx, end=token.idx + len(token)),)
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

    def _trigger(self, match: Match) -> Span:
        first, last = trigger_bounds(match, self._arguments)
        return self._span(first, last)

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


def _is_own(entity: Entity) -> bool:
    """Whether the words are the doer's own thing: "imposed limits on *its* market" has no second side."""
    return entity.text.split(" ", 1)[0].casefold() in {"its", "their", "his", "her", "own"}


def _declined(trigger: Span, reason: str) -> Declined:
    return Declined(start=trigger.start, end=trigger.end, text=trigger.text, stage="coding", reason=reason)


def _digest(article_id: str, trigger: Span, type_: str) -> str:
    payload = f"{article_id}\x1f{trigger.start}\x1f{trigger.end}\x1f{type_}"
    return "m1:" + hashlib.sha256(payload.encode()).hexdigest()[:24]
