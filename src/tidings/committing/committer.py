"""Attributions and mentions to the commitments that an article names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from tidings.committing.bearing import Bearings, Found
from tidings.committing.duties import Asked, Duties
from tidings.committing.naming import Namer, Naming
from tidings.committing.parties import VERBS, Who, distinct, is_public, side
from tidings.committing.threads import Thread, joined
from tidings.knowledge.commitments import CommitmentWords
from tidings.records import (
    Analysis,
    Attributions,
    Bearing,
    Cue,
    Duty,
    Entity,
    Invocation,
    Mention,
    NamedCommitment,
    Span,
    Status,
    Time,
    Voice,
    VoiceKind,
    When,
)

_ABOVE = 6  # steps from a word up to the act that it belongs to
_BELOW = 6  # steps from a time up to the verb that it dates
_ACCUSE = "ACCUSE"
_SHARED = ("start", "end", "text", "name", "country", "organization", "sectors", "wikidata")
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})


class Committer:
    """Finds the commitments of one article after the other; keeps nothing of them."""

    def __init__(self, words: CommitmentWords) -> None:
        self._words = words
        self._namer = Namer(words)
        self._bearings = Bearings(words)
        self._duties = Duties(words)

    def commitments(self, attributions: Attributions, mentions: Sequence[Mention]) -> tuple[NamedCommitment, ...]:
        """Give the commitments of an article in the order in which it names them first."""
        who = Who(attributions.analysis)
        namings = self._namer.find(attributions.analysis.doc, who)
        if not namings:
            return ()
        article = _Article(attributions, mentions)
        found = (self._commitment(thread, article, who) for thread in joined(namings))
        return tuple(commitment for commitment in found if commitment is not None)

    def _commitment(self, thread: Thread, article: _Article, who: Who) -> NamedCommitment | None:
        asks = [asked for naming in thread.namings for asked in self._asked(naming)]
        taken = {asked.cue.i for asked in asks}
        bears = [
            found
            for naming in thread.namings
            for found in self._bearings.of(naming, who)
            if not (found.cue.pos == "preposition" and self._asks_in(found.token, taken))
        ]
        for found in bears:
            if found.bearing in {Bearing.MAKES, Bearing.LEAVES}:
                thread.join(distinct([*found.by, *found.partners]))
        thread.parties = tuple(party for party in thread.parties if party.code is not None)
        if not self._is_worth_it(thread, told=bool(bears or asks)):
            return None
        fullest = thread.fullest
        return NamedCommitment(
            name=thread.known or " ".join(fullest.text.split()),
            kind=fullest.kind.id,
            words=tuple(sorted({*thread.words, *thread.years, *thread.numbers})),
            names=tuple(article.span(naming.first, naming.last) for naming in thread.namings),
            parties=self._parties(thread),
            signed=article.signed(thread, bears),
            duties=tuple(map(article.duty, asks)),
            invocations=tuple(map(article.invocation, bears)),
            article=article.id,
        )

    def _is_worth_it(self, thread: Thread, *, told: bool) -> bool:
        """Whether the article tells of a commitment of public actors: by its name or parties, and what is done."""
        namings, sides = thread.namings, {side(party) for party in thread.parties if is_public(party)}
        if thread.parties and not sides:
            return False  # a matter of firms
        if len(sides) > 1 or any(self._is_named(naming) for naming in namings):
            return True
        definite = any(n.definite for n in namings)
        alone = thread.fullest.kind.alone
        if all(n.bare for n in namings):
            return told and definite and alone
        public = (
            (alone and bool(sides))
            or any(n.kind.needs == "nothing" for n in namings)
            or any(not self._words.public.isdisjoint(n.words) for n in namings)
        )
        return public and (told or definite)

    @staticmethod
    def _is_named(naming: Naming) -> bool:
        if naming.known or naming.numbers:
            return True
        if naming.kind.needs == "public":
            return bool(naming.years and naming.parties)
        return naming.proper or bool(naming.years)

    def _asked(self, naming: Naming) -> Iterator[Asked]:
        yield from self._duties.of(naming)
        pronoun = _taken_up(naming)
        if pronoun is not None:
            yield from self._duties.of_pronoun(pronoun)

    @staticmethod
    def _asks_in(preposition: Token, taken: set[int]) -> bool:
        """Whether the clause that a preposition belongs to was read as a duty."""
        verb = preposition.head
        return verb.i in taken or any(child.i in taken for child in verb.children)

    @staticmethod
    def _parties(thread: Thread) -> tuple[Entity, ...]:
        """Those told by the text; of a Security Council resolution, whose it is by its nature."""
        fixed = thread.fullest.kind.parties
        if not fixed:
            return thread.parties
        return tuple(Entity(start=None, end=None, text=code, name=code, organization=code) for code in fixed)


class _Article:
    """What is known of an article besides its names of commitments."""

    def __init__(self, attributions: Attributions, mentions: Sequence[Mention]) -> None:
        analysis: Analysis = attributions.analysis
        self._attributions = attributions
        self._mentions = mentions
        self._text = analysis.article.text
        self._doc: Doc = analysis.doc
        self.id = analysis.article.id
        self._dates = [t for t in analysis.times if t.type in {"DATE", "TIME"} and _is_past(t, analysis.published)]

    def span(self, first: int, last: int) -> Span:
        start, end = self._doc[first].idx, self._doc[last - 1].idx + len(self._doc[last - 1])
        return Span(start=start, end=end, text=self._text[start:end])

    def duty(self, asked: Asked) -> Duty:
        return Duty(
            force=asked.force,
            content=self.span(*asked.content),
            condition=self.span(*asked.condition) if asked.condition else None,
            article=self.id,
            cue=_cue(asked.rule, asked.cue),
        )

    def invocation(self, found: Found) -> Invocation:
        token = found.token
        mention = self._mention(token)
        voicing = self._attributions.voicing.get(token.i)
        return Invocation(
            bearing=found.bearing,
            mention=mention.id if mention else None,
            by=found.by or _actors(token, mention),
            status=self._status(token if found.bearing is found.cue.bearing else token.head),
            voices=voicing.voices if voicing else _accusers(token, mention),
            evidence=self.span(*_trimmed(token)),
            article=self.id,
            cue=_cue(f"commitments:{found.cue.id}", token),
        )

    def signed(self, thread: Thread, bears: Sequence[Found]) -> When | None:
        """The day that a clause of signing tells, else the year in the name; None if neither is told."""
        for found in bears:
            if found.cue.dates and found.bearing is Bearing.MAKES and self._status(found.token) in _DONE:
                told = self._dated(found.token)
                if told is not None:
                    return told
        for naming in thread.namings:
            for token in self._doc[naming.first : naming.last + 2]:
                if token.text in naming.years:
                    year = int(token.text)
                    return When(
                        earliest=date(year, 1, 1),
                        latest=date(year, 12, 31),
                        text=token.text,
                        start=token.idx,
                        end=token.idx + len(token),
                    )
        return None

    def _dated(self, verb: Token) -> When | None:
        sentence = verb.sent
        for time in self._dates:
            if not sentence.start_char <= time.start < sentence.end_char:
                continue
            span = self._doc.char_span(time.start, time.end, alignment_mode="expand")
            if span is not None and _hangs_on(span.root, verb) and time.earliest and time.latest:
                return When(earliest=time.earliest, latest=time.latest, text=time.text, start=time.start, end=time.end)
        return None

    def _status(self, token: Token) -> Status:
        """How far it has come; a participle (*the pact signed in Lima*) says that it is done."""
        if token.dep_ == "acl" and token.tag_ == "VBN":
            return Status.HAPPENED
        told = self._attributions.factuality.get(token.i)
        return told.status if told else Status.HAPPENED

    def _mention(self, token: Token) -> Mention | None:
        """The act that a word names, or the nearest above it in its sentence."""
        for _ in range(_ABOVE):
            acts = [m for m in self._mentions if _within(token, m)]
            if acts:
                return min(acts, key=lambda m: (m.trigger.end - m.trigger.start, -m.confidence, m.id))
            if token.head == token:
                break
            token = token.head
        return None


def _is_past(time: Time, published: date | None) -> bool:
    """Whether a time names days that have come: what was signed was not signed after the article."""
    return time.earliest is not None and (published is None or time.earliest <= published)


def _actors(token: Token, mention: Mention | None) -> tuple[Entity, ...]:
    """Who acts by the coded act that a word names, where its clause has somebody act at all."""
    passive = token.dep_ == "acl" or any(child.dep_ == "auxpass" for child in token.children)
    return mention.actors if mention is not None and _within(token, mention) and not passive else ()


def _accusers(token: Token, mention: Mention | None) -> tuple[Voice, ...]:
    """Who says so where the word only says of what somebody is accused."""
    if mention is None or mention.type != _ACCUSE or _within(token, mention):
        return ()
    return tuple(
        Voice(**{field: getattr(actor, field) for field in _SHARED}, kind=VoiceKind.OTHER) for actor in mention.actors
    )


def _taken_up(naming: Naming) -> Token | None:
    """*It* at the head of the next sentence, where the naming is what the sentence before is about."""
    sentence, doc = naming.head.sent, naming.head.doc
    if sentence.end >= len(doc):
        return None
    after = doc[sentence.end].sent
    first = next((t for t in after if t.pos_ != "SPACE"), None)
    return first if first is not None and first.lower_ == "it" and first.dep_ == "nsubj" else None


def _within(token: Token, mention: Mention) -> bool:
    return mention.trigger.start <= token.idx < mention.trigger.end


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether a time belongs to a verb and to none between."""
    for _ in range(_BELOW):
        if token.head == verb:
            return True
        if token.pos_ in VERBS or token.head == token:
            return False
        token = token.head
    return False


def _trimmed(token: Token) -> tuple[int, int]:
    sentence = token.sent
    start, end = sentence.start, sentence.end
    while start < end - 1 and sentence.doc[start].is_space:
        start += 1
    while end - 1 > start and sentence.doc[end - 1].is_space:
        end -= 1
    return start, end


def _cue(rule: str, token: Token) -> Cue:
    return Cue(rule=rule, start=token.idx, end=token.idx + len(token))
