"""Who: the actors at tokens, at phrases that name a commitment, and behind words that bear on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tidings.records import ActorKind, Analysis, Entity, Reference

VERBS = frozenset({"VERB", "AUX"})
_DEEPEST = 8  # steps up a parse; more than real clauses need
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BETWEEN = frozenset({"between", "with", "among", "amongst"})
_PRIVATE = frozenset({"MNC", "NGO"})
_BUSINESS = frozenset({"BUS", "EDU", "CVL", "JUD", "JRN", "CRM", "LAB", "REL", "ANA", "WIT", "PTY"})
_DASHES = frozenset("-\N{EN DASH}\N{HYPHEN}")
_TOWN = "who.name.capital"
_NAMES = frozenset({_TOWN, "who.name.name", "who.name.demonym", "who.name.organization"})
_SIDES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.MODIFIER})
_MOVING = frozenset({"on", "upon", "to", "for", "with"})  # "called on Peru to keep the pact"
_NEAR = 9  # tokens before a noun that may belong to its name
_DONE = frozenset({"VBN", "VBD"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})


class Who:
    """The actors of one article, by token."""

    def __init__(self, analysis: Analysis) -> None:
        self._references = analysis.references
        self._antecedents = analysis.antecedents
        self._circumstances = {p.start for p in analysis.places if (p.feature or "").startswith("PPL")}
        self._circumstances |= {time.start for time in analysis.times}

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
        found = [reference.entity for reference in self._modifying(head)]
        for child in head.lefts:
            if child.dep_ == "poss":
                found += self.at(child)
        for preposition in _between(head):
            found += [e for below in preposition.children if below.dep_ == "pobj" for e in self.at(below)]
        return distinct(found)

    def naming(self, head: Token) -> set[int]:
        """The tokens before a head that name its parties."""
        return {i for reference in self._modifying(head) for i in range(reference.first, reference.last)}

    def _modifying(self, head: Token) -> Iterator[Reference]:
        """Parties before a noun, by the order of words, which stands where the parse of a compound fails."""
        found = [r for token in _run_before(head) if (r := self._references.get(token.i)) and self._is_party(r)]
        towns = [reference for reference in found if reference.cue.rule == _TOWN]
        for reference in found:
            # "the Paris accord" is where it was made; of "the Moscow-Beijing pact" both are parties
            if reference not in towns or (len(towns) == len(found) > 1):
                yield reference

    @staticmethod
    def _is_party(reference: Reference) -> bool:
        entity = reference.entity
        return (
            entity.code is not None
            and entity.organization != "UNO"  # its conventions are its members'
            and reference.kind in _SIDES
            and reference.cue.rule in _NAMES
        )

    def is_circumstance(self, token: Token) -> bool:
        """Whether a token begins the name of a town or an expression of time: what no name ends with."""
        return token.idx in self._circumstances

    def doers(self, cue: Token) -> tuple[Entity, ...]:
        """Who does what a word says."""
        found = _doers(cue, _DEEPEST)
        if cue.pos_ in _NOUNS and all(token.pos_ == "PRON" and not self.at(token) for token in found):
            found = _above(cue, _DEEPEST)  # "Peru announced its exit": whose, is told by the clause
        return distinct([e for token in found for e in self.at(token)])

    def partners(self, verb: Token) -> tuple[Entity, ...]:
        """With whom a verb's subject does it."""
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in _BETWEEN]
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


def is_public(entity: Entity) -> bool:
    """Whether an entity acts for a state, a bloc or a movement, and not for a firm or for itself."""
    return entity.organization not in _PRIVATE and _BUSINESS.isdisjoint(entity.sectors)


def _between(head: Token) -> Iterator[Token]:
    """Prepositions that tell the parties, also where they hang on what a noun is about."""
    for child in head.children:
        if child.dep_ != "prep" or child.i < head.i:
            continue
        if child.lower_ in _BETWEEN:
            yield child
        else:
            yield from (c for below in child.children for c in below.children if c.lower_ in _BETWEEN)
    # "invoked its treaty with Peru": the parser may hang it on the verb
    yield from (c for c in head.head.children if c.lower_ in _BETWEEN and c.dep_ == "prep" and c.i == head.i + 1)


def _run_before(head: Token) -> list[Token]:
    """Nouns, adjectives and dashes right before a noun, in order, without who only brokered it (*US-brokered*)."""
    found: list[Token] = []
    brokered = False
    for token in reversed(head.doc[max(head.sent.start, head.i - _NEAR) : head.i]):
        if token.text in _DASHES:
            continue
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} and token.tag_ not in _DONE:
            break
        after = token.nbor()
        if not (brokered and after.text in _DASHES):
            found.insert(0, token)
            brokered = token.tag_ in _DONE or token.lower_ in {"style", "based"}
    return [token for token in found if token.tag_ not in _DONE]


def _doers(cue: Token, steps: int) -> list[Token]:
    if steps == 0:
        return []
    if cue.pos_ in VERBS:
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
    own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.lower_ not in {"which", "that", "who"}]
    if own:
        return own
    head = verb.head
    if verb.dep_ in {"relcl", "acl"}:
        return [head]
    if verb.dep_ == "xcomp" and head.pos_ in VERBS:
        objects = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.pos_ in _NOUNS]
        called = [c for p in head.children if p.dep_ == "prep" and p.lower_ in _MOVING for c in p.children]
        return objects or [c for c in called if c.dep_ == "pobj" and c.i < verb.i] or _doers(head, steps - 1)
    return _above(verb, steps)


def _above(token: Token, steps: int) -> list[Token]:
    """Who acts in the clause above: *accused Peru of breaches*, *Peru is in breach*, *Peru announced its exit*."""
    head, between = token.head, ""
    while head.dep_ in {"prep", "pcomp"} or head.pos_ == "ADP":
        between = head.lower_
        if head.head == head:
            return []
        head = head.head
    if head == token or token.dep_ in {*_SUBJECTS, "oprd"}:
        return []
    if head.pos_ in VERBS and between in {"of", "for", "from"}:
        objects = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
        if objects:
            return objects
    return _doers(head, steps - 1)
