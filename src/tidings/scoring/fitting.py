"""What fitting a model on annotated articles takes: what the gold bears out, the regression, the table of weights."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tidings.coding.logistic import Feature
from tidings.pipeline import Tidings
from tidings.records import Span
from tidings.scoring.gold import GoldMention
from tidings.settings import Settings

STEPS = 25


@dataclass(frozen=True, slots=True)
class Task:
    """What a fit is asked for: the coder, the articles to fit on, those to show figures of, and where to write."""

    coder: Tidings
    gold: Sequence[str]
    holdout: str | None
    out: Path


def task(module: str, described: str | None, out: str, argv: Sequence[str] | None) -> Task:
    """Read the command line that all fits share; ``out`` says what ``--out`` is."""
    parser = argparse.ArgumentParser(prog=f"tidings.scoring.{module}", description=described)
    parser.add_argument("gold", nargs="+", metavar="DOCS:GOLD")
    parser.add_argument("--out", type=Path, required=True, help=out)
    parser.add_argument("--holdout", metavar="DOCS:GOLD", help="print the figures on these; default: on all")
    parser.add_argument("--model", type=Path, help="a folder with the reader to use; default: the package's")
    parser.add_argument("--no-reader", action="store_true", help="fit the rules alone")
    given = parser.parse_args(argv)
    coder = Tidings(Settings(reader=not given.no_reader, model=given.model))
    return Task(coder, given.gold, given.holdout, given.out)


def borne_out(told: Sequence[tuple[str, Span]], gold: Sequence[GoldMention]) -> list[GoldMention | None]:
    """The gold mention that bears out each candidate of its type: one that has its words, else one in its sentence.

    Args:
        told: type and trigger of each candidate.
        gold: the mentions of the article; each bears out one candidate at most.
    """
    free = list(range(len(gold)))
    marks: list[GoldMention | None] = [None] * len(told)
    for exact in (True, False):
        for number, (type_, trigger) in enumerate(told):
            if marks[number] is not None:
                continue
            hit = next((i for i in free if gold[i].type == type_ and _meets(trigger, gold[i], exact=exact)), None)
            if hit is not None:
                free.remove(hit)
                marks[number] = gold[hit]
    return marks


def _meets(trigger: Span, mention: GoldMention, *, exact: bool) -> bool:
    start, end = mention.span if exact else mention.sentence
    return trigger.start < end and start < trigger.end


def logistic(data: Sequence[tuple[Sequence[Feature], bool]], *, ridge: float) -> dict[str, float]:
    """Weights in logits by feature: a ridge-penalised logistic regression, by Newton's method."""
    names = sorted({name for present, _ in data for name, _ in present})
    columns = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for row, (present, _) in enumerate(data):
        for name, value in present:
            x[row, columns[name]] = value
    y = np.array([right for _, right in data], dtype=float)
    weights = np.zeros(len(names))
    penalty = np.array([0.01 if name == "bias" else ridge for name in names])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-(x @ weights)))
        gradient = x.T @ (y - chance) - penalty * weights
        curvature = (x.T * (chance * (1 - chance))) @ x + np.diag(penalty)
        weights += np.linalg.solve(curvature, gradient)
    return {name: round(float(weights[i]), 3) for name, i in columns.items()}


def write_weights(path: Path, weights: Mapping[str, float], what: str) -> None:
    """Write a table of weights as ``knowledge.calibration`` reads it; ``what`` says of what, and who writes it."""
    lines = [f"# {what}", "feature\tweight", *(f"{name}\t{weight}" for name, weight in weights.items())]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
