"""Weights of the models that decide, and whose, when and where an act is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from tidings.knowledge.tables import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of each model by feature, in logits.

    Attributes:
        confidence: whether a candidate is a mention.
        sides: whether a country stands on a side of it.
        when: whether a time is the act's.
        where: whether the act takes place in a country.
    """

    confidence: Mapping[str, float]
    sides: Mapping[str, float]
    when: Mapping[str, float]
    where: Mapping[str, float]


def load(data: Data, folder: str) -> Weights:
    """Read the tables of a folder of ``data/coding``; faults are noted in ``data``."""
    return Weights(**{one.name: _table(data, f"coding/{folder}/{one.name}.tsv") for one in fields(Weights)})


def _table(data: Data, table: str) -> Mapping[str, float]:
    """Read one table."""
    weights: dict[str, float] = {}
    for row in data.rows(table, ("feature", "weight"), required=("feature", "weight")):
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError:
            data.fault(row.where, f'weight "{row["weight"]}" is no number')
    return weights


def load_records(data: Data) -> Mapping[str, tuple[int, int]]:
    """Read how often each sense was right and wrong in the training articles; faults are noted in ``data``."""
    records: dict[str, tuple[int, int]] = {}
    columns = ("sense", "right", "wrong")
    for row in data.rows("coding/senses.tsv", columns, required=columns):
        try:
            records[row["sense"]] = int(row["right"]), int(row["wrong"])
        except ValueError:
            data.fault(row.where, f'"{row["right"]}" and "{row["wrong"]}" must be whole numbers')
    return records
