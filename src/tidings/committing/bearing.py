"""How words bear on a commitment that hangs on them: who makes, invokes, keeps, breaches or leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tidings.committing.naming import Naming
from tidings.committing.parties import VERBS, Who, conjuncts
from tidings.knowledge.commitments import BearingCue, CommitmentWords
from tidings.records import Bearing, Entity

_CLIMBS = 6  # from a commitment to the word that bears on it, through its parts
_RELATIVE = frozenset({"which", "that", "what"})
_PARTICLES = frozenset({"out", "up", "back", "off", "away", "on", "down"})
_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A word that bears on a commitment, and who acts so."""

    token: Token
    cue: BearingCue
    bearing: Bearing
    by: tuple[Entity, ...]
    partners: tuple[Entity, ...]


class Bearings:
    """Finds what bears on a commitment; keeps nothing of an article."""

    def __init__(self, words: CommitmentWords) -> None:
        self._words = words

    def of(self, naming: Naming, who: Who) -> list[Found]:
        """Give the words that bear on a commitment, each once, in the order of the text."""
        found: dict[int, Found] = {}
        for token, through in [*self._routes(naming.head), *_relatives(naming.head)]:
            cue = self._cue(token, through)
            if cue is not None:
                found.setdefault(token.i, self._found(token, cue, who))
        return [found[i] for i in sorted(found)]

    def _found(self, token: Token, cue: BearingCue, who: Who) -> Found:
        makes = cue.bearing is Bearing.MAKES
        return Found(
            token=token,
            cue=cue,
            bearing=self._turned(token, cue.bearing),
            by=who.doers(token),
            partners=who.partners(token) if makes else (),
        )

    def _turned(self, token: Token, bearing: Bearing) -> Bearing:
        above = token.head
        if bearing is Bearing.KEEPS and above.lemma_.lower() in self._words.turns and token.dep_ in {"xcomp", "acl"}:
            return Bearing.BREACHES
        return bearing

    def _cue(self, token: Token, through: str) -> BearingCue | None:
        if token.pos_ == "ADP" or token.dep_ == "prep":
            cues = self._words.bearings.get(through, ())
            return next((cue for cue in cues if cue.pos == "preposition"), None)
        kind = _CLASSES.get(token.pos_, "")
        for cue in self._words.bearings.get(token.lemma_.lower(), ()):
            fits = cue.pos == kind or (cue.pos == "adjective" and token.tag_ == "VBN")
            if fits and through in cue.through and (not cue.after or _preposition(token) in cue.after):
                return cue
        return None

    def _routes(self, head: Token) -> Iterator[tuple[Token, str]]:
        """Words that a commitment hangs on, and by what; up through its parts to the first that bears on it."""
        token = head
        for _ in range(_CLIMBS):
            while token.dep_ == "conj" and token.head.i < token.i:
                token = token.head
            step = _above(token)
            if step is None:
                return
            above, through, preposition = step
            joint = _with_particle(above, through) if preposition is not None else through
            for joined in _verbs(above):
                yield joined, joint
            if self._cue(above, joint) is not None:
                return
            if above.lemma_.lower() in self._words.parts and above.pos_ in {"NOUN", "PROPN"}:
                token = above
                continue
            if preposition is not None:
                yield preposition, through
            return


def _above(token: Token) -> tuple[Token, str, Token | None] | None:
    """The word that a noun hangs on, by what, and the preposition if it is one."""
    head, dep = token.head, token.dep_
    if head == token:
        return None
    if dep in {"dobj", "nsubjpass", "oprd"}:
        return head, "object", None
    if dep in {"compound", "nmod", "amod"} and head.i > token.i:
        return head, "compound", None
    if dep == "poss":
        return head, "of", None
    if dep != "pobj":
        return None
    words, preposition = head.lower_, head
    while head.head != head and head.dep_ in {"prep", "pcomp"} and head.head.pos_ in {"ADP", "SCONJ", "ADV"}:
        head = head.head
        words = f"{head.lower_} {words}"
    return head.head, words, preposition


def _with_particle(verb: Token, through: str) -> str:
    """*pulled out* … *of the pact*: a verb's particle belongs to what ties the two."""
    if verb.pos_ not in VERBS:
        return through
    particle = next((c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"} and c.lower_ in _PARTICLES), "")
    return f"{particle} {through}" if particle else through


def _verbs(token: Token) -> list[Token]:
    """A verb, and verbs joined to it that share the object: *signed and ratified the pact*."""
    if token.pos_ not in VERBS:
        return [token]
    shared = [token.head] if token.dep_ == "conj" and not _has_object(token.head) else []
    return [token, *(verb for verb in shared if verb.pos_ == "VERB")]


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in {"dobj", "ccomp", "prep", "nsubjpass"} for c in verb.children)


def _relatives(head: Token) -> Iterator[tuple[Token, str]]:
    """Verbs of clauses about a noun: *the pact that Peru violated*, *the pact signed in Lima*."""
    for clause in head.children:
        if clause.dep_ == "acl" and clause.tag_ in {"VBN", "VBD"}:
            yield from ((verb, "object") for verb in conjuncts(clause))
        elif clause.dep_ == "relcl":
            yield from ((verb, through) for verb in conjuncts(clause) for through in _gap(verb))


def _gap(verb: Token) -> Iterator[str]:
    for child in verb.children:
        if child.lower_ in _RELATIVE and child.dep_ in {"dobj", "nsubjpass"}:
            yield "object"
        elif child.dep_ == "prep" and any(c.lower_ in _RELATIVE for c in child.children):
            yield child.lower_
    if not any(c.dep_ in {"dobj", "nsubjpass"} or c.lower_ in _RELATIVE for c in verb.children):
        yield "object"  # "the pact Peru violated"
        yield from (c.lower_ for c in verb.children if c.dep_ == "prep" and not list(c.children))


def _preposition(noun: Token) -> str:
    return noun.head.lower_ if noun.dep_ == "pobj" else ""
