"""Relations that the parse shows of one token: conjuncts, particles, agents, prepositional objects."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token


def conjuncts(token: Token) -> tuple[Token, ...]:
    """The token and all that is coordinated with it, in order.

    The parser hangs some conjuncts on an apposition: *with the president, Ana Lopez, and Chad*.
    """
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found.extend(conjuncts(child))
        elif child.dep_ == "appos" and child.pos_ == "PROPN":
            found.extend(conjuncts(child)[1:])
    return tuple(found)


def has_particle(verb: Token, particle: str | None) -> bool:
    """Whether the verb stands with the particle; with None, whether it stands without one that changes its meaning."""
    if particle:
        return any(word.lower_ == particle for word in particles(verb))
    return not any(c.dep_ == "prt" for c in verb.children)


def particles(verb: Token) -> Iterator[Token]:
    """Words that can be the particle of a phrasal verb."""
    for child in verb.children:
        stranded = child.dep_ == "prep" and not any(c.dep_ in {"pobj", "pcomp"} for c in child.children)
        if stranded or (child.dep_ in {"prt", "advmod", "acomp", "oprd"} and child.i > verb.i):
            yield child


def has_child(token: Token, dep: str, word: str) -> bool:
    """Whether a word stands right below the token in a relation."""
    return any(c.dep_ == dep and c.lower_ == word for c in token.children)


def agents(verb: Token) -> tuple[Token, ...]:
    """Who does what a passive says: the objects of its *by*."""
    return tuple(
        t for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)
    )


def prepositional(token: Token) -> dict[str, tuple[Token, ...]]:
    """Objects of the token's own prepositions by preposition; "out of" counts for both words."""
    slots: dict[str, list[Token]] = {}
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "PART"}:
            _collect(child, slots)
    return {k: tuple(v) for k, v in slots.items()}


def _collect(preposition: Token, slots: dict[str, list[Token]]) -> None:
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"}:
            slots.setdefault(preposition.lower_, []).extend(conjuncts(child))
        elif child.dep_ == "prep" or (child.dep_ == "conj" and child.pos_ == "ADP"):
            _collect(child, slots)


def sentence_numbers(doc: Doc) -> list[int]:
    """The number of its sentence for each token."""
    return [number for number, sentence in enumerate(doc.sents) for _ in sentence]
