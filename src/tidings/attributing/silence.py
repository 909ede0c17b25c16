"""Who is said not to have reported an act, and which act is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tidings.attributing.sources import source_of_verb
from tidings.attributing.tree import Tree
from tidings.attributing.verbgroup import negated_by
from tidings.knowledge.attribution import AttributionWords, Silencing
from tidings.knowledge.factuality import FactualityWords
from tidings.records import Cue

DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
DEFINITE = DEMONSTRATIVES | {"the"}
TOLD_WITHIN = 2  # sentences back
VAGUE = frozenset({"this", "that", "it", "any", "these", "those", "which", "matter", "none"})


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that kept silent (its head token) on some tokens, and why."""

    source: int
    tokens: frozenset[int]
    cue: Cue


def silences(tree: Tree, words: AttributionWords, factuality: FactualityWords) -> list[Silence]:
    """All that a document says about who did not report what."""
    return list(_find(tree, words, factuality))


def _find(tree: Tree, words: AttributionWords, factuality: FactualityWords) -> Iterator[Silence]:
    source: int | None
    verb: int | None
    for i, kind in enumerate(tree.pos):
        if kind == "VERB":
            entry = words.silent_verbs.get(tree.verb_word(i))
            if entry is None or (entry.negated and negated_by(tree, factuality, i) is None):
                continue
            source, verb = source_of_verb(tree, i), i
        elif kind in ("NOUN", "PRON"):
            measured = tree.deps[i] == "pobj" and tree.lower[tree.heads[i]] == "of"  # a minute of silence
            entry = None if measured else words.silent_nouns.get(tree.lemmas[i])
            if entry is None or (entry.negated and not _no(tree, factuality, i)):
                continue
            verb = _governing_verb(tree, i)
            source = source_of_verb(tree, verb) if verb is not None and tree.lower[verb] != "is" else None
        elif kind == "ADJ":
            entry = words.silent_adjectives.get(tree.lower[i])
            verb = _governing_verb(tree, i)
            source = None if entry is None or verb is None else source_of_verb(tree, verb)
        else:
            continue
        if entry is None or source is None or verb is None:
            continue
        tokens = _meant(tree, i, verb, entry)
        if tokens:
            tokens = tokens | set(_told_before(tree, tokens))
            cue = Cue(rule=entry.where, start=tree.starts[i], end=tree.ends[i])
            yield Silence(source, frozenset(tokens - set(tree.subtree(source))), cue)


def _no(tree: Tree, factuality: FactualityWords, i: int) -> bool:
    """Whether the noun is negated by its own determiner or by its verb: *no mention*, *not a word*."""
    near = [c for c in tree.children[i] if tree.deps[c] in ("det", "neg", "advmod", "nummod", "predet", "preconj")]
    if any(tree.lower[c] in factuality.quantifiers or tree.lower[c] in factuality.negators for c in near):
        return True
    if i >= 2 and tree.lower[i - 2] == "not":
        return True
    verb = _governing_verb(tree, i)
    return verb is not None and negated_by(tree, factuality, verb) is not None


def _governing_verb(tree: Tree, i: int) -> int | None:
    return next((a for a in tree.ancestors(i) if tree.pos[a] in ("VERB", "AUX")), None)


def _meant(tree: Tree, i: int, verb: int, entry: Silencing) -> set[int]:
    """The tokens of the act kept silent: the complement, else the clause or sentence that the words take up."""
    for c in (*tree.children[i], *(tree.children[verb] if verb != i else ())):
        dep = tree.deps[c]
        slot = (
            (dep in ("dobj", "nsubjpass") and "object" in entry.frames and verb == i)
            or (dep in ("ccomp", "acl") and "that" in entry.frames)
            or (dep == "prep" and tree.lower[c] in entry.frames)
        )
        if not slot:
            continue
        tokens = set(tree.subtree(c))
        inside = [j for j in tokens if tree.is_word(j) and tree.pos[j] in ("NOUN", "PROPN", "VERB")]
        if inside and not all(tree.lower[j] in VAGUE or _takes_up(tree, j) for j in inside):
            return tokens
    return _taken_up(tree, verb)


def _told_before(tree: Tree, tokens: set[int]) -> Iterator[int]:
    """*made no mention of the troops*: the verb that has told of the troops, in this sentence or the two before."""
    for i in sorted(tokens):
        if tree.pos[i] != "NOUN" or not any(tree.lower[c] in DEFINITE for c in tree.children[i]):
            continue
        first = tree.sentences[max(tree.sentence[i] - TOLD_WITHIN, 0)][0]
        before = [j for j in range(first, i) if tree.lemmas[j] == tree.lemmas[i] and j not in tokens]
        verb = _governing_verb(tree, before[-1]) if before else None
        if verb is not None and verb not in tokens:
            yield verb


def _takes_up(tree: Tree, noun: int) -> bool:
    """Whether a noun only takes up what was said: *this detail*, *that claim*."""
    return any(tree.lower[c] in DEMONSTRATIVES for c in tree.children[noun])


def _taken_up(tree: Tree, verb: int) -> set[int]:
    """*though KCNA did not mention this*: the clause that this one hangs on, else the sentence before."""
    own = set(tree.subtree(verb))
    if tree.heads[verb] != verb and tree.deps[verb] in ("advcl", "relcl", "conj", "ccomp", "parataxis"):
        head = tree.heads[verb]
        return set(tree.subtree(head)) - own
    number = tree.sentence[verb]
    return set(range(*tree.sentences[number - 1])) if number else set()
