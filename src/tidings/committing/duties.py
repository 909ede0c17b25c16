"""What a commitment asks, forbids or allows, and on what condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tidings.committing.naming import Naming
from tidings.committing.parties import VERBS, conjuncts
from tidings.knowledge.commitments import CommitmentWords, DutyCue, Force

_RELATIVE = frozenset({"which", "that"})
_UNDER = frozenset({"under", "in", "by", "per", "to", "with", "through"})
_SURE = frozenset({"under", "per"})  # prepositions that put a clause under a commitment, relative pronoun or not
_REACH = 80  # tokens of a duty: no clause that a reader would quote is longer
_OPENING = frozenset({"SPACE", "PUNCT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A duty as token ranges: the word that asks, what is asked, on what condition."""

    cue: Token
    rule: str
    force: Force
    content: tuple[int, int]
    condition: tuple[int, int] | None


class Duties:
    """Finds duties over the parse; keeps nothing of an article."""

    def __init__(self, words: CommitmentWords) -> None:
        self._words = words

    def of(self, naming: Naming) -> list[Asked]:
        """Give what the phrase's clause and the clauses about it ask, in the order of the text."""
        head = naming.head
        found = [*self._asking(head), *self._clauses(head), *self._relative(head), *self._infinitives(head)]
        return list({asked.cue.i: asked for asked in sorted(found, key=lambda a: a.cue.i)}.values())

    def of_pronoun(self, pronoun: Token) -> list[Asked]:
        """Give what *it* asks, where *it* is a commitment."""
        return list(self._asking(pronoun))

    # ------------------------------------------------------------------ the commitment asks

    def _asking(self, naming: Token) -> Iterator[Asked]:
        subject = self._whole(naming)
        above = subject.head
        if subject.dep_ == "nsubj":
            verbs = conjuncts(above)
        elif subject.dep_ == "compound" and above.i == subject.i + 1:  # the parser took the verb for a noun
            verbs = [above]
        else:
            verbs = []
        for verb in verbs:
            yield from self._duty(verb)
        if subject.dep_ == "pobj" and subject.head.lower_ in _UNDER | {"of"}:
            governor = _governor(subject)
            if governor is not None and _is_passive(governor):  # "both sides are obliged under the pact to …"
                yield from self._duty(governor, without=subject.head)

    def _duty(self, verb: Token, without: Token | None = None) -> Iterator[Asked]:
        cue = self._cue(verb)
        if cue is None or any(c.dep_ == "neg" for c in verb.children):
            return
        if cue.through:
            told = next((c for c in verb.children if c.dep_ in {"prep", "prt"} and c.lower_ in cue.through), None)
            if told is None:
                return
            yield from self._asked(verb, f"commitments:{cue.id}", cue.force, list(told.children) or _rest(verb, told))
        elif not any(c.dep_ == "prt" for c in verb.children):
            parts = [c for c in verb.rights if c.dep_ not in {"punct", "cc", "conj"} and c != without]
            yield from self._asked(verb, f"commitments:{cue.id}", cue.force, parts)

    def _cue(self, verb: Token) -> DutyCue | None:
        duties = self._words.duties
        return duties.get(verb.lemma_.lower()) or duties.get(verb.lower_.removesuffix("s"))

    # ------------------------------------------------------------------ clauses under a commitment

    def _clauses(self, head: Token) -> Iterator[Asked]:
        """*Under the pact, Peru must …*, *under the terms of the pact …*."""
        token = self._whole(head)
        if token.dep_ == "pobj" and (token.head.lower_ in _SURE or _is_part_of(token)):
            verb = _governor(token)
            if verb is not None and not (_is_passive(verb) and verb.lemma_.lower() in self._words.duties):
                yield from self._under(verb, token.head)

    def _whole(self, head: Token) -> Token:
        """The part that speaks for a commitment: *the terms of the pact*, *article 5 of the treaty*."""
        while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in self._words.parts:
            head = head.head.head
        return head

    def _relative(self, head: Token) -> Iterator[Asked]:
        """*A pact which obliges …*, *obliging …*, *under which Peru will …*, *in which Peru agreed to …*."""
        for clause in head.children:
            if clause.i < head.i or clause.dep_ not in {"relcl", "acl", "advcl"}:
                continue
            told = [c for c in clause.children if c.dep_ == "nsubj"]
            if (clause.dep_ == "acl" and clause.tag_ == "VBG") or any(c.lower_ in _RELATIVE for c in told):
                for verb in conjuncts(clause):
                    yield from self._duty(verb)
            prep = next((c for c in clause.children if c.dep_ == "prep" and _has_which(c)), None)
            whereby = next((c for c in clause.children if c.lower_ == "whereby"), None)
            if (prep is not None and prep.lower_ in _UNDER) or whereby is not None:
                yield from self._under(clause, prep or whereby)

    def _infinitives(self, head: Token) -> Iterator[Asked]:
        """*An agreement to halt the strikes*."""
        for clause in head.children:
            if clause.dep_ in {"acl", "relcl"} and clause.tag_ == "VB" and clause.i > head.i:
                if any(c.dep_ in {"nsubj", "auxpass"} for c in clause.children):
                    continue
                if any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children):
                    yield from self._asked(clause, "commitments.infinitive", "requires", [clause])

    def _under(self, verb: Token, prep: Token | None) -> Iterator[Asked]:
        for member in conjuncts(verb):
            if member.pos_ not in VERBS:
                continue
            lemma = member.lemma_.lower()
            auxiliary = next((c for c in member.children if self._obliges(c)), None)
            subject = [c for c in member.children if c.dep_ in {"nsubj", "nsubjpass"}]
            if lemma in self._words.promises and any(c.dep_ in {"xcomp", "ccomp", "prep"} for c in member.rights):
                parts = [*subject, *(c for c in member.rights if c.dep_ in {"xcomp", "ccomp", "prep", "dobj"})]
                parts = parts[len(subject) :] if prep is not None and prep.i > member.i else parts
                parts = [part for part in parts if part != prep]
                yield from self._asked(member, "commitments:promise", "requires", parts)
            elif auxiliary is not None:
                forbids = any(c.dep_ == "neg" for c in member.children)
                cue = self._words.auxiliaries[auxiliary.lower_]
                yield from self._asked(
                    auxiliary,
                    f"commitments:{cue.id}",
                    "forbids" if forbids else cue.force,
                    [*subject, member],
                    without=prep,
                )

    def _obliges(self, auxiliary: Token) -> bool:
        if auxiliary.dep_ not in {"aux", "auxpass"} or auxiliary.lower_ not in self._words.auxiliaries:
            return False
        if auxiliary.tag_ == "MD":
            return True
        verb = auxiliary.head  # "is to", "have to"
        return auxiliary.lower_ in {"is", "are", "were", "have"} and any(
            c.dep_ == "aux" and c.lower_ == "to" for c in verb.children
        )

    # ------------------------------------------------------------------ spans

    def _asked(
        self,
        cue: Token,
        rule: str,
        force: Force,
        parts: Sequence[Token],
        *,
        without: Token | None = None,
    ) -> Iterator[Asked]:
        if not parts:
            return
        condition = self._condition([cue, *parts])
        start = min(part.left_edge.i for part in parts)
        end = max(part.right_edge.i for part in parts) + 1
        if without is not None:  # the phrase that names the commitment
            start, end = _outside((start, end), (without.left_edge.i, without.right_edge.i + 1))
        if condition is not None:
            start, end = _outside((start, end), condition)
        end = min(end, start + _REACH)
        doc = cue.doc
        while start < end and (doc[start].pos_ in _OPENING or doc[start].lower_ == "that"):
            start += 1
        while end > start and doc[end - 1].pos_ in _OPENING:
            end -= 1
        if any(t.pos_ in {"VERB", "NOUN", "PROPN"} for t in doc[start:end]):
            yield Asked(cue=cue, rule=rule, force=force, content=(start, end), condition=condition)

    def _condition(self, parts: Sequence[Token]) -> tuple[int, int] | None:
        for token in sorted({t for part in parts for t in part.subtree}, key=lambda t: t.i):
            if token.dep_ == "advcl" and any(
                c.dep_ in {"mark", "advmod"} and c.lower_ in self._words.conditions and c.i < token.i
                for c in token.children
            ):
                return token.left_edge.i, token.right_edge.i + 1
            if token.dep_ == "prep":
                phrase = " ".join(t.lower_ for t in token.doc[token.i : token.i + 5])
                if any(phrase.startswith(words) for words in self._words.condition_phrases):
                    return token.i, token.right_edge.i + 1
        return None


def _governor(noun: Token) -> Token | None:
    """The verb that the preposition above a noun hangs on."""
    head = noun.head
    while head.head != head and (head.dep_ in {"prep", "pcomp"} or head.pos_ == "ADP"):
        head = head.head
        if head.pos_ == "NOUN" and head.dep_ == "pobj":  # "as part of the pact"
            head = head.head
    return head if head.pos_ in VERBS else None


def _is_part_of(token: Token) -> bool:
    return token.head.lower_ == "of" and token.head.head.lower_ == "part" and token.head.head.head.lower_ == "as"


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def _has_which(prep: Token) -> bool:
    return any(c.lower_ in _RELATIVE for c in prep.children)


def _rest(verb: Token, after: Token) -> list[Token]:
    return [c for c in verb.rights if c.i > after.i and c.dep_ not in {"punct", "cc", "conj"}]


def _outside(span: tuple[int, int], hole: tuple[int, int]) -> tuple[int, int]:
    """A span without a hole at its end or start; the longer side of one in its midst."""
    (start, end), (a, b) = span, hole
    if b <= start or a >= end:
        return span
    return (start, max(start, a)) if a - start >= end - b else (min(b, end), end)
