"""How many: which of the article's quantities belong to an act."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from spacy.tokens import Token

from tidings.records import Analysis, Quantity

_NOUN_STEPS: Final = 4  # "100 tonnes of bags of rice": how many nouns lie between a number and its act at most
_STEPS: Final = 10
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "ccomp", "conj", "xcomp", "pcomp", "parataxis"})


class Counting:
    """The quantities of one article by the words they hang on; made once an article."""

    def __init__(self, analysis: Analysis) -> None:
        self._doc = analysis.doc
        starts = [token.idx for token in analysis.doc]
        self._placed: list[tuple[Quantity, Token]] = []
        for quantity in analysis.quantities:
            first = max(0, bisect_right(starts, quantity.start) - 1)
            last = max(0, bisect_right(starts, quantity.end - 1) - 1)
            root = next(
                (self._doc[i] for i in range(first, last + 1) if not first <= self._doc[i].head.i <= last), None
            )
            self._placed.append((quantity, root or self._doc[last]))

    def of(
        self, predicate: Token, arguments: Collection[Token] = (), carrier: Token | None = None
    ) -> tuple[Quantity, ...]:
        """The quantities that an act counts: of its arguments, its object's measure, or those it harmed."""
        sentence = predicate.sent
        wanted = {token.i for token in arguments}
        return tuple(
            quantity
            for quantity, root in self._placed
            if sentence.start <= root.i < sentence.end
            and (root.i in wanted or _reaches(root, predicate, carrier) or _modified(root, predicate))
        )


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
