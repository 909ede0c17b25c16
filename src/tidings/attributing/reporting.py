"""Who is said to say, write, believe, want or feel what: reporting verbs, nouns and phrases read off the parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tidings.attributing.sources import cue_span, has_subject, source_of_noun, source_of_verb
from tidings.attributing.tree import REACH, Tree, content_clause
from tidings.knowledge.attribution import Attributing, AttributionWords, Phrase, Side, Sort

SET_OFF = (",", '"', "''", "-", "--", "\u2014", "?", "!")
CORE = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg", "dobj", "dative", "prt", "npadvmod"})
AFTER_OBJECT = frozenset({"as", "for", "over", "against", "of", "on", "with", "to", "about", "at"})


@dataclass(slots=True)
class Report:
    """One attribution in the making: token numbers, mutable because quotations are joined to it later.

    ``source`` is the source's head token; ``where`` the data line that knows the cue; ``sort`` what the source is to
    the content; ``hearsay``: the cue is its own source; ``voiceless``: content that is not told in the source's voice.
    """

    cue: int
    words: tuple[int, int]
    source: int | None
    content: set[int]
    sort: Sort
    where: str
    hearsay: bool = False
    quotable: bool = False
    verbatim: bool = False
    addressee: int | None = None
    voiceless: frozenset[int] = frozenset()
    quotations: list[tuple[int, int]] = field(default_factory=list)


def reports(tree: Tree, words: AttributionWords) -> list[Report]:
    """All reports of a document in the order of their cues; those with empty content may still take a quotation."""
    return list(_find(tree, words))


def _find(tree: Tree, words: AttributionWords) -> Iterator[Report]:
    for i, kind in enumerate(tree.pos):
        if kind == "VERB":
            entry = words.verbs.get(tree.verb_word(i)) or words.verbs.get(tree.lemmas[i])
            if entry is not None:
                report = _verb(tree, i, entry, words)
                if report is not None:
                    yield report
        elif kind == "NOUN":
            entry = words.nouns.get(tree.lemmas[i])
            if entry is not None:
                report = _noun(tree, i, entry)
                if report is not None:
                    yield report
        for phrase in words.phrases.get(tree.lower[i], ()):
            if tuple(tree.lower[i : i + len(phrase.words)]) == phrase.words:
                report = _phrase(tree, i, phrase)
                if report is not None:
                    yield report


# ------------------------------------------------------------------------------------------------ verbs


def _verb(tree: Tree, i: int, entry: Attributing, words: AttributionWords) -> Report | None:
    content, preposition = _complement(tree, i, entry)
    content -= _asides(tree, i, words)
    quotable = "quote" in entry.frames
    if quotable and "that" in entry.frames and has_subject(tree, i):
        content = inserted(tree, i, content)
    source = None if entry.sort is Sort.SEEM else source_of_verb(tree, i)
    if source is not None and source in content:
        content -= set(tree.subtree(source))
    if not content and not (quotable and has_subject(tree, i)):
        return None
    cue = cue_span(tree, i, preposition)
    first, last = paragraph_part(tree, i)
    content = {j for j in content if first <= j < last and not cue[0] <= j < cue[1]}
    thing = tree.child(i, "dobj", "nsubjpass") if "thing" in entry.frames else None
    return Report(
        cue=i,
        words=cue,
        source=source,
        content=content,
        sort=entry.sort,
        where=entry.where,
        quotable=quotable,
        addressee=_addressee(tree, i),
        voiceless=frozenset() if thing is None else frozenset(tree.subtree(thing)),
    )


def _complement(tree: Tree, i: int, entry: Attributing) -> tuple[set[int], int | None]:
    """The content's tokens, and the preposition that belongs to the cue."""
    content: set[int] = set()
    taken: int | None = None
    preposition: int | None = None
    thing = "object" in entry.frames or "thing" in entry.frames
    for c in tree.children[i]:
        dep = tree.deps[c]
        infinitive = dep in ("xcomp", "ccomp") and infinitive_at(tree, c)
        if dep == "ccomp" and not infinitive:
            wanted = thing or "that" in entry.frames or "quote" in entry.frames
        elif dep == "xcomp" or infinitive:
            wanted = "to" in entry.frames if infinitive else thing or "that" in entry.frames
        elif dep in ("dobj", "oprd", "attr"):
            wanted = thing
        elif dep == "prt":
            object_ = tree.child(c, "pobj")
            if object_ is not None and thing:
                content.update(tree.subtree(object_))
                taken = object_
            wanted = False
        elif dep == "advcl" and "to" in entry.frames and not content and tree.lower[i + 1 : i + 2] == ["to"]:
            wanted = infinitive_at(tree, c)
        elif dep in ("prep", "agent"):
            wanted = tree.lower[c] in entry.frames and tree.child(c, "pobj", "pcomp") is not None
            if wanted and not content:
                preposition = c
                content.update(j for j in tree.subtree(c) if j != c)
                taken = c
                continue
            wanted = wanted or (taken is not None and thing and tree.lower[c] in AFTER_OBJECT)
        else:
            wanted = False
        if wanted:
            content.update(j for j in tree.subtree(c) if c < i or j > i)
            taken = c
            if infinitive:
                told = tree.child(i, "dobj")
                if told is not None and told < c:
                    content.update(tree.subtree(told))
    passive = tree.child(i, "nsubjpass")
    if passive is not None and tree.lower[passive] != "it" and (content or thing):
        content.update(tree.subtree(passive))
        taken = passive if taken is None else taken
    if taken is not None and tree.deps[taken] in ("ccomp", "xcomp") and taken > i:
        content.update(_rest(tree, i, taken))
    return content, preposition


def _asides(tree: Tree, i: int, words: AttributionWords) -> set[int]:
    """What the parser hangs on the content of a report and is the writer's own.

    That is a further report with a source of its own (*said that it rained, while others said …*), and what else the
    speaker did in saying it (*said that it rained, blaming …*).
    """
    found: set[int] = set()
    for clause in tree.children[i]:
        if clause < i or tree.deps[clause] != "ccomp":
            continue
        for c in tree.children[clause]:
            if c < clause or words.verbs.get(tree.verb_word(c)) is None:
                continue
            subject = tree.child(c, "nsubj")
            other = tree.deps[c] in ("conj", "advcl") and subject is not None and tree.pos[subject] in ("NOUN", "PROPN")
            start = min(tree.subtree(c))
            if (other and tree.child(c, "ccomp") is not None) or (
                tree.deps[c] == "advcl" and tree.tags[c] == "VBG" and start == c and tree.lower[c - 1] == ","
            ):
                found.update(range(start, max(tree.subtree(clause)) + 1))
    return found


def infinitive_at(tree: Tree, i: int) -> bool:
    """Whether the verb is an infinitive with *to*."""
    return any(tree.tags[d] == "TO" for d in tree.children[i])


def _rest(tree: Tree, i: int, clause: int) -> Iterator[int]:
    """What follows the complement clause and is the verb's only in the parse."""
    for c in tree.children[i]:
        if c > clause and tree.deps[c] in ("advcl", "prep", "npadvmod", "advmod", "ccomp", "dep"):
            if tree.deps[c] == "advcl" and tree.tags[c] == "VBG":
                continue
            yield from tree.subtree(c)


def inserted(tree: Tree, i: int, content: set[int]) -> set[int]:
    """For *X, he said, Y* and *X, he said*: the whole sentence around the clause; else the content as it was."""
    first, last = paragraph_part(tree, i)
    core = _clause_core(tree, i)
    start, end = min(core), max(core)
    before, after = start - 1, end + 1
    while before >= first and tree.pos[before] == "SPACE":
        before -= 1
    while after < last and tree.pos[after] == "SPACE":
        after += 1
    set_off = before >= first and tree.lower[before] in SET_OFF
    closed = after >= last or tree.lower[after] in (*SET_OFF, ".", ";", ":")
    if not set_off or (not closed and content) or (content and min(content) > i):
        return content
    tail = range(end + 1, last)
    if after + 1 < last and tree.lower[after] == "," and tree.tags[after + 1] in ("VBG", "WP", "WDT"):
        tail = range(0)  # "…, he said, adding that …"
    return {*range(first, start), *tail}


def paragraph_part(tree: Tree, i: int) -> tuple[int, int]:
    """The token range of the part of the sentence that stands in the token's own paragraph."""
    first, last = tree.sentence_of(i)
    first, last = max(first, i - REACH), min(last, i + REACH)
    for j in range(i, first - 1, -1):
        if "\n" in tree.lower[j]:
            first = j + 1
            break
    for j in range(i, last):
        if "\n" in tree.lower[j]:
            last = j
            break
    return first, last


def _clause_core(tree: Tree, i: int) -> set[int]:
    """A root verb with its subject, object and adverbs, without whatever else the parser hung on it."""
    core = {i}
    for c in tree.children[i]:
        if tree.deps[c] in CORE or (tree.deps[c] in ("prep", "advmod") and c > i):
            core.update(tree.subtree(c))
    return core


def _addressee(tree: Tree, i: int) -> int | None:
    if tree.lemmas[i] == "tell":
        return tree.child(i, "dobj", "dative")
    for c in tree.children[i]:
        if tree.deps[c] in ("prep", "dative") and tree.lower[c] in ("to", "with"):
            return tree.child(c, "pobj")
    return None


# ------------------------------------------------------------------------------------------------ nouns and phrases


def _noun(tree: Tree, i: int, entry: Attributing) -> Report | None:
    content: set[int] = set()
    last = i
    for c in tree.children[i]:
        dep = tree.deps[c]
        if c < i:
            continue
        infinitive = dep in ("acl", "relcl") and infinitive_at(tree, c)
        that = dep in ("acl", "ccomp", "relcl") and content_clause(tree, c)
        if (infinitive and "to" in entry.frames) or (that and "that" in entry.frames):
            content.update(tree.subtree(c))
        elif dep == "prep" and tree.lower[c] in entry.frames and not content:
            content.update(j for j in tree.subtree(c) if j != c)
            last = c if c == i + 1 else i
    source = source_of_noun(tree, i)
    if not content or (source is None and entry.sort is not Sort.REPORT):
        return None
    return Report(cue=i, words=(i, last + 1), source=source, content=content, sort=entry.sort, where=entry.where)


def _phrase(tree: Tree, i: int, phrase: Phrase) -> Report | None:
    last = i + len(phrase.words)
    if phrase.side is Side.ALONE:
        if tree.deps[i] not in ("advmod", "amod"):  # "was reported" is a verb's affair
            return None
        content = _hearsay(tree, i)
        return Report(
            cue=i, words=(i, last), source=None, content=content, sort=Sort.REPORT, where=phrase.where, hearsay=True
        )
    source = next((c for j in range(i, last) for c in tree.children[j] if c >= last and tree.deps[c] == "pobj"), None)
    if source is None:
        return None
    first, end = paragraph_part(tree, i)
    inside = set(range(i, last)) | set(tree.subtree(source))
    start, stop = min(inside), max(inside)
    content = {j for j in range(first, end) if j < start or j > stop}
    if start > first and stop + 1 < end and tree.lower[start - 1] not in (",", "-", ";"):
        governor = tree.heads[i]
        clause = set(tree.subtree(governor))
        content &= clause if tree.pos[governor] in ("VERB", "AUX") else content
    return Report(cue=i, words=(i, last), source=source, content=content, sort=Sort.REPORT, where=phrase.where)


def _hearsay(tree: Tree, i: int) -> set[int]:
    """What a hearsay word colours: the clause of the adverb, the noun of the adjective."""
    head = tree.heads[i]
    return {j for j in tree.subtree(head) if j != i}
