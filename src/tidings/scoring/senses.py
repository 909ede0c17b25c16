"""How often each sense of the lexicon was right: ``python -m tidings.scoring.senses DOCS:GOLD … --out TSV``.

Codes annotated articles (format of the gold guidelines) by the rules alone and counts, for every sense, the matches
that the rules would count and a gold mention of its type bears out, and those that none does.  ``--except DOCS`` leaves
out the articles that the deciding model is fitted on, for what it learns of the counts must hold for other texts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tidings.pipeline import Tidings
from tidings.scoring.fitting import borne_out
from tidings.scoring.gold import read
from tidings.settings import Settings


def count(coder: Tidings, gold: str, without: frozenset[str]) -> Counter[tuple[str, bool]]:
    """Matches by sense and whether they were right."""
    counts: Counter[tuple[str, bool]] = Counter()
    for annotated in read(gold):
        if annotated.article.id in without:
            continue
        seen = coder.candidates(annotated.article).candidates
        told = [(c.match.sense, trigger) for c, trigger in seen if c.proposal.refusal is None]
        hits = borne_out([(sense.type, trigger) for sense, trigger in told], annotated.mentions)
        counts.update((sense.id, hit is not None) for (sense, _), hit in zip(told, hits, strict=True))
    return counts


def main(argv: Sequence[str] | None = None) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.senses", description=__doc__)
    parser.add_argument("gold", nargs="+", metavar="DOCS:GOLD")
    parser.add_argument("--out", type=Path, required=True, help="the table, data/coding/senses.tsv")
    parser.add_argument("--except", dest="without", type=Path, metavar="DOCS", help="articles that are not counted")
    given = parser.parse_args(argv)
    lines = given.without.read_text(encoding="utf-8").splitlines() if given.without else []
    without = frozenset(json.loads(line)["id"] for line in lines)
    coder = Tidings(Settings(reader=False))
    counts = sum((count(coder, gold, without) for gold in given.gold), Counter())
    senses = sorted({sense for sense, _ in counts})
    rows = [f"{sense}\t{counts[sense, True]}\t{counts[sense, False]}" for sense in senses]
    head = [
        "# How often each sense was right in the training articles: tidings.scoring.senses writes it.",
        "sense\tright\twrong",
    ]
    given.out.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
    right = sum(n for (_, hit), n in counts.items() if hit)
    print(f"{len(senses)} senses matched {counts.total()} times, {right / counts.total():.2f} of them right")


if __name__ == "__main__":
    main()
