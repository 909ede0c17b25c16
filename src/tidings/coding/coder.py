"""Attributions to mentions: every word that can name an act is read, gated, given its parties and circumstances."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tidings.coding.arguments import Arguments
from tidings.coding.matching import Match, Matcher, reading, trigger_bounds
from tidings.coding.roles import Parties, political
from tidings.knowledge.lexicon import Lexicon, Sense
from tidings.knowledge.ontology import Ontology
from tidings.records import Attributions, Cue, Declined, Entity, Mention, Span, Status
from tidings.settings import Settings

#: a speech act whose clause and object are its content, not acts of their own (gold guidelines, §1)
SWALLOW_ALL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
SWALLOW_CLAUSE = frozenset({"ACCUSE", "SUPPORT"})
CONTENT = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
OBJECTS = frozenset({"dobj", "pobj", "prep", "attr", "dative"})
SPACE_TO_PLACE = frozenset({"in", "at", "near", "off", "outside", "inside", "across", "on"})


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A match with its parties, before it is decided on."""

    match: Match
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]


class Coder:
    """Codes one article at a time; holds only what never changes."""

    def __init__(self, lexicon: Lexicon, ontology: Ontology, settings: Settings) -> None:
        self._lexicon = lexicon
        self._ontology = ontology
        self._settings = settings

    def code(self, attributions: Attributions) -> tuple[tuple[Mention, ...], tuple[Declined, ...]]:
        """Mentions in the order of their triggers, and what looked like one and is none."""
        article = _Article(self._lexicon, self._ontology, attributions)
        mentions: list[Mention] = []
        declined: list[Declined] = []
        for sentence in attributions.analysis.doc.sents:
            for outcome in article.sentence(sentence):
                (mentions if isinstance(outcome, Mention) else declined).append(outcome)  # type: ignore[arg-type]
        return tuple(mentions), tuple(declined)


class _Article:
    """The coding of one article."""

    def __init__(self, lexicon: Lexicon, ontology: Ontology, attributions: Attributions) -> None:
        self._lexicon = lexicon
        self._ontology = ontology
        self._attributions = attributions
        self._analysis = attributions.analysis
        self._text = self._analysis.article.text
        self._arguments = Arguments(self._analysis.doc, lexicon)
        self._matcher = Matcher(lexicon, self._analysis, self._arguments)
        self._parties = Parties(self._analysis, self._arguments, lexicon.transparent)
        self._times = {i for t in self._analysis.times for i in range(t.start, t.end)}

    def sentence(self, sentence: TokenSpan) -> Iterator[Mention | Declined]:
        tokens = list(sentence)
        matches = self._matches(tokens)
        if not matches:
            return
        excluded = self._matcher.excluded(tokens)
        domain = self._matcher.domain(tokens)
        chosen: dict[int, Match] = {}
        for match in matches:
            rule = excluded.get(match.token.i)
            if rule is not None:
                yield self._declined(match, f"not an act: {rule.why} ({rule.id})")
            else:
                chosen[match.token.i] = match
        swallowed = self._swallowed(chosen)
        for match in list(chosen.values()):
            reason = self._unfit(match, chosen, swallowed)
            if reason:
                yield self._declined(match, reason)
                continue
            candidate = self._with_parties(match)
            reason = self._unpolitical(candidate)
            if reason is None and domain is not None and not (candidate.actors and candidate.recipients):
                reason = f"domain: {domain.why} ({domain.id})"
            if reason:
                yield self._declined(match, reason)
                continue
            yield self._mention(candidate, sentence)

    # ------------------------------------------------------------------------------------------ which words

    def _matches(self, tokens: Sequence[Token]) -> list[Match]:
        found = []
        by_lemma = self._lexicon.by_lemma
        for token in tokens:
            part, lemmas = reading(token)
            if part is None or not any((lemma, part) in by_lemma for lemma in lemmas):
                continue
            match = self._matcher.match(token)
            if match is not None:
                found.append(match)
        return found

    def _swallowed(self, chosen: dict[int, Match]) -> dict[int, Match]:
        """Tokens that are the content of a speech act, by number."""
        swallowed: dict[int, Match] = {}
        for match in chosen.values():
            type_ = match.sense.type
            if type_ in SWALLOW_ALL:
                follow = CONTENT | OBJECTS
            elif type_ in SWALLOW_CLAUSE:
                follow = CONTENT - {"acl", "advcl"}
            else:
                continue
            for token in _content(match.token, follow):
                swallowed.setdefault(token.i, match)
        return swallowed

    def _unfit(self, match: Match, chosen: dict[int, Match], swallowed: dict[int, Match]) -> str | None:
        """Why a match is no mention of its own, None if it is one."""
        token, sense = match.token, match.sense
        by = swallowed.get(token.i)
        if by is not None and by.token.i in chosen and by.token.i != token.i:
            return f"content of a speech act (lexicon:{by.sense.id})"
        if sense.part_of_speech == "VERB":
            if token.dep_ in {"amod", "compound"}:
                return "participle that only modifies a noun"
            twin = self._participle_twin(match, chosen)
            if twin is not None:
                return f"same act as lexicon:{twin.sense.id}"
            return None
        if sense.part_of_speech == "NOUN":
            return self._unfit_noun(match, chosen)
        return None

    def _participle_twin(self, match: Match, chosen: dict[int, Match]) -> Match | None:
        """A participle of the same type that says the same more exactly: "lashed out, accusing …"."""
        for child in match.token.children:
            other = chosen.get(child.i)
            if (
                other is not None
                and child.dep_ == "advcl"
                and child.tag_ == "VBG"
                and other.sense.type == match.sense.type
                and other.sense.rank > match.sense.rank
            ):
                return other
        return None

    def _unfit_noun(self, match: Match, chosen: dict[int, Match]) -> str | None:
        token, sense = match.token, match.sense
        carrier = self._arguments.carrier(token)
        if carrier is not None:
            verb, _ = carrier
            other = chosen.get(verb.i)
            if other is not None and any(token in self._arguments.at(verb, path) for path, _ in other.sense.wants):
                return f"same act as lexicon:{other.sense.id}"
            return None
        governor = token.head
        other = chosen.get(governor.i)
        if other is not None and token.dep_ in {"dobj", "nsubjpass"} and other.sense.type == sense.type:
            return f"same act as lexicon:{other.sense.id}"
        if token.dep_ in {"compound", "nmod", "amod", "npadvmod"}:
            return "noun that only modifies another"
        if sense.bare or self._adds_something(token, sense):
            return None
        return "bare noun: a topic, with no side, time or place of its own"

    def _adds_something(self, token: Token, sense: Sense) -> bool:
        """Whether an event noun's own phrase has a participant beside the possessor, a time or a place."""
        for path, _ in (
            (p, None) for role in (sense.actor, sense.recipient) for alternative in role for p in alternative
        ):
            if path[0] in {"owner", "subject"}:
                continue
            if any(self._analysis.references.get(t.i) for t in self._arguments.at(token, path)):
                return True
        owners = [t for t in self._arguments.at(token, ("owner",)) if t.i in self._analysis.references]
        if len(owners) > 1:
            return True
        for child in token.children:
            if child.idx in self._times or (child.dep_ == "prep" and any(t.idx in self._times for t in child.subtree)):
                return True
            if child.lower_ in SPACE_TO_PLACE and any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in child.children):
                return True
        return False

    # ------------------------------------------------------------------------------------------ who

    def _with_parties(self, match: Match) -> Candidate:
        actors = self._parties.fill(match.token, match.sense.actor)
        recipients = self._parties.fill(match.token, match.sense.recipient)
        taken = {(e.start, e.end) for e in actors}
        recipients = tuple(e for e in recipients if (e.start, e.end) not in taken)
        return Candidate(match, actors, recipients)

    @staticmethod
    def _unpolitical(candidate: Candidate) -> str | None:
        sides = (*candidate.actors, *candidate.recipients)
        if any(political(e) for e in sides):
            return None
        return "no political actor on either side" if sides else "no side is told"

    # ------------------------------------------------------------------------------------------ the record

    def _mention(self, candidate: Candidate, sentence: TokenSpan) -> Mention:
        match = candidate.match
        token, sense = match.token, match.sense
        first, last = trigger_bounds(match, self._arguments)
        doc = self._analysis.doc
        trigger = self._span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
        rule = Cue(rule=f"lexicon:{sense.id}", start=trigger.start, end=trigger.end)
        mode, mode_cues = self._mode(match)
        status, status_cues = self._status(token, sense)
        voicing = self._attributions.voicing.get(token.i)
        cameo = sense.cameo or self._ontology.cameo(sense.type, mode)
        return Mention(
            id=_digest(self._analysis.article.id, trigger, sense.type),
            type=sense.type,
            mode=mode,
            contexts=(),
            cameo=cameo,
            status=status,
            historical=False,
            trigger=trigger,
            evidence=self._evidence(sentence),
            actors=candidate.actors,
            recipients=candidate.recipients,
            voices=voicing.voices if voicing else (),
            silent=voicing.silent if voicing else (),
            when=None,
            where=None,
            quantities=(),
            cues=(rule, *mode_cues, *status_cues, *(voicing.cues if voicing else ())),
            confidence=0.5,
        )

    def _mode(self, match: Match) -> tuple[str | None, tuple[Cue, ...]]:
        if match.sense.mode:
            return match.sense.mode, ()
        words = self._clause_words(match.token)
        for rule in self._lexicon.modes.get(match.sense.type, ()):
            for token in words:
                if self._matcher.stands_for(token, rule.words):
                    return rule.mode, (Cue(rule=f"lexicon:{rule.id}", start=token.idx, end=token.idx + len(token)),)
        return None, ()

    def _clause_words(self, token: Token) -> list[Token]:
        carrier = self._arguments.carrier(token) if token.pos_ in {"NOUN", "PROPN"} else None
        top = carrier[0] if carrier else token
        words = []
        stack = [top]
        while stack:
            current = stack.pop()
            words.append(current)
            stack.extend(c for c in current.children if c.dep_ not in {"relcl", "conj", "parataxis", "appos"})
        return sorted(words, key=lambda t: (abs(t.i - token.i), t.i))

    def _status(self, token: Token, sense: Sense) -> tuple[Status, tuple[Cue, ...]]:
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

    def _declined(self, match: Match, reason: str) -> Declined:
        first, last = trigger_bounds(match, self._arguments)
        doc = self._analysis.doc
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        return Declined(start=start, end=end, text=self._text[start:end], stage="coding", reason=reason)

    def _evidence(self, sentence: TokenSpan) -> Span:
        words = [t for t in sentence if not t.is_space]
        return self._span(words[0].idx, words[-1].idx + len(words[-1]))

    def _span(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self._text[start:end])


def _content(token: Token, follow: frozenset[str]) -> Iterator[Token]:
    """What hangs on a speech act by the given relations, and all below it but clauses on nouns."""
    for child in token.children:
        if child.dep_ in follow and not (child.dep_ == "advcl" and child.tag_ != "VB"):
            stack = [child]
            while stack:
                current = stack.pop()
                yield current
                stack.extend(c for c in current.children if c.dep_ not in {"relcl", "advcl"})


def _digest(article_id: str, trigger: Span, type_: str) -> str:
    payload = f"{article_id}\x1f{trigger.start}\x1f{trigger.end}\x1f{type_}"
    return "m1:" + hashlib.sha256(payload.encode()).hexdigest()[:24]
