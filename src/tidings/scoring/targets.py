"""What the reader's arcs may lead to: ``python -m tidings.scoring.targets DOCS:GOLD … --out DIR``.

Writes ``NAME.targets.jsonl`` for each ``NAME.docs.jsonl``: for each article the offsets of the words that stand for a
state, an organisation or somebody of theirs, with its code; of the dated times, with the days that they may date an
act to; and of the places, with their country.  So the reader learns which of them are an act's, wherever they stand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tidings.coding.circumstances import Circumstances
from tidings.coding.completing import named
from tidings.pipeline import Tidings
from tidings.records import Analysis
from tidings.scoring.gold import DOCS, read
from tidings.settings import Settings


def targets(analysis: Analysis) -> dict[str, Any]:
    """Parties, times and places of an article by offset."""
    doc = analysis.doc
    return {
        "id": analysis.article.id,
        "parties": [[doc[head].idx, code] for head, code in named(analysis)],
        "times": [
            [time.start, *sorted({f"{w.earliest}..{w.latest}" for w in whens})]
            for time, whens in Circumstances(analysis).options()
        ],
        "places": [[place.start, place.country] for place in analysis.places if place.country],
    }


def _lines(coder: Tidings, gold: str) -> Iterator[str]:
    for annotated in read(gold):
        yield json.dumps(targets(coder.candidates(annotated.article).analysis), ensure_ascii=False) + "\n"


def main(argv: Sequence[str] | None = None) -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.targets", description=__doc__)
    parser.add_argument("gold", nargs="+", metavar="DOCS:GOLD")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    given = parser.parse_args(argv)
    coder = Tidings(Settings(reader=False))
    given.out.mkdir(parents=True, exist_ok=True)
    for gold in given.gold:
        name = Path(gold.partition(":")[0]).name.removesuffix(DOCS)
        (given.out / f"{name}.targets.jsonl").write_text("".join(_lines(coder, gold)), encoding="utf-8")


if __name__ == "__main__":
    main()
