"""Status against UW's certainty ratings: Pearson's r and mean absolute error of a stated mapping."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tidings
from tidings import knowledge
from tidings.annotating.parse import load_parser, parse
from tidings.attributing.factuality import statuses
from tidings.attributing.tree import Tree
from tidings.knowledge.factuality import FactualityWords
from tidings.records import Article, Failure, Mention, Status
from tidings.settings import Settings

WIDTH = 6  # of the scale, -3 to 3
TOLD_BY_CONTENT = {"AGREE", "REJECT", "REQUEST", "THREATEN"}
"""Acts that a text may tell by what is promised, refused, asked or threatened: *will not lift the sanctions*."""

Pair = tuple[float, float]  # the mean rating of a word, and what its status is worth


def measure(path: Path, *, reader: bool) -> dict[str, float]:
    """Rate the words of the UW sentences by our status: every rated word, and those that the coder takes for an act.

    The word of an act in ``TOLD_BY_CONTENT`` names what is promised or refused, and that is what was rated: the
    refusal has happened, the lifting has not.  So such a word has its own status, and any other that of its mention.

    Returns:
        ``pearson r`` and ``closeness``, which is 1 less the mean absolute error over the width of the scale; the same
        of what the coder sees; and of that without the exception, the status of every mention as it is written.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    words = knowledge.load().factuality
    rated = [list(_rated(row)) for row in rows]
    own = list(_statuses(rows, rated, words))
    worth = words.scale
    everything = [
        (label, worth[status])
        for targets, found in zip(rated, own, strict=True)
        for (_, label), status in zip(targets, found, strict=True)
    ]
    seen, written = [], []
    for targets, found, mentions in zip(rated, own, _coded(rows, reader=reader), strict=True):
        for (offset, label), status in zip(targets, found, strict=True):
            acts = [m for m in mentions if m.trigger.start <= offset < m.trigger.end]
            if acts:
                act = max(acts, key=lambda act: act.confidence)
                seen.append((label, worth[status if act.type in TOLD_BY_CONTENT else act.status]))
                written.append((label, worth[act.status]))
    return {
        **_figures("", everything),
        **_figures(" of those seen", seen),
        **_figures(" of those seen, as written", written),
        "share seen": round(len(seen) / len(everything), 3),
    }


def _statuses(
    rows: Sequence[Mapping[str, Any]], rated: Sequence[Sequence[tuple[int, float]]], words: FactualityWords
) -> Iterator[list[Status]]:
    """Give what the status code says of every rated word, a list for each sentence."""
    parser = load_parser(Settings().parser)
    for targets, doc in zip(rated, parse(parser, (row["text"] for row in rows)), strict=True):
        found = {doc[i].idx: factuality.status for i, factuality in statuses(Tree(doc), words).items()}
        yield [found.get(offset, Status.HAPPENED) for offset, _ in targets]


def _coded(rows: Sequence[Mapping[str, Any]], *, reader: bool) -> Iterator[Sequence[Mention]]:
    """Code every sentence.

    Raises:
        RuntimeError: a sentence could not be coded.
    """
    coder = tidings.load(Settings(reader=reader))
    articles = (Article(id=str(n), text=row["text"], language="en") for n, row in enumerate(rows))
    for coded in coder.pipe(articles):
        if isinstance(coded, Failure):
            told = f"{coded.id}: {coded.reason}: {coded.detail}"
            raise RuntimeError(told)  # noqa: TRY004 - the data is at fault, not its type
        yield coded.mentions


def _rated(row: Mapping[str, Any]) -> Iterator[tuple[int, float]]:
    """Give where each rated word begins, and its mean rating."""
    offsets, at = [], 0
    for token in row["tokens"]:
        offsets.append(at)
        at += len(token) + 1
    for target in row["targets"]:
        yield offsets[target["start_tok"]], float(target["label"])


def _figures(of: str, data: Sequence[Pair]) -> dict[str, float]:
    r, error = correlation(data)
    return {f"pearson r{of}": round(r, 3), f"closeness{of}": round(1 - error / WIDTH, 3)}


def correlation(data: Sequence[Pair]) -> tuple[float, float]:
    """Pearson's r and the mean absolute error."""
    n = len(data)
    mean_x, mean_y = sum(x for x, _ in data) / n, sum(y for _, y in data) / n
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in data)
    spread = math.sqrt(sum((x - mean_x) ** 2 for x, _ in data) * sum((y - mean_y) ** 2 for _, y in data))
    return covariance / spread, sum(abs(x - y) for x, y in data) / n
