"""What the words above a clause or noun say of the act in it: complements, purposes, conditions, governing nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tidings.attributing.tree import Tree, content_clause
from tidings.knowledge.factuality import Connective, Effect, FactualityWords, Signature
from tidings.records import Cue, Status

UNREAL = frozenset({Status.PLANNED, Status.POSSIBLE, Status.REQUIRED, Status.DENIED})


@dataclass(frozen=True, slots=True)
class Context:
    """The status that an act is put into from above, None when it is left to speak for itself."""

    status: Status | None
    cues: tuple[Cue, ...] = ()


FREE = Context(None)


def combine(outer: Status | None, own: Status | None) -> Status:
    """The status of an act that has ``own`` by itself and stands in ``outer``."""
    if outer is None or own is Status.DENIED:
        return own or Status.HAPPENED
    if own is None or outer is Status.DENIED:
        return outer
    if outer in (Status.POSSIBLE, Status.REQUIRED):
        return outer
    if outer is Status.PLANNED:
        return Status.PLANNED if own in (Status.HAPPENED, Status.ONGOING) else own
    return outer if own is Status.HAPPENED else own


class Contexts:
    """Reads contexts off a tree, given the statuses already found for the tokens above."""

    def __init__(self, tree: Tree, words: FactualityWords, found: list[Status | None]) -> None:
        self.tree = tree
        self.words = words
        self.found = found

    # ------------------------------------------------------------------------------------------------ clauses

    def of_verb(self, i: int) -> Context:
        """The context of a verb that is no conjunct."""
        tree, head, dep = self.tree, self.tree.heads[i], self.tree.deps[i]
        frame = self.frame(i)
        if dep == "relcl" and tree.pos[head] == "NOUN" and (frame == "to" or content_clause(tree, i)):
            return self._under_noun(i, head, frame)
        if head == i or dep in ("relcl", "parataxis"):
            return FREE
        if dep == "advcl" or any(tree.deps[c] == "mark" for c in tree.children[i]):
            connective = self._connective(i)
            if connective is not None:
                return self._from_effect(connective.effect, head, connective.where, i)
        if tree.pos[head] == "AUX":
            predicate = tree.child(head, "acomp")
            if predicate is not None and (tree.lower[predicate], frame) in self.words.adjectives:
                return self._under_adjective(predicate, frame)
        if tree.pos[head] in ("VERB", "AUX"):
            return self._under_verb(i, head, dep, frame)
        if tree.pos[head] == "ADJ":
            return self._under_adjective(head, frame)
        if dep == "pcomp" or tree.pos[head] in ("ADP", "SCONJ"):
            return self._under_preposition(head)
        if dep == "acl":
            return self._under_noun(i, head, frame)
        return FREE

    def frame(self, i: int) -> str:
        """The form of a verb as a complement: to, ing or that."""
        tree = self.tree
        if any(tree.tags[c] == "TO" for c in tree.children[i]):
            return "to"
        auxiliary = any(tree.deps[c] in ("aux", "auxpass") for c in tree.children[i])
        if tree.tags[i] == "VBG" and not auxiliary:
            return "ing"
        return "to" if tree.tags[i] == "VBN" and not auxiliary else "that"

    def _under_verb(self, i: int, head: int, dep: str, frame: str) -> Context:
        signature, word = self._signature(head, frame)
        if signature is not None and (dep != "advcl" or (frame == "to" and signature.affirmed != "same")):
            if word == "go" and self.tree.tags[head] != "VBG":  # "went to see": a purpose, not "is going to"
                return self._purpose(i, head)
            return self._signed(signature, head)
        if frame == "to" and self.tree.tags[i] != "VBN":
            return self._purpose(i, head)
        if frame in ("ing", "to") and dep in ("advcl", "xcomp"):
            return Context(self.found[head] if self.found[head] in UNREAL else None)
        return FREE

    def _purpose(self, i: int, head: int) -> Context:
        above = self.found[head]
        status = above if above in (Status.POSSIBLE, Status.DENIED, Status.REQUIRED) else Status.PLANNED
        return Context(status, (self._cue("status:purpose", i),))

    def _under_adjective(self, head: int, frame: str) -> Context:
        signature = self.words.adjectives.get((self.tree.lower[head], frame))
        return self._signed(signature, head) if signature is not None else FREE

    def _under_noun(self, i: int, head: int, frame: str) -> Context:
        claimed = self._claimed(head) if frame == "that" else None
        if claimed is not None:
            return claimed
        signature = self.words.nouns.get((self.tree.lemmas[head], frame))
        if signature is not None:
            return self._signed(signature, head)
        if frame == "to" and self.tree.tags[i] != "VBN":
            return self._purpose(i, head)
        return FREE

    def _claimed(self, noun: int) -> Context | None:
        """What a verb says of the content of the claim that is its object: *dismissed reports that …*."""
        tree, verb = self.tree, self.tree.heads[noun]
        if tree.lemmas[noun] not in self.words.claims or tree.deps[noun] not in ("dobj", "nsubjpass"):
            return None
        signature, _ = self._signature(verb, "claim")
        return self._signed(signature, verb) if signature is not None else None

    def _under_preposition(self, preposition: int) -> Context:
        told = self._governed(preposition, self.words.clause_connectives)
        if told is not None:
            return told
        governor = self.tree.heads[preposition]
        if self.tree.lower[preposition] in ("by", "in"):
            return Context(self.found[governor] if self.found[governor] in UNREAL else None)
        return FREE

    # ------------------------------------------------------------------------------------------------ nouns

    def of_noun(self, i: int) -> Context:
        """The context of a noun that is no conjunct: its modifiers first, then what governs it."""
        tree = self.tree
        for c in reversed(tree.children[i]):
            modifier = self.words.modifiers.get(tree.lower[c])
            if modifier is not None and tree.deps[c] in ("amod", "det", "compound", "nmod", "acl"):
                return Context(modifier.status, (self._cue(modifier.where, c),))
        for c in tree.children[i]:
            if tree.deps[c] in ("acl", "amod") and tree.pos[c] in ("VERB", "ADJ"):
                signature = self.words.verbs.get((tree.lemmas[c], "object")) if tree.tags[c] == "VBN" else None
                if tree.lower[c] == "due":
                    return Context(Status.PLANNED, (self._cue("status:due", c),))
                if signature is not None and isinstance(signature.affirmed, Status):
                    return Context(signature.affirmed, (self._cue(signature.where, c),))
        head, dep = tree.heads[i], tree.deps[i]
        if dep in ("dobj", "nsubjpass"):
            return self._object(i, head)
        if dep == "nsubj" and tree.pos[head] in ("VERB", "AUX"):
            signature, _ = self._signature(head, "subject")
            return self._signed(signature, head) if signature is not None else FREE
        if dep in ("attr", "compound", "appos", "oprd"):
            return Context(self.found[head] if self.found[head] in UNREAL and dep != "appos" else None)
        if dep == "pobj":
            return self._prepositional(i, head)
        return FREE

    def _object(self, i: int, verb: int) -> Context:
        signature, _ = self._signature(verb, "object")
        if signature is not None:
            return self._signed(signature, verb)
        above = self.found[verb]
        if above in UNREAL and not self._definite(i):
            return Context(above)
        return FREE

    def _prepositional(self, i: int, preposition: int) -> Context:
        told = self._governed(preposition, self.words.noun_connectives)
        if told is not None:
            return told
        governor, word = self.tree.heads[preposition], self.tree.lower[preposition]
        above = self.found[governor]
        if above not in UNREAL:
            return FREE
        if self.tree.pos[governor] in ("VERB", "AUX"):
            loose = word == "for" or (word in ("in", "at", "to", "into", "with", "on") and not self._definite(i))
            return Context(above) if loose else FREE
        return Context(above) if word == "of" else FREE

    def _definite(self, i: int) -> bool:
        tree = self.tree
        return any(
            tree.deps[c] == "poss" or (tree.deps[c] == "det" and tree.lower[c] in ("the", "this", "that", "these"))
            for c in tree.children[i]
        )

    # ------------------------------------------------------------------------------------------------ words

    def _signature(self, verb: int, frame: str) -> tuple[Signature | None, str]:
        tree, verbs = self.tree, self.words.verbs
        word = tree.verb_word(verb)
        if frame == "to" and word == "have" and any(tree.lower[c] == "yet" for c in tree.children[verb]):
            word = "have yet"
        found = verbs.get((word, frame))
        if found is None and " " in word:
            word = tree.lemmas[verb]
            found = verbs.get((word, frame)) if frame not in ("object", "subject", "claim") else None
        return found, word

    def _governed(self, preposition: int, connectives: Mapping[str, tuple[Connective, ...]]) -> Context | None:
        """What a preposition, or the word that it hangs on, says of what follows it; None if neither says anything."""
        governor, word = self.tree.heads[preposition], self.tree.lower[preposition]
        connective = self._connective_at(preposition, connectives)
        if connective is not None:
            return self._from_effect(connective.effect, governor, connective.where, preposition)
        claimed = self._claimed(governor) if word == "of" else None
        if claimed is not None:
            return claimed
        signature = self._governing(governor, word)
        return self._signed(signature, governor) if signature is not None else None

    def _governing(self, governor: int, preposition: str) -> Signature | None:
        kind = self.tree.pos[governor]
        if kind in ("VERB", "AUX"):
            return self._signature(governor, preposition)[0]
        if kind == "ADJ":
            return self.words.adjectives.get((self.tree.lower[governor], preposition))
        return self.words.nouns.get((self.tree.lemmas[governor], preposition))

    def _signed(self, signature: Signature, at: int) -> Context:
        above = self.found[at]
        cue = self._cue(signature.where, at)
        if above is Status.DENIED:
            effect = signature.negated
        elif above is Status.POSSIBLE and signature.affirmed != "own":
            effect = Status.POSSIBLE
        else:
            effect = signature.affirmed
        if effect == "own":
            return FREE
        if effect == "same":
            return Context(above, (cue,))
        return Context(effect, (cue,))

    def _from_effect(self, effect: Effect, governor: int, where: str, at: int) -> Context:
        if effect == "own":
            return FREE
        status = self.found[governor] if effect == "same" else effect
        return Context(status, (self._cue(where, at),))

    def _connective(self, i: int) -> Connective | None:
        for c in self.tree.children[i]:
            if self.tree.deps[c] in ("mark", "advmod", "cc") and c < i:
                found = self._connective_at(c, self.words.clause_connectives)
                if found is not None:
                    return found
        return None

    def _connective_at(self, i: int, table: Mapping[str, tuple[Connective, ...]]) -> Connective | None:
        for connective in table.get(self.tree.lower[i], ()):
            first = i - len(connective.words) + 1
            if first >= 0 and tuple(self.tree.lower[first : i + 1]) == connective.words:
                return connective
        return None

    def _cue(self, rule: str, i: int) -> Cue:
        return Cue(rule=rule, start=self.tree.starts[i], end=self.tree.ends[i])
