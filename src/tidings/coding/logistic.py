"""Logistic models over named features; their weights are tables (``data/coding``), fitted by ``tidings.scoring``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

Feature = tuple[str, float]
#: a chance closer to 0 or 1 than this says no more
EDGE = 0.003
SCALE = 3.0  # brings logits to about the size of the features that hold or not


def evidence(chance: float) -> float:
    """A chance of the reader as a feature's value: its logit, scaled; between about -2 and 2."""
    chance = min(max(chance, EDGE), 1.0 - EDGE)
    return math.log(chance / (1.0 - chance)) / SCALE


def chance_of(weights: Mapping[str, float], present: Iterable[Feature]) -> float:
    """The chance that a model gives: 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in present)
    return 1.0 / (1.0 + math.exp(-total))
