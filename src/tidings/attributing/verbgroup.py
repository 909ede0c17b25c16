"""What a verb says of its own act by auxiliaries, tense, aspect and negation, before any clause around it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.attributing.tree import Tree
from tidings.knowledge.factuality import FactualityWords
from tidings.records import Cue, Status

BE, HAVE = "be", "have"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


@dataclass(frozen=True, slots=True)
class Own:
    """A verb group's own status; None when it has none of its own (infinitives, participles)."""

    status: Status | None
    cues: tuple[Cue, ...] = ()


def own_status(
    tree: Tree, words: FactualityWords, i: int, *, reported: bool, headline: bool, telling: frozenset[str]
) -> Own:
    """The status that the verb group around token ``i`` gives by itself.

    ``reported``: it stands in reported speech in the past, where *would* is a future.  ``headline``: the simple
    present tells what happened, and *to* plus infinitive what will.  ``telling``: verbs whose simple present tells a
    single act (*he condemns*), not a state.
    """
    negation = negated_by(tree, words, i)
    if negation is not None:
        return Own(Status.DENIED, (_cue(tree, "status:negation", negation),))
    auxiliaries = [c for c in tree.children[i] if tree.deps[c] in ("aux", "auxpass")]
    for a in auxiliaries:
        modal = words.auxiliaries.get(tree.lower[a]) if tree.tags[a] == "MD" else None
        if modal is not None:
            status = modal.reported if reported else modal.status
            have = any(tree.lemmas[c] == HAVE for c in auxiliaries)
            if have and status in (Status.POSSIBLE, Status.REQUIRED) and tree.lower[a] in ("would", "should", "could"):
                status = Status.DENIED if tree.lower[a] != "could" else Status.POSSIBLE
            elif have and tree.lower[a] == "must":
                status = Status.POSSIBLE
            if status is Status.PLANNED and _conditional(tree, words, i):
                status = Status.POSSIBLE
            return Own(status, (_cue(tree, modal.where, a),))
    return _tensed(tree, words, i, auxiliaries, headline=headline, telling=telling)


def _tensed(
    tree: Tree, words: FactualityWords, i: int, auxiliaries: list[int], *, headline: bool, telling: frozenset[str]
) -> Own:
    first = auxiliaries[0] if auxiliaries else i
    tag = tree.tags[first]
    if any(tree.tags[a] == "TO" for a in auxiliaries):
        if headline and tree.heads[i] == i:
            return Own(Status.PLANNED, (_cue(tree, "status:headline-infinitive", first),))
        return Own(None)
    if tag not in FINITE:
        if tree.tags[i] == "VBG" and tree.lower[first] == "been":
            return Own(Status.ONGOING, (_cue(tree, "status:progressive", first),))
        return Own(Status.HAPPENED if headline and tag == "VBN" else None)
    be = next((a for a in auxiliaries if tree.lemmas[a] == BE), None)
    present = tag in ("VBZ", "VBP")
    if tree.tags[i] == "VBG" and be is not None and (present or tree.lower[be] == "been"):
        return Own(Status.ONGOING, (_cue(tree, "status:progressive", be),))
    if any(tree.lower[c] == "being" for c in auxiliaries) and present:
        return Own(Status.ONGOING, (_cue(tree, "status:progressive", first),))
    if tree.lemmas[first] == HAVE and present and first != i:
        lasting = next((c for c in tree.children[i] if tree.lower[c] in words.lasting), None)
        if lasting is not None:
            return Own(Status.ONGOING, (_cue(tree, "status:lasting", lasting),))
        return Own(Status.HAPPENED)
    if present and not headline and tree.lemmas[i] not in telling:
        return Own(Status.ONGOING, (_cue(tree, "status:present", first),))
    return Own(Status.HAPPENED)


def negated_by(tree: Tree, words: FactualityWords, i: int) -> int | None:
    """The token that negates the verb: an adverb, or a negative subject or object."""
    for c in tree.children[i]:
        word, dep = tree.lower[c], tree.deps[c]
        if word in words.negators and dep in ("neg", "advmod", "preconj", "cc") and not _pseudo(tree, words, c):
            if dep == "cc" and word != "nor":
                continue
            return c
        if dep in (*SUBJECTS, "dobj", "attr", "agent"):
            if word in words.quantifiers:
                return c
            for d in tree.children[c]:
                if tree.deps[d] == "det" and tree.lower[d] in words.quantifiers:
                    return d
    return None


def _pseudo(tree: Tree, words: FactualityWords, i: int) -> bool:
    return i + 1 < tree.size and tree.lower[i + 1] in words.pseudo_negations


def _conditional(tree: Tree, words: FactualityWords, i: int) -> bool:
    """Whether the verb hangs on an *if* or *unless* clause."""
    for c in tree.children[i]:
        if tree.deps[c] == "advcl":
            for d in tree.children[c]:
                if tree.deps[d] == "mark" and tree.lower[d] in ("if", "unless") and words.clause_connectives:
                    return True
    return False


def _cue(tree: Tree, rule: str, i: int) -> Cue:
    return Cue(rule=rule, start=tree.starts[i], end=tree.ends[i])
