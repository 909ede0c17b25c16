"""Whose words or thoughts a cue gives: the subject, agent, owner or object that a verb or noun leans on."""

from __future__ import annotations

from tidings.attributing.tree import Tree
from tidings.attributing.verbgroup import SUBJECTS

QUOTING = frozenset({"quote", "cite"})
CLAUSAL = frozenset({"xcomp", "advcl", "ccomp"})
AROUND_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})


def source_of_verb(tree: Tree, i: int) -> int | None:
    """The head token of a verb's source, None where the text leaves it out."""
    seen = 0
    while seen < 8:  # a chain of verbs that share one subject: deeper ones are parse errors
        seen += 1
        if tree.child(i, "nsubjpass") is not None or tree.child(i, "auxpass") is not None:
            agent = tree.child(i, "agent")
            return None if agent is None else tree.child(agent, "pobj")
        subject = tree.child(i, "nsubj", "csubj")
        if subject is not None:
            return None if tree.lower[subject] in ("it", "there") and tree.child(i, "acomp") is not None else subject
        head, dep = tree.heads[i], tree.deps[i]
        if head == i:
            return None
        if dep == "acl":
            return head if tree.tags[i] == "VBG" else tree.child(head, "poss")
        if dep == "pcomp":
            verb = tree.heads[head]
            if tree.lemmas[verb] in QUOTING or tree.lemmas[verb] == "describe":
                told = tree.child(verb, "dobj", "nsubjpass")
                return told if told is not None else source_of_verb(tree, verb)
            i = verb
        elif dep in CLAUSAL or dep == "conj":
            told = tree.child(head, "dobj") if dep == "xcomp" else None
            if told is not None and told < i:
                return told
            i = head
        else:
            return None
        if tree.pos[i] not in ("VERB", "AUX"):
            return None
    return None


def source_of_noun(tree: Tree, i: int) -> int | None:
    """The owner of a claim or plan: *Peru's promise*, *criticism by farmers*, *Peru made the claim*."""
    owner = tree.child(i, "poss")
    if owner is not None:
        return owner
    for c in tree.children[i]:
        if tree.deps[c] == "prep" and tree.lower[c] in ("by", "from"):
            return tree.child(c, "pobj")
    head = tree.heads[i]
    if (
        tree.deps[i] == "dobj"
        and tree.pos[head] == "VERB"
        and tree.lemmas[head] in ("make", "issue", "express", "have")
    ):
        return source_of_verb(tree, head)
    return None


def source_span(tree: Tree, head: int) -> list[int]:
    """The source's words: its whole phrase without a possessive mark and without punctuation at either end."""
    words = tree.subtree(head)
    while words and (not tree.is_word(words[-1]) or tree.tags[words[-1]] == "POS"):
        if tree.lower[words[-1]] == ")" and any(tree.lower[w] == "(" for w in words):
            break
        words.pop()
    while words and not tree.is_word(words[0]):
        words.pop(0)
    return words


def cue_span(tree: Tree, i: int, last: int | None = None) -> tuple[int, int]:
    """A verb cue's words as a token range: the verb with its auxiliaries, adverbs, particle, and up to ``last``."""
    start, end = i, i + 1
    around = {c for c in tree.children[i] if tree.deps[c] in AROUND_CUE and tree.tags[c] != "TO"}
    while start - 1 in around:
        start -= 1
    particle = tree.child(i, "prt")
    if particle is not None and particle in (end, end + 1):
        end = particle + 1
    if last is not None and end <= last <= end + 1:
        end = last + 1
    place = tree.child(i, "prep")
    if place == end and tree.lower[place] == "in":
        form = tree.child(place, "pobj")
        if form is not None and tree.lemmas[form] in ("statement", "interview", "email", "speech", "letter"):
            end = form + 1
    return start, end


def has_subject(tree: Tree, i: int) -> bool:
    """Whether a verb has a subject of its own."""
    return tree.child(i, *SUBJECTS) is not None
