"""A parse as flat lists: read once from spaCy, then cheap to walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc

REACH = 400  # tokens; no sentence of real prose is longer
TRANSITIVE = frozenset({"make", "give", "issue", "have", "hold", "share", "express", "voice", "take", "do"})


class Tree:
    """Words and arcs of a document, each list indexed by token number.

    ``lower`` and ``lemmas`` are in lower case; ``children`` are in text order; ``sentence`` is the number of the
    sentence and ``sentences`` their token ranges.  The argument ``lemmas`` mends verb forms that the lemmatizer gets
    wrong.
    """

    __slots__ = (
        "children",
        "deps",
        "doc",
        "ends",
        "heads",
        "lemmas",
        "lower",
        "pos",
        "sentence",
        "sentences",
        "size",
        "starts",
        "tags",
    )

    def __init__(self, doc: Doc, lemmas: Mapping[str, str] | None = None) -> None:
        self.doc = doc
        tokens = list(doc)
        self.size = len(tokens)
        self.heads = [t.head.i for t in tokens]
        self.deps = [t.dep_ for t in tokens]
        self.pos = [t.pos_ for t in tokens]
        self.tags = [t.tag_ for t in tokens]
        self.lemmas = [t.lemma_.lower() for t in tokens]
        self.lower = [t.lower_ for t in tokens]
        for i, word in enumerate(self.lower):
            if lemmas and word in lemmas and self.pos[i] == "VERB":
                self.lemmas[i] = lemmas[word]
        self.starts = [t.idx for t in tokens]
        self.ends = [t.idx + len(t) for t in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self.sentences = [(s.start, s.end) for s in doc.sents]
        self.sentence = [number for number, (a, b) in enumerate(self.sentences) for _ in range(a, b)]

    def subtree(self, i: int, without: Iterable[int] = ()) -> list[int]:
        """The token and all below it in text order, leaving out the subtrees headed by ``without``.

        What is further than ``REACH`` tokens away is left out, so that a sentence without end costs no square.
        """
        out, stack, skip = [], [i], set(without)
        while stack:
            j = stack.pop()
            out.append(j)
            stack.extend(c for c in self.children[j] if c not in skip and -REACH < c - i < REACH)
        out.sort()
        return out

    def child(self, i: int, *deps: str) -> int | None:
        """The first child that hangs on by one of these arcs."""
        for c in self.children[i]:
            if self.deps[c] in deps:
                return c
        return None

    def ancestors(self, i: int) -> Iterator[int]:
        """From the head upwards."""
        while (head := self.heads[i]) != i:
            yield head
            i = head

    def sentence_of(self, i: int) -> tuple[int, int]:
        """The token range of the token's sentence."""
        return self.sentences[self.sentence[i]]

    def is_word(self, i: int) -> bool:
        """Whether it is neither white space nor punctuation."""
        return self.pos[i] not in ("SPACE", "PUNCT")

    def verb_word(self, i: int) -> str:
        """The lemma, with its particle if it has one: ``point out``."""
        particle = self.child(i, "prt")
        return self.lemmas[i] if particle is None else f"{self.lemmas[i]} {self.lower[particle]}"


def runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Token numbers in order as half-open runs of neighbours."""
    out: list[tuple[int, int]] = []
    for i in tokens:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def content_clause(tree: Tree, i: int) -> bool:
    """Whether a clause under a noun says what the noun holds (*the fear that it rains*), not which noun is meant.

    The parser often takes its *that* for an object; a clause that needs an object (*the promise that he made*) is a
    relative one.
    """
    that = next((c for c in tree.children[i] if tree.lower[c] == "that" and c < i), None)
    if that is None or tree.deps[that] in ("nsubj", "nsubjpass"):
        return False
    return tree.deps[that] == "mark" or (
        tree.lemmas[i] not in TRANSITIVE and tree.child(i, "nsubj", "nsubjpass") is not None
    )
