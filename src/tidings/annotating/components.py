"""The parser's components, made quicker: what they answer stays what it was.

Half of the time of a spaCy pipeline goes into work that is done again and again in the same way.  Here matrices are
multiplied by numpy's library, which is two to three times as fast as the one that spaCy brings, and what the rules for
tags and lemmas say of a word is remembered, for it depends on a few of the word's attributes and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from thinc.api import NumpyOps

#: what the patterns of a ruler may ask of a token for its answer to be remembered
ASKED = ("LOWER", "IS_SPACE")
#: what they may say of it
GIVEN = ("TAG", "DEP", "POS", "MORPH", "LEMMA")
Row = tuple[int, ...]  # values of such attributes
#: a rule that holds: its number, its name as spaCy hashes it, the first and the last (excluded) token that it looks at
Hit = tuple[int, int, int, int]


def hasten(nlp: Language) -> None:
    """Make a loaded pipeline quicker, in place."""
    ops = Arithmetic(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            if type(layer.ops) is NumpyOps:  # not on a graphics card
                layer.ops = ops
    ruler: Any = nlp.get_pipe("attribute_ruler")
    if all(_is_known(rule) for rule in ruler.patterns):
        ruler.pipe = RememberedRules(ruler).pipe
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    if lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        lemmatizer.pipe = RememberedLemmas(lemmatizer).pipe


class Arithmetic(NumpyOps):  # type: ignore[misc] # thinc's class is compiled
    """The arithmetic of a pipeline that is not trained."""

    def maxout(self, pieces: NDArray[np.float32]) -> tuple[NDArray[np.float32], None]:
        """The largest of the pieces of each unit; which one it was is needed only to train."""
        best = pieces[:, :, 0].copy()
        for piece in range(1, pieces.shape[2]):
            np.maximum(best, pieces[:, :, piece], out=best)
        return best, None


class RememberedRules:
    """An attribute ruler: what rules make of a token is remembered by all that they look at.

    Set aside, and matched anew, are the tokens that a rule of several tokens fits, or one with a pattern for the word.
    """

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._others = Matcher(ruler.vocab)
        words: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            others = [pattern for pattern in rule["patterns"] if not _is_by_word(pattern)]
            if others:
                self._others.add(str(number), others)
            asked = [pattern[0].get("LOWER", []) for pattern in rule["patterns"] if _is_by_word(pattern)]
            named = (word for one in asked for word in ([one] if isinstance(one, str) else one["IN"] if one else []))
            words.update(map(ruler.vocab.strings.add, named))
        self._words = np.array(sorted(words), dtype=np.uint64)
        self._remembered: dict[Row, Row] = {}

    def pipe(self, docs: Iterable[Doc], **_: Any) -> Iterator[Doc]:
        """Give each doc what the rules say."""
        remembered = self._remembered
        for doc in docs:
            aside = {i: self._hits(doc, around, i) for i, around in self._touched(doc).items()}
            rows = []
            for i, key in enumerate(self._keys(doc)):
                if i in aside:
                    rows.append(self._ruled(doc, i, aside[i]))
                    continue
                if key not in remembered:
                    remembered[key] = self._ruled(doc, i, self._hits(doc, (i, i + 1), i))
                rows.append(remembered[key])
            if rows:
                values: Any = np.array(rows, dtype=np.uint64)
                doc.from_array(list(GIVEN), values)
            yield doc

    def _keys(self, doc: Doc) -> Iterable[Row]:
        """What the rules of one token may look at, for each token; of the words, only those that a rule asks for."""
        seen = doc.to_array([*ASKED, *GIVEN])
        seen[~np.isin(seen[:, 0], self._words), 0] = 0
        return map(tuple, seen.tolist())

    def _touched(self, doc: Doc) -> dict[int, tuple[int, int]]:
        """The tokens set aside, each with the first and last (excluded) that such rules look at with it."""
        touched: dict[int, tuple[int, int]] = {}
        for _, first, last in self._others(doc, allow_missing=True):
            for i in range(first, last):
                begin, end = touched.get(i, (first, last))
                touched[i] = min(begin, first), max(end, last)
        return touched

    def _hits(self, doc: Doc, around: tuple[int, int], i: int) -> list[Hit]:
        """The rules that say something of a token, held against the tokens around it, in their order."""
        start, end = around
        hits = [(n, name, start + a, start + b) for n, name, a, b in self._ruler.match(doc[start:end])]
        return [hit for hit in hits if range(hit[2], hit[3])[self._ruler.indices[hit[0]]] == i]

    def _ruled(self, doc: Doc, i: int, hits: list[Hit]) -> Row:
        """What rules make of a token."""
        self._ruler.set_annotations(doc, hits)
        token: Any = doc[i]
        return token.tag, token.dep, token.pos, token.morph.key, token.lemma


class RememberedLemmas:
    """A lemmatizer by rules, which looks at a word's text, part of speech and morphology."""

    def __init__(self, lemmatizer: Any) -> None:
        self._lemmatizer = lemmatizer
        self._strings = lemmatizer.vocab.strings
        self._remembered: dict[Row, int] = {}
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part, words in list(index.items()):
            index[part] = frozenset(words)  # spaCy keeps them in a list, and asks for every form whether it is there

    def pipe(self, docs: Iterable[Doc], **_: Any) -> Iterator[Doc]:
        """Give each doc its lemmas; those that it has stay."""
        for doc in docs:
            rows = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
            lemmas = [row[3] or self._lemma(doc, i, tuple(row[:3])) for i, row in enumerate(rows)]
            if lemmas:
                values: Any = np.array(lemmas, dtype=np.uint64)
                doc.from_array(["LEMMA"], values)
            yield doc

    def _lemma(self, doc: Doc, i: int, key: Row) -> int:
        if key not in self._remembered:
            self._remembered[key] = self._strings.add(self._lemmatizer.lemmatize(doc[i])[0])
        return self._remembered[key]


def _is_by_word(pattern: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a pattern looks at one token and, if it asks for words, names them."""
    word = pattern[0].get("LOWER", "")
    return len(pattern) == 1 and (isinstance(word, str) or word.keys() == {"IN"})


def _is_known(rule: dict[str, Any]) -> bool:
    """Whether a rule looks at nothing, and says nothing, that is not remembered."""
    tokens = [token for pattern in rule["patterns"] for token in pattern]
    return rule["attrs"].keys() <= set(GIVEN) and all(token.keys() <= {*ASKED, *GIVEN} for token in tokens)
