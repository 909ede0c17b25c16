"""What the reader finds by itself: ``python -m tidings.scoring.alone DOCS:GOLD [--model DIR]``.

Every run of words whose likeliest reading is an act counts, without lexicon, parties or decision.  Prints precision,
recall and F1 of what was found and of what has the right type: the figures of the learning curve in docs/model.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc

from tidings.annotating.parse import load_parser, parse
from tidings.coding.reader import Reader as Network
from tidings.coding.reader import Readings, View
from tidings.knowledge.reader import load
from tidings.records import Coded, Mention, Span, Status
from tidings.scoring.gold import GoldArticle, read
from tidings.scoring.mentions import score
from tidings.settings import Settings


def acts(readings: Readings, doc: Doc) -> Iterator[Mention]:
    """A mention for each run of words that is likelier an act than none."""
    for sentence in doc.sents:
        for view in readings.views(sentence):
            if view.ranked[0][0] != "NONE":
                yield _mention(readings, doc, view)


def _mention(readings: Readings, doc: Doc, view: View) -> Mention:
    words = doc[view.first : view.last]
    span = Span(start=words.start_char, end=words.end_char, text=words.text)
    return Mention(
        id=f"{view.first}",
        type=view.type,
        mode=readings.mode(view.token.i, view.type),
        contexts=(),
        cameo=None,
        status=Status(readings.status(view.token.i)[0]),
        historical=False,
        trigger=span,
        evidence=span,
        actors=(),
        recipients=(),
        voices=(),
        silent=(),
        when=None,
        where=None,
        quantities=(),
        cues=(),
        confidence=view.ranked[0][1],
    )


def _coded(annotated: GoldArticle, readings: Readings, doc: Doc) -> Coded:
    return Coded(
        id=annotated.article.id,
        text_sha256=annotated.text_sha256,
        published=None,
        published_inferred=None,
        language="en",
        mentions=tuple(acts(readings, doc)),
        attributions=(),
        times=(),
        places=(),
        declined=(),
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.alone", description=__doc__)
    parser.add_argument("gold", metavar="DOCS:GOLD")
    parser.add_argument("--model", type=Path, help="a folder with the reader; default: the package's")
    given = parser.parse_args(argv)
    gold = read(given.gold)
    network, nlp = Network(load(given.model)), load_parser(Settings().parser)
    docs = parse(nlp, [annotated.article.text for annotated in gold])
    coded = {a.article.id: _coded(a, network.read(doc), doc) for a, doc in zip(gold, docs, strict=True)}
    overall = score(gold, coded).overall
    for name in ("found", "typed"):
        agreement = overall[name]
        print(f"{name:<6} P {agreement.precision:.3f}  R {agreement.recall:.3f}  F1 {agreement.f1:.3f}")


if __name__ == "__main__":
    main()
