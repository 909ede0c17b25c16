"""Noun phrases over the parse: where they begin and end, what modifies, owns and follows their heads."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "quantmod", "advmod"})
_PARTS = MODIFIERS | {"det", "nummod", "poss", "predet"}
# Bounds on chains in the parse, far beyond those of any sentence, so that no scrap of text takes long.
_DEEPEST = 30
_MOST = 60
_NEAREST = 20
NOUNS = frozenset({"NOUN", "PROPN"})


def climb(token: Token) -> Token:
    """The noun that a modifier belongs to, through other modifiers and conjuncts; the token itself if it is none."""
    for _ in range(_DEEPEST):
        top = conjunction_head(token)
        if top.dep_ in MODIFIERS and top.head.i > token.i and top.head.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "PRON"}:
            token = top.head
            if top.head.pos_ == "VERB" and top.head.dep_ not in MODIFIERS:
                return token
        else:
            return token
    return token


def conjunction_head(token: Token) -> Token:
    """The first of the conjuncts that the token stands among."""
    for _ in range(_DEEPEST):
        if token.dep_ != "conj" or token.head.i >= token.i:
            break
        token = token.head
    return token


def conjuncts(token: Token) -> list[Token]:
    """The token and the conjuncts that hang on it, in order."""
    found = [token]
    for member in found:
        if len(found) > _MOST:
            break
        found.extend(child for child in member.children if child.dep_ == "conj")
    return found


def premodifiers(head: Token) -> list[Token]:
    """All words before a head that modify it, theirs and their conjuncts included, in order; no possessors."""
    found: list[Token] = []
    waiting = [head]
    while waiting and len(found) < _MOST:
        for child in list(waiting.pop().lefts)[-_NEAREST:]:
            if child.dep_ in MODIFIERS or child.dep_ == "nummod" or _misread(child):
                found.append(child)
                waiting.append(child)
                for conjunct in conjuncts(child)[1:]:
                    if conjunct.i < head.i:
                        found.append(conjunct)
                        waiting.append(conjunct)
    return sorted(set(found), key=lambda t: t.i)


def _misread(child: Token) -> bool:
    """Whether the parser took a noun right before another for its subject, as it does where no verb follows."""
    noun = child.head
    return child.dep_ == "nsubj" and child.i + 1 == noun.i and noun.pos_ in NOUNS and child.pos_ in NOUNS


def possessor(head: Token) -> Token | None:
    """Whose it is: *Peru* in *Peru's foreign minister*."""
    for child in head.lefts:
        if child.dep_ == "poss":
            return child
    for child in head.lefts:  # the parser hangs some possessors on the first modifier
        if child.dep_ in MODIFIERS:
            for below in child.lefts:
                if below.dep_ == "poss":
                    return below
    return None


def objects(head: Token, prepositions: frozenset[str] | set[str]) -> Iterator[tuple[str, Token]]:
    """Objects of the prepositions that hang on a token, each with its preposition, conjuncts included."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            for below in child.rights:
                if below.dep_ == "pobj":
                    for conjunct in conjuncts(below):
                        yield child.lower_, conjunct
        elif child.dep_ == "conj":
            break


def appositions(head: Token) -> Iterator[Token]:
    """Nouns in apposition to a head, whichever of the two the parser hangs on the other."""
    for child in head.children:
        if child.dep_ == "appos" and (child.pos_ in NOUNS or child.lower_ == "one"):
            yield child
    if head.dep_ == "appos" and head.head.pos_ in NOUNS:
        yield head.head


def extent(head: Token) -> tuple[int, int]:
    """First token and last token (excluded) of the smallest phrase of a head.

    Determiners, possessors and modifiers belong to it; relative clauses, appositions and prepositional phrases do not.
    """
    first = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in _PARTS:
            first = child.left_edge.i
        elif child.dep_ != "punct":
            break
    return first, head.i + 1


def is_plural(head: Token) -> bool:
    """Whether a noun is plural or has conjuncts."""
    return head.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in head.rights)


def clause_verb(token: Token) -> Token | None:
    """The verb whose subject, object or other part a token is."""
    for _ in range(_DEEPEST):
        if token.dep_ == "ROOT":
            break
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None
