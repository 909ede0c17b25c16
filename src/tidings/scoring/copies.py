"""Copies against pairs of near-duplicates that were mined from news: which are joined, and what else is.

The pairs were mined by a line on shared runs of four words, and only some of those above it are listed.  So a joined
pair that is not listed is right if it lies above that line too, counted here anew on the bare texts.  That shows what
is joined by chance or by chains; it says nothing of where the line should lie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from tidings.errors import InputError
from tidings.pipeline import CopyFinder
from tidings.records import Article, Failure
from tidings.settings import Settings

LINE_JACCARD, LINE_CONTAINMENT = 0.25, 0.5  # the gold's own: no listed pair lies below both
Pair = tuple[str, str]


def measure(pairs: Path, others: Path) -> dict[str, float]:
    """Find copies among the articles of the pairs and many others.

    Returns:
        ``found``, the share of listed pairs that are joined; ``precision``, the share of joined pairs that are right.

    Raises:
        InputError: an article could not be compared.
    """
    rows = [json.loads(line) for line in _lines(pairs)]
    listed = {_pair(row["a"], row["b"]) for row in rows}
    articles = {row[side]: Article(id=row[side], text=row[f"text_{side}"]) for row in rows for side in ("a", "b")}
    for line in _lines(others):
        row = json.loads(line)
        fields = {name: row[name] for name in ("id", "text", "title", "publisher", "url")}
        articles[row["id"]] = Article(**fields, published=row["date"])
    finder = CopyFinder(Settings())
    for article in articles.values():
        failed = finder.add(article)
        if isinstance(failed, Failure):
            raise InputError(failed.stage, failed.reason, f"{failed.id}: {failed.detail}")
    joined = {_pair(*two) for group in finder.groups() for two in combinations(group.articles, 2)}
    return rate(joined, listed, {name: article.text for name, article in articles.items()})


def rate(joined: Iterable[Pair], listed: Iterable[Pair], texts: Mapping[str, str]) -> dict[str, float]:
    """The figures of ``measure`` for pairs that were joined and pairs that are listed."""
    joined, listed = set(joined), set(listed)
    hits = len(joined & listed)
    right = hits + sum(_above_the_line(texts[one], texts[two]) for one, two in joined - listed)
    return {"found": round(hits / len(listed), 3), "precision": round(right / len(joined), 3) if joined else 0.0}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def _pair(one: str, two: str) -> Pair:
    return min(one, two), max(one, two)


def _above_the_line(one: str, two: str) -> bool:
    runs, others = _runs(one), _runs(two)
    shared = len(runs & others)
    least = min(len(runs), len(others))
    return shared >= LINE_CONTAINMENT * least > 0 or shared >= LINE_JACCARD * len(runs | others) > 0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
