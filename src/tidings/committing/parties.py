"""Who: the actors at tokens, at phrases that name a commitment, and behind words that bear on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tidings.records import Analysis, Entity, Reference

_DEEPEST = 8  # steps up a parse; more than real clauses need
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
BETWEEN = frozenset({"between", "with", "among", "amongst"})
_PREMODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})
_GOVERNING = frozenset({"VERB", "AUX"})


class Who:
    """The actors of one article, by token."""

    def __init__(self, analysis: Analysis) -> None:
        self._references = analysis.references
        self._antecedents = analysis.antecedents
        self._towns = {p.start for p in analysis.places if (p.feature or "").startswith("PPL")}

    def at(self, token: Token) -> tuple[Entity, ...]:
        """The actors at a token and its conjuncts; those that it takes up where it takes up several."""
        found = [entity for member in conjuncts(token) for entity in self._one(member)]
        return distinct(found)

    def _one(self, token: Token) -> Iterator[Entity]:
        taken_up = self._antecedents.get(token.i, ())
        if len(taken_up) > 1 or (taken_up and token.i not in self._references):
            yield from (self._references[i].entity for i in taken_up if i in self._references)
        elif token.i in self._references:
            yield self._references[token.i].entity

    def of_name(self, head: Token) -> tuple[Entity, ...]:
        """The parties that a name itself tells: possessors, modifiers, *between*, *with* and *among*."""
        found: list[Entity] = []
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in BETWEEN:
                found += [e for below in child.children if below.dep_ == "pobj" for e in self.at(below)]
            elif child.i < head.i and child.dep_ == "poss":
                found += self.at(child)
        return distinct([*(reference.entity for reference in self._modifying(head)), *found])

    def naming(self, head: Token) -> set[int]:
        """The tokens before a head that name its parties."""
        return {i for reference in self._modifying(head) for i in range(reference.first, reference.last)}

    def _modifying(self, head: Token) -> Iterator[Reference]:
        tokens = list(_modifiers(head))
        placed = [token for token in tokens if token.i in self._references and not self._is_agent(token)]
        towns = [token for token in placed if token.idx in self._towns]
        for token in placed:
            # "the Paris accord" is where it was made; of "the Moscow-Beijing pact" both are parties
            if token not in towns or (len(towns) > 1 and len(placed) == len(towns)):
                yield self._references[token.i]

    @staticmethod
    def _is_agent(token: Token) -> bool:
        """Whether a name only says by whom: *US-brokered*."""
        return token.head.tag_ in {"VBN", "VBD"} or any(
            after.tag_ in {"VBN", "VBD"} and after.text != token.text
            for after in token.doc[token.i + 1 : token.i + 3]
            if after.idx and token.doc[token.i + 1].text in "-\N{EN DASH}\N{HYPHEN}"
        )

    def doers(self, cue: Token) -> tuple[Entity, ...]:
        """Who does what a word says."""
        return distinct([e for token in _doers(cue, _DEEPEST) for e in self.at(token)])

    def partners(self, verb: Token) -> tuple[Entity, ...]:
        """With whom a verb's subject does it."""
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in BETWEEN]
        return distinct([e for prep in preps for c in prep.children if c.dep_ == "pobj" for e in self.at(c)])


def conjuncts(token: Token) -> list[Token]:
    """The token and all that are joined to it."""
    found = [token]
    for member in found:
        found.extend(child for child in member.children if child.dep_ == "conj" and child.i > member.i)
    return found


def distinct(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """One entity of each side, the first named; those without a side by their words."""
    found: dict[tuple[str, ...], Entity] = {}
    for entity in entities:
        key = side(entity)
        if key is not None:
            found.setdefault(key, entity)
    return tuple(found.values())


def side(entity: Entity) -> tuple[str, ...] | None:
    """What two mentions of one party share: its country or organisation, and whether it is armed against it."""
    if entity.code is None:
        return ("", entity.name) if entity.name else None
    return (entity.code, "REB") if "REB" in entity.sectors else (entity.code,)


def _modifiers(head: Token) -> Iterator[Token]:
    waiting = [child for child in head.lefts if child.dep_ in _PREMODIFIERS - {"poss"}]
    while waiting:
        token = waiting.pop(0)
        yield token
        waiting += [c for c in token.children if c.dep_ in _PREMODIFIERS | {"conj", "punct"} and c.i < head.i]


def _doers(cue: Token, steps: int) -> list[Token]:
    if steps == 0:
        return []
    if cue.pos_ in _GOVERNING:
        return _of_verb(cue, steps)
    own = [c for c in cue.children if c.dep_ == "poss" or (c.dep_ in {"amod", "compound"} and c.tag_ != "NN")]
    own += [c for p in cue.children if p.dep_ in {"prep", "agent"} and p.lower_ == "by" for c in p.children]
    if own:
        return own
    return _above(cue, steps)


def _of_verb(verb: Token, steps: int) -> list[Token]:
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"}
    )
    if passive:
        return [c for p in verb.children if p.lower_ == "by" for c in p.children if c.dep_ == "pobj"]
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ not in {"which", "that", "who"}]
    if own:
        return own
    head = verb.head
    if verb.dep_ in {"relcl", "acl"}:
        return [head]
    if verb.dep_ == "xcomp" and head.pos_ in _GOVERNING:
        objects = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.pos_ in _NOUNS]
        return objects or _doers(head, steps - 1)
    return _above(verb, steps)


def _above(token: Token, steps: int) -> list[Token]:
    """Who acts in the clause above: *accused Peru of breaches*, *Peru is in breach*, *Peru announced its exit*."""
    head, between = token.head, ""
    while head.dep_ in {"prep", "pcomp"} or head.pos_ == "ADP":
        between = head.lower_
        if head.head is head:
            return []
        head = head.head
    if head is token or token.dep_ in SUBJECTS:
        return []
    if head.pos_ in _GOVERNING and between in {"of", "for", "from"}:
        objects = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
        if objects:
            return objects
    return _doers(head, steps - 1)
