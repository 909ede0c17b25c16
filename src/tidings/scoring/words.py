"""How many articles have a word: ``python -m tidings.scoring.words DOCS.jsonl … -o words.tsv``.

Writes ``data/linking/words.tsv`` from articles of our own, as ``training/*.docs.jsonl``: words that fewer than three
of them have are left out, for they are as rare as words that none has.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tidings.knowledge.linking import ALL, UNLISTED
from tidings.linking.words import words


def count(articles: Iterable[str]) -> dict[str, int]:
    """Count in how many texts each word stands, the most frequent first; ``*`` is the number of all."""
    total, having = 0, Counter[str]()
    for text in articles:
        total += 1
        having.update(set(words(text)))
    kept = sorted(((word, n) for word, n in having.items() if n > UNLISTED), key=lambda pair: (-pair[1], pair[0]))
    return {ALL: total, **dict(kept)}


def main(argv: Sequence[str] | None = None) -> int:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.words", description=__doc__)
    parser.add_argument("docs", nargs="+", type=Path)
    parser.add_argument("-o", dest="target", type=Path, required=True)
    given = parser.parse_args(argv)
    texts = (path.read_text(encoding="utf-8") for path in given.docs)
    rows = (json.loads(line) for text in texts for line in text.rstrip("\n").split("\n"))
    counted = count(f"{row['title'] or ''} {row['text']}" for row in rows)
    lines = [
        "# In how many articles of training/*.docs.jsonl each word stands, * in all; made by tidings.scoring.words.",
        "word\tarticles",
        *(f"{word}\t{n}" for word, n in counted.items()),
    ]
    given.target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
