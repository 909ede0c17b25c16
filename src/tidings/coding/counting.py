"""How many: which of the article's quantities belong to an act."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from tidings.knowledge.quantities import QuantityWords
from tidings.records import Analysis, Quantity, Time

_NOUN_STEPS: Final = 4  # "100 tonnes of bags of rice": how many nouns lie between a number and its act at most
_STEPS: Final = 10
CAUSING: Final = frozenset({"in", "by", "from", "during"})
TERM: Final = re.compile(r"P(\d+)([YMWD])")
UNITS: Final = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "ccomp", "conj", "xcomp", "pcomp", "parataxis"})


class Counting:
    """The quantities of one article by the words they hang on; made once an article."""

    def __init__(self, analysis: Analysis, words: QuantityWords) -> None:
        self._doc = analysis.doc
        self._words = words
        self._starts = [token.idx for token in analysis.doc]
        self._placed = [(quantity, self._root(quantity.start, quantity.end)) for quantity in analysis.quantities]
        self._terms = [(term, self._root(term.start, term.end)) for term in _terms(analysis.times)]

    def _root(self, start: int, end: int) -> Token:
        """The word of a span by which it hangs on the rest of the sentence."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(0, bisect_right(self._starts, end - 1) - 1)
        span = range(first, last + 1)
        return next((self._doc[i] for i in span if not first <= self._doc[i].head.i <= last), self._doc[last])

    def of(
        self, predicate: Token, arguments: Collection[Token] = (), carrier: Token | None = None, *, term: bool = False
    ) -> tuple[Quantity, ...]:
        """The quantities that an act counts: of its arguments, its object's measure, or those it harmed.

        ``term``: how long it lasts counts too, as a prison sentence's years do.
        """
        sentence = predicate.sent
        wanted = {token.i for token in arguments}
        verbs = list(self._telling(predicate))
        return tuple(
            quantity
            for quantity, root in (*self._placed, *(self._terms if term else ()))
            if sentence.start <= root.i < sentence.end
            and (
                root.i in wanted
                or _reaches(root, predicate, carrier)
                or _modified(root, predicate)
                or any(_reaches(root, verb, None) for verb in verbs)
            )
        )

    def _telling(self, predicate: Token) -> Iterator[Token]:
        """Verbs that tell how many an act noun is of: *the attack involved three rockets*, *ten died in the attack*."""
        if predicate.pos_ not in ("NOUN", "PROPN"):
            return
        head = predicate.head
        if predicate.dep_ in ("nsubj", "nsubjpass") and _phrasal(head) & self._words.measures:
            yield head
        verb, harms = head.head, self._words.harms
        causes = predicate.dep_ == "pobj" and head.lower_ in CAUSING and verb.pos_ == "VERB"
        if causes and verb.lemma_.lower() in harms:
            yield verb
            if verb.dep_ == "conj" and verb.head.lemma_.lower() in harms:
                yield verb.head


def _phrasal(verb: Token) -> set[str]:
    """The verb's lemma, alone and with its particles."""
    lemma = verb.lemma_.lower()
    return {lemma, *(f"{lemma} {child.lower_}" for child in verb.children if child.dep_ == "prt")}


def _terms(times: Iterable[Time]) -> Iterator[Quantity]:
    """Durations of whole years, months, weeks or days as quantities."""
    for time in times:
        found = TERM.fullmatch(time.value)
        if time.type == "DURATION" and found:
            yield Quantity(value=int(found[1]), of=UNITS[found[2]], text=time.text, start=time.start, end=time.end)


def _modified(noun: Token, predicate: Token) -> bool:
    """Eleven teachers who were *arrested*, rounds of *talks*: the act hangs on what is counted."""
    here = predicate
    if here.dep_ == "pobj" and here.head.lower_ == "of":
        return here.head.head.i == noun.i
    return here.dep_ in ("relcl", "acl") and here.head.i == noun.i


def _reaches(root: Token, predicate: Token, carrier: Token | None) -> bool:
    """Whether the number hangs on the act with no other clause between, but a participle that tells its harm."""
    here, nouns = root, 0
    for _ in range(_STEPS):
        if here.i == predicate.i or (carrier is not None and here.i == carrier.i and root.i != here.i):
            return True
        if here.head.i == here.i:
            return False
        if here.pos_ in ("VERB", "AUX") and here.dep_ in _CLAUSES and here.i != root.i:
            harming = here.dep_ in ("advcl", "acl", "xcomp") and here.tag_ == "VBG"
            if not harming:
                return False
        elif here.pos_ in ("NOUN", "PROPN") and here.i != root.i:
            nouns += 1
            if nouns > _NOUN_STEPS:
                return False
        here = here.head
    return False
