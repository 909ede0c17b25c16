"""Status against UW's certainty ratings: Pearson's r and mean absolute error of a stated mapping."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

from tidings import knowledge
from tidings.annotating.parse import load_parser, parse
from tidings.attributing.factuality import statuses
from tidings.attributing.tree import Tree
from tidings.records import Status
from tidings.settings import Settings


def measure(path: Path) -> dict[str, float]:
    """Rate every word of the UW sentences by our status.

    Returns:
        ``pearson r`` and ``closeness``, which is 1 less the mean absolute error over the width of the scale, 6.
    """
    words = knowledge.load()
    parser = load_parser(Settings().parser)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    data: list[tuple[float, float]] = []
    for row, doc in zip(rows, parse(parser, (row["text"] for row in rows)), strict=True):
        found = statuses(Tree(doc), words.factuality)
        starts = {token.idx: token.i for token in doc}
        offsets = _offsets(row["tokens"])
        for target in row["targets"]:
            token = starts.get(offsets[target["start_tok"]])
            status = found[token].status if token in found else Status.HAPPENED
            data.append((float(target["label"]), words.factuality.scale[status]))
    r, error = correlation(data)
    return {"pearson r": round(r, 3), "closeness": round(1 - error / 6, 3)}


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets, at = [], 0
    for token in tokens:
        offsets.append(at)
        at += len(token) + 1
    return offsets


def correlation(data: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Pearson's r and the mean absolute error."""
    n = len(data)
    mean_x, mean_y = sum(x for x, _ in data) / n, sum(y for _, y in data) / n
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in data)
    spread = math.sqrt(sum((x - mean_x) ** 2 for x, _ in data) * sum((y - mean_y) ** 2 for _, y in data))
    return covariance / spread, sum(abs(x - y) for x, y in data) / n
