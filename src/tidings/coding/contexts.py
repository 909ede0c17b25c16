"""What an act has to do with: PLOVER's contexts, from the words of its clause and sentence, its sides, its article.

The words of the act's clause and the defaults for its type and sides are strong; those elsewhere in its sentence count
only together with the article, and an article's own subject counts for all its acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from tidings.knowledge.contexts import NO_MODE, ContextWords, Default
from tidings.records import Cue, Entity

#: what each sort of evidence is worth; a context counts from ENOUGH on
ACT, CLAUSE, SIDE, SENTENCE, TITLE, REPEATED, SUBJECT = 3.0, 2.0, 1.5, 1.0, 1.0, 0.5, 1.5
FURTHER = 0.5  # another word of the clause
ENOUGH = 1.5
REACH = 80  # tokens on either side of an act within which its sentence is looked at
MOST = 4  # contexts that one act has
SUBJECTS = 2  # contexts that are an article's own subject
LEAD = 60  # tokens with which an article opens, to the end of their sentence
#: an article's subject stands in so many sentences, which are so large a share of all; less if it opens the article
SENTENCES, SHARE, OPENED_SHARE = 3, 0.4, 0.2
#: relations that lead into another clause, which tells other acts
ELSEWHERE = frozenset({"relcl", "advcl", "parataxis"})
VERBAL = frozenset({"VERB", "AUX"})
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that bear out contexts: tokens ``first`` up to but excluding ``last``."""

    first: int
    last: int
    contexts: tuple[str, ...]


class Contexts:
    """The contexts of the acts of one article, which is looked through once."""

    def __init__(self, doc: Doc, words: ContextWords, title: str | None = None) -> None:
        self._doc = doc
        self._words = words
        forms = [_forms(token) for token in doc]
        self._hits = tuple(spot(forms, words))
        shown = [_guessed(word) for word in re.findall(r"[^\W_]+|'s?|-", title or "")]
        self._titled = {context for hit in spot(shown, words) for context in hit.contexts}
        self._firsts: dict[str, Hit] = {}
        self._counts: dict[str, int] = {}
        self._subjects = self._survey()

    def of(
        self,
        trigger: Token,
        sentence: TokenSpan,
        type_: str,
        mode: str | None,
        *,
        actors: Sequence[Entity],
        recipients: Sequence[Entity],
    ) -> tuple[tuple[str, ...], tuple[Cue, ...]]:
        """The contexts of an act, strongest first, with the words or the default that bear each out."""
        strengths: dict[str, float] = {}
        cues: dict[str, list[Cue]] = {}
        for default in self._words.defaults:
            worth = ACT if default.acts else SIDE
            if worth > strengths.get(default.context, 0.0) and applies(default, type_, mode, actors, recipients):
                strengths[default.context] = worth
                start, end = bearer(default, actors, recipients) or (trigger.idx, trigger.idx + len(trigger))
                cues[default.context] = [Cue(rule=f"contexts:{default.id}", start=start, end=end)]
        told: set[str] = set()
        for hit, strong in self._near(trigger, sentence):
            for context in hit.contexts:
                if context not in told:
                    told.add(context)
                    strengths[context] = strengths.get(context, 0.0) + (CLAUSE if strong else SENTENCE)
                    cues.setdefault(context, []).append(self._cue(context, hit))
                elif strong:
                    strengths[context] += FURTHER
        for context in {**strengths, **dict.fromkeys(self._subjects)}:
            strengths[context] = strengths.get(context, 0.0) + self._backing(context)
            if context not in cues:
                cues[context] = [self._cue(context, self._firsts[context])]
        chosen = self._chosen(strengths)
        return chosen, tuple(cue for context in chosen for cue in cues[context])

    def _near(self, trigger: Token, sentence: TokenSpan) -> list[tuple[Hit, bool]]:
        """What the sentence tells, the act's own clause first, nearest first; with whether it is of that clause."""
        inside = clause(trigger)
        first, last = max(sentence.start, trigger.i - REACH), min(sentence.end, trigger.i + REACH + 1)
        marked = [(hit, any(i in inside for i in range(hit.first, hit.last))) for hit in self._between(first, last)]
        return sorted(marked, key=lambda pair: (not pair[1], abs(pair[0].first - trigger.i)))

    def _between(self, first: int, last: int) -> tuple[Hit, ...]:
        """What begins at a token from ``first`` up to but excluding ``last``."""
        start, end = (bisect_left(self._hits, i, key=lambda hit: hit.first) for i in (first, last))
        return self._hits[start:end]

    def _chosen(self, strengths: dict[str, float]) -> tuple[str, ...]:
        """The strongest contexts, those that give way to others left out."""
        enough = [context for context, strength in strengths.items() if strength >= ENOUGH]
        free = [c for c in enough if not self._words.unless.get(c, frozenset()) & set(enough)]
        order = self._words.order
        return tuple(sorted(free, key=lambda context: (-strengths[context], order[context]))[:MOST])

    def _backing(self, context: str) -> float:
        """What the article as a whole adds."""
        if context in self._subjects:
            return SUBJECT
        if context in self._titled:
            return TITLE
        return REPEATED if self._counts.get(context, 0) > 1 else 0.0

    def _survey(self) -> tuple[str, ...]:
        """Count the sentences in which each context is told, and say which are the subject of the article."""
        total = 0
        opening: set[str] = set()
        for sentence in self._doc.sents:
            total += 1
            present: set[str] = set()
            for hit in self._between(sentence.start, sentence.end):
                present.update(hit.contexts)
                for context in hit.contexts:
                    self._firsts.setdefault(context, hit)
            for context in present:
                self._counts[context] = self._counts.get(context, 0) + 1
            if sentence.start < LEAD:
                opening |= present
        opening |= self._titled
        subjects = [
            context
            for context, count in self._counts.items()
            if count >= SENTENCES and count >= total * (OPENED_SHARE if context in opening else SHARE)
        ]
        order = self._words.order
        return tuple(sorted(subjects, key=lambda context: (-self._counts[context], order[context]))[:SUBJECTS])

    def _cue(self, context: str, hit: Hit) -> Cue:
        last = self._doc[hit.last - 1]
        return Cue(rule=f"contexts:{context}", start=self._doc[hit.first].idx, end=last.idx + len(last))


# ---------------------------------------------------------------------- words


def spot(forms: Sequence[Forms], words: ContextWords) -> Iterator[Hit]:
    """The phrases in a run of tokens, each given by its forms: at each place the longest, which uses up its tokens."""
    index, free = words.phrases, 0
    for position, own in enumerate(forms):
        if position < free:
            continue
        found = None
        for form in own:
            for phrase in index.get(form, ()):
                last = position + len(phrase.words)
                if found is not None and last <= found.last:
                    break
                if last <= len(forms) and all(w in f for w, f in zip(phrase.words, forms[position:last], strict=True)):
                    found = Hit(position, last, phrase.contexts)
                    break
        if found is not None:
            free = found.last
            if found.contexts:
                yield found


def _forms(token: Token) -> Forms:
    """Under what a token is looked up: as it stands, in small letters, by its lemma; a person's name is no word."""
    if token.ent_type_ == "PERSON":
        return ()
    forms = [token.text, token.lower_, token.lemma_.lower()]
    if token.pos_ == "PROPN":  # headline capitals: the tagger calls them names and leaves the plural
        forms.append(token.lower_.removesuffix("s"))
    return tuple(dict.fromkeys(forms))


def _guessed(word: str) -> Forms:
    """The forms of a word that nobody parsed."""
    lower = word.lower()
    return tuple(dict.fromkeys((word, lower, lower.removesuffix("s"), lower.removesuffix("es"))))


# ---------------------------------------------------------------------- clauses and sides


def clause(trigger: Token) -> frozenset[int]:
    """The numbers of the tokens of the act's own clause within reach, what was said or demanded included."""
    top = trigger
    while top.pos_ not in VERBAL and top.head.i != top.i and top.dep_ not in ELSEWHERE:
        top = top.head
    inside: set[int] = set()
    stack = [top]
    while stack:
        current = stack.pop()
        if current.i in inside:
            continue
        inside.add(current.i)
        stack.extend(
            child
            for child in current.children
            if abs(child.i - trigger.i) <= REACH
            and child.dep_ not in ELSEWHERE
            and not (child.dep_ == "conj" and child.pos_ in VERBAL)
        )
    return frozenset(inside)


def applies(
    default: Default, type_: str, mode: str | None, actors: Sequence[Entity], recipients: Sequence[Entity]
) -> bool:
    """Whether an act of that type and mode between those sides has the context without further words."""
    if default.acts and (type_, "") not in default.acts and (type_, mode or NO_MODE) not in default.acts:
        return False
    sides = ((default.actor, actors), (default.recipient, recipients), (default.side, (*actors, *recipients)))
    if any(wanted and not any(wanted & _marks(entity) for entity in entities) for wanted, entities in sides):
        return False
    if default.reach is None:
        return True
    codes = {entity.code for entity in (*actors, *recipients)}
    return len(codes - {None}) > 1 if default.reach == "abroad" else len(codes) == 1 and None not in codes


def bearer(default: Default, actors: Sequence[Entity], recipients: Sequence[Entity]) -> tuple[int, int] | None:
    """The words of the side that bears out a default which asks for sides alone; None for one that asks for an act."""
    if default.acts:
        return None
    sides = ((default.actor, actors), (default.recipient, recipients), (default.side, (*actors, *recipients)))
    return next(
        (
            (entity.start, entity.end)
            for wanted, entities in sides
            for entity in entities
            if wanted & _marks(entity) and entity.start is not None and entity.end is not None
        ),
        None,
    )


def _marks(entity: Entity) -> frozenset[str]:
    return frozenset((*entity.sectors, entity.organization or ""))
