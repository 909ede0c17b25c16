"""Weights of the confidence model."""

from __future__ import annotations

from collections.abc import Mapping

from tidings.knowledge.tables import Data


def load(data: Data, table: str) -> Mapping[str, float]:
    """Read a table such as ``coding/confidence.tsv``: the weight of each feature, in logits.

    Faults are noted in ``data``.
    """
    weights: dict[str, float] = {}
    for row in data.rows(table, ("feature", "weight"), required=("feature", "weight")):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError:
            data.fault(row.where, f'weight "{row["weight"]}" is no number')
    return weights
