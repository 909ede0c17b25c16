"""Where an article names a commitment: the noun or name, its modifiers, what it is about, its parties and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tidings.committing.parties import Who
from tidings.knowledge.commitments import CommitmentWords, Head, Known
from tidings.records import Entity

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NUMBER = re.compile(r"\d{1,4}")
_PARTS = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod", "quantmod", "advmod", "nsubj", "dep"})
_ABOUT = frozenset({"on", "for", "against", "concerning", "regarding", "about", "over"})
_NONE = frozenset({"no", "any", "some", "every", "each", "another", "whatever", "what", "which"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "X"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One phrase that names a commitment: tokens ``first`` up to but excluding ``last``, headed by ``head``."""

    head: Token
    first: int
    last: int
    kind: Head
    known: str | None
    words: frozenset[str]
    years: frozenset[str]
    numbers: frozenset[str]
    parties: tuple[Entity, ...]
    definite: bool
    proper: bool
    plural: bool

    @property
    def bare(self) -> bool:
        """Whether nothing tells it from others of its kind: *the pact*."""
        return not (self.known or self.words or self.years or self.numbers or self.parties)

    @property
    def text(self) -> str:
        """The name in the words of the text."""
        return self.head.doc[self.first : self.last].text


class Namer:
    """Finds names of commitments; keeps nothing of an article."""

    def __init__(self, words: CommitmentWords) -> None:
        self._words = words
        self._kinds = {form: head for word, head in words.heads.items() for form in _inflected(word)}
        heads = "|".join(sorted(map(re.escape, self._kinds), reverse=True))
        self._heads = re.compile(rf"(?<!\w)(?:{heads})(?!\w)", re.IGNORECASE)
        forms = sorted(("".join(_spaced(form)) for form in words.names), key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")

    def find(self, doc: Doc, who: Who) -> list[Naming]:
        """Give the names in the order of the text.  Articles without any of our words cost one search."""
        nouns = [found.span() for found in self._heads.finditer(doc.text)]
        names = [found.span() for found in self._names.finditer(doc.text)]
        if not nouns and not names:
            return []
        named = list(self._known(doc, names))
        spans = [span for start, end in nouns if (span := doc.char_span(start, end))]  # none within one token
        found = [n for span in spans if (n := self._noun(span[-1], self._kinds[span.text.lower()], named, who))]
        covered = {i for naming in found for i in range(naming.first, naming.last)}
        found += [self._alone(doc, first, last, known, who) for first, last, known in named if first not in covered]
        return sorted(found, key=lambda naming: (naming.first, naming.last))

    def _known(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Known]]:
        for start, end in spans:
            span = doc.char_span(start, end)
            known = self._words.names.get(tuple(doc.text[start:end].replace("-", " - ").split()))
            if span is not None and known is not None:
                yield span.start, span.end, known

    def _alone(self, doc: Doc, first: int, last: int, known: Known, who: Who) -> Naming:
        head = doc[first:last].root
        return Naming(
            head=head,
            first=first,
            last=last,
            kind=self._words.head(known.kind),
            known=known.id,
            words=frozenset(),
            years=frozenset(),
            numbers=frozenset(),
            parties=who.of_name(head),
            definite=True,
            proper=True,
            plural=False,
        )

    def _noun(self, head: Token, kind: Head, named: Sequence[tuple[int, int, Known]], who: Who) -> Naming | None:
        if head.pos_ not in {"NOUN", "PROPN"} or self._is_part(head):
            return None
        named_so = head.text[0].isupper() and head.i > head.sent.start and head.nbor(-1).text[0].isupper()
        if kind.of and not named_so and not _goes_on(head, kind) and len(who.of_name(head)) < 2:
            return None
        first, modifiers = _before(head)
        after = list(self._about(head, kind, who))
        start, known = next(
            ((a, k) for a, b, k in named if a <= head.i < b or first <= a < b <= head.i),
            (first, None),
        )
        first = min(first, start)
        while first < head.i and head.doc[first].text in self._words.idle:
            first += 1
        parties = who.naming(head)
        told = [t for t in [*modifiers, *after] if t.pos_ in _CONTENT and t.i not in parties]
        numerals = _numerals(head) if kind.needs == "name" else []
        plural = head.tag_ in {"NNS", "NNPS"}
        naming = Naming(
            head=head,
            first=first,
            last=max([head.i, *(t.i for t in [*after, *numerals])]) + 1,
            kind=kind,
            known=known.id if known else None,
            words=frozenset() if known or numerals else frozenset(self._content(told)) - kind.of,
            years=frozenset(t.text for t in [*modifiers, *_dated(head)] if _YEAR.fullmatch(t.text)),
            numbers=frozenset(t.text for t in numerals),
            parties=who.of_name(head),
            definite=_is_definite(head.doc, first, plural=plural),
            proper=known is not None or _is_proper(head, modifiers, after),
            plural=plural,
        )
        return naming if self._is_commitment(naming, modifiers) else None

    def _is_part(self, head: Token) -> bool:
        """Whether the noun only modifies another: *ceasefire talks*, *treaty allies*; not *treaty obligations*."""
        if head.dep_ not in {"compound", "nmod", "amod"} or head.head.i < head.i:
            return False
        lemma, words = head.head.lemma_.lower(), self._words
        if lemma in words.heads or head.head.lower_ in words.heads:
            return True
        bears = any(cue.pos == "noun" and "compound" in cue.through for cue in words.bearings.get(lemma, ()))
        asks = lemma in words.duties or head.head.lower_.rstrip("s") in words.duties
        return not (bears or asks or lemma in words.parts)

    def _about(self, head: Token, kind: Head, who: Who) -> Iterator[Token]:
        """The words after a noun that belong to its name: *on fisheries*, *on the Law of the Sea*."""
        if head.text[0].isupper():
            yield from _capitals(head, who)
            return
        for child in head.children:
            about = child.lower_ in _ABOUT or (child.lower_ == "of" and kind.of)
            if child.dep_ != "prep" or child.i < head.i or not about:
                continue
            for below in child.children:
                last = below.i
                if below.dep_ == "pcomp":  # "on sending troops"
                    last = max([last, *(c.i for c in below.children if c.dep_ == "dobj")])
                if below.dep_ == "pcomp" or (below.dep_ == "pobj" and below.pos_ == "NOUN"):
                    yield from head.doc[child.i : last + 1]

    def _content(self, tokens: Sequence[Token]) -> Iterator[str]:
        for token in tokens:
            word = token.lemma_.lower() if token.pos_ == "NOUN" else token.lower_
            if token.ent_type_ == "DATE":
                continue
            if word[0].isalpha() and word not in self._words.idle and not _says_by_whom(token):
                yield word

    def _is_commitment(self, naming: Naming, modifiers: Sequence[Token]) -> bool:
        head, words = naming.head, self._words
        before = _word_before(head.doc, naming.first)
        if before is not None and before.lower_ in _NONE:
            return False
        if len(naming.parties) < 2 and any(t.text in words.other for t in modifiers):
            return False
        if any(t.lower_ in naming.kind.without for t in modifiers):
            return False
        if naming.kind.needs == "name":
            if before is not None and before.lower_ in {"a", "an"} and not naming.numbers:
                return False  # one that is only wished for
            written = head.text[0].isupper() or not naming.kind.without
            told = naming.numbers or (written and (naming.proper or naming.years))
            return bool(told) or (naming.definite and naming.bare)
        if naming.plural and not naming.definite and not naming.proper:
            return bool(naming.parties or naming.years)
        return True


def _inflected(word: str) -> Iterator[str]:
    yield word
    yield word[:-1] + "ies" if word.endswith("y") else word if word.endswith("s") else word + "s"


def _spaced(form: Sequence[str]) -> Iterator[str]:
    text = " ".join(re.escape(part) for part in form).replace(r" \- ", "-")
    yield text.replace(" ", r"\s")


def _goes_on(head: Token, kind: Head) -> bool:
    return any(c.lower_ == "of" and any(b.lower_ in kind.of for b in c.children) for c in head.children)


def _before(head: Token) -> tuple[int, list[Token]]:
    """Where a name begins, without article and possessor, and the words of it before the head."""
    first = head.i
    found: list[Token] = []
    for child in reversed(list(head.lefts)):
        if child.dep_ == "punct" and child.text in "-\N{EN DASH}\N{HYPHEN}":
            continue
        if child.dep_ not in _PARTS or (child.dep_ == "nsubj" and child.i + 1 != head.i) or child.pos_ == "PRON":
            break
        subtree = [t for t in head.doc[child.left_edge.i : first] if t.dep_ != "poss"]
        starts = [t.i for t in subtree if t.dep_ in {"det", "case"} or t.tag_ == "POS"]
        subtree = [t for t in subtree if not starts or t.i > max(starts)]
        if not subtree:
            break
        first = subtree[0].i
        found = [*subtree, *found]
        if starts:
            break
    return first, found


def _numerals(head: Token) -> list[Token]:
    after = head.doc[head.i + 1 : head.i + 6]
    found: list[Token] = []
    for token in after:
        if _NUMBER.fullmatch(token.text):
            found.append(token)
        elif token.lower_ not in {",", "and", "no", "no.", "number", "or"}:
            break
    return found


def _dated(head: Token) -> list[Token]:
    return [b for c in head.children if c.dep_ == "prep" and c.lower_ in {"of", "in"} for b in c.children]


def _word_before(doc: Doc, first: int) -> Token | None:
    """The word before a name, by the order of words: where the parse fails, the article hangs elsewhere."""
    return doc[first - 1] if first > 0 else None


def _is_definite(doc: Doc, first: int, *, plural: bool) -> bool:
    before = _word_before(doc, first)
    if before is None or (before.lower_ == "that" and plural):  # "said that deals …"
        return False
    return before.lower_ in _DEFINITE or before.tag_ in {"POS", "PRP$"}


def _is_proper(head: Token, modifiers: Sequence[Token], after: Sequence[Token]) -> bool:
    if head.text[0].isupper() and head.i != head.sent.start:
        return any(t.text[0].isupper() for t in [*modifiers, *after])
    return any(t.tag_ in {"NNP", "NNPS"} and t.text[0].isupper() and t.i != head.sent.start for t in modifiers)


def _capitals(head: Token, who: Who) -> Iterator[Token]:
    """The rest of a capitalised name: *on the Conduct of Parties in the South China Sea*; no town after *in*."""
    doc, last = head.doc, head.i
    if last + 2 >= len(doc) or doc[last + 1].lower_ not in {*_ABOUT, "of"}:
        return
    for token in doc[last + 1 : head.sent.end]:
        if token.text[0].isupper():
            if token.nbor(-1).lower_ in {"in", "on"} and who.is_circumstance(token):
                break
            last = token.i
        elif token.lower_ not in {"of", "the", "and", "in", "-", *_ABOUT}:
            break
    yield from doc[head.i + 1 : last + 1]


def _says_by_whom(token: Token) -> bool:
    """*US-brokered*, *Minsk-style*: words that only say how it came about."""
    return token.tag_ in {"VBN", "VBD"} or any(
        after.tag_ in {"VBN", "VBD"} or after.lower_ == "style"
        for after in token.doc[token.i + 1 : token.i + 3]
        if token.nbor().text == "-"
    )
