"""The parse: tokens, tags, dependencies, lemmas and named entities by an installed spaCy pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from tidings.annotating.components import hasten
from tidings.errors import SetupError
from tidings.layout import Block, BlockKind, Dateline

NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
UNREAD = frozenset({BlockKind.REPEAT, BlockKind.BOILERPLATE})


def load_parser(name: str) -> Language:
    """Load an installed English pipeline.

    Raises:
        SetupError: it is not installed, is not English, or lacks a component that Tidings needs.
    """
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise SetupError(
            f'spaCy pipeline "{name}" is not installed; expected the name of an installed package'
        ) from error
    missing = [c for c in NEEDED if c not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        raise SetupError(
            f'spaCy pipeline "{name}" (language {nlp.lang}) lacks {", ".join(missing) or "English"}; '
            f"expected an English pipeline with {', '.join(NEEDED)}"
        )
    nlp.max_length = 10_000_000
    # else "U.S.-Canada" is one token, for its hyphen does not stand between letters
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)[-\N{EN DASH}](?=[A-Z])"])
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = infixes.finditer
    hasten(nlp)
    return nlp


def readable(normalised: str, blocks: Sequence[Block], dateline: Dateline | None) -> str:
    """The text that the parser is to see: what is not the article's own prose is blanked, character for character."""
    unread = [(b.start, b.end) for b in blocks if b.kind in UNREAD]
    if dateline is not None:
        unread.append((dateline.start, dateline.end))
    for start, end in unread:
        blank = re.sub(r"[^\n]", " ", normalised[start:end])
        normalised = normalised[:start] + blank + normalised[end:]
    return normalised


def parse(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts in order; a line break in a text always ends a sentence."""
    return nlp.pipe((_with_paragraphs(nlp.make_doc(text)) for text in texts), batch_size=8)


def _with_paragraphs(doc: Doc) -> Doc:
    after_break = False
    for i in np.flatnonzero(doc.to_array("IS_SPACE")).tolist():
        after_break = after_break or "\n" in doc[i].text
        if after_break and i + 1 < len(doc) and not doc[i + 1].is_space:
            doc[i + 1].is_sent_start = True
            after_break = False
    return doc
