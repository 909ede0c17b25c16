"""Fit the confidence of mentions: ``python -m tidings.scoring.calibrate DOCS:GOLD … --out TSV [--holdout DOCS:GOLD]``.

Codes annotated articles (format of the gold guidelines), marks each mention right if a gold mention of its type has the
same words or stands in its sentence, fits a ridge-penalised logistic regression by Newton's method, writes the weights
to ``--out`` and prints the reliability on the hold-out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import tidings
from tidings import knowledge
from tidings.coding.confidence import confidence, features
from tidings.knowledge.lexicon import Sense
from tidings.pipeline import Tidings
from tidings.records import Article, Coded, Mention

RIDGE = 2.0
STEPS = 25
Example = tuple[tuple[str, ...], bool]


def examples(coder: Tidings, senses: Mapping[str, Sense], gold: str) -> Iterator[Example]:
    """Features of every mention that the coder finds, and whether it is right."""
    docs_path, gold_path = gold.split(":")
    docs = {d["id"]: d for d in map(json.loads, Path(docs_path).read_text(encoding="utf-8").rstrip("\n").split("\n"))}
    for line in Path(gold_path).read_text(encoding="utf-8").rstrip("\n").split("\n"):
        annotation = json.loads(line)
        doc = docs[annotation["id"]]
        article = Article(
            id=doc["id"],
            text=doc["text"],
            title=doc["title"],
            publisher=doc["publisher"],
            published=doc["date"] or None,
        )
        [coded] = coder.pipe([article])
        if isinstance(coded, Coded):
            right = _right(coded.mentions, annotation["mentions"], doc)
            seen = (tuple(features(senses[m.cues[0].rule.partition(":")[2]], m)) for m in coded.mentions)
            yield from zip(seen, right, strict=True)


def _right(mentions: Sequence[Mention], gold: Sequence[dict[str, Any]], doc: dict[str, Any]) -> list[bool]:
    free = list(gold)
    marks = []
    for mention in mentions:
        hit = next(
            (
                g
                for g in free
                if g["type"] == mention.type
                and doc["sentences"][g["sentence"]][0] <= mention.trigger.start < doc["sentences"][g["sentence"]][1]
            ),
            None,
        )
        if hit is not None:
            free.remove(hit)
        marks.append(hit is not None)
    return marks


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights in logits by feature."""
    names = sorted({f for features, _ in data for f in features})
    columns = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for row, (present, _) in enumerate(data):
        x[row, [columns[f] for f in present]] = 1.0
    y = np.array([right for _, right in data], dtype=float)
    weights = np.zeros(len(names))
    penalty = np.full(len(names), RIDGE)
    penalty[columns["bias"]] = 0.01
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-(x @ weights)))
        gradient = x.T @ (y - chance) - penalty * weights
        curvature = (x.T * (chance * (1 - chance))) @ x + np.diag(penalty)
        weights += np.linalg.solve(curvature, gradient)
    return {name: round(float(weights[i]), 3) for name, i in columns.items()}


def reliability(data: Sequence[Example], weights: dict[str, float]) -> Iterator[str]:
    """A line for each tenth of confidence: how many mentions, how sure on average, how many of them right."""
    scored = [(confidence(weights, iter(features)), right) for features, right in data]
    for tenth in range(10):
        inside = [(c, r) for c, r in scored if min(int(c * 10), 9) == tenth]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            yield f"{tenth / 10:.1f}  {len(inside):5d}  {mean:.2f}  {sum(r for _, r in inside) / len(inside):.2f}"


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, write, and print the reliability."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.calibrate", description=__doc__)
    parser.add_argument("gold", nargs="+", metavar="DOCS:GOLD")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights, data/coding/confidence.tsv")
    parser.add_argument("--holdout", metavar="DOCS:GOLD", help="print the reliability on these; default: on all")
    given = parser.parse_args(argv)
    coder = tidings.load()
    senses = knowledge.load().lexicon.senses
    data = [example for gold in given.gold for example in examples(coder, senses, gold)]
    weights = fit(data)
    lines = ["# Weights of the confidence model, in logits: python -m tidings.scoring.calibrate writes them."]
    lines += ["feature\tweight", *(f"{name}\t{weight}" for name, weight in weights.items())]
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    shown = list(examples(coder, senses, given.holdout)) if given.holdout else data
    print(f"{len(data)} mentions fitted; reliability on {len(shown)}: from, mentions, mean confidence, right")
    print("\n".join(reliability(shown, weights)))


if __name__ == "__main__":
    main()
