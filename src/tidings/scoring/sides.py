"""Fit whose untold sides are: ``python -m tidings.scoring.sides DOCS:GOLD … --out TSV [--model DIR]``.

Codes annotated articles (format of the gold guidelines), keeps the candidates that a gold mention of their type bears
out by its words, and fits a ridge-penalised conditional logit by gradient ascent on the sides that the clause leaves
without a country.  Prints how often the answer is right, on ``--holdout`` if it is given.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from tidings.coding.completing import NOT_TOLD, Countries, Question, answer
from tidings.pipeline import Tidings
from tidings.scoring.fitting import borne_out, write_weights
from tidings.scoring.gold import read
from tidings.settings import Settings

RIDGE = 1.0
STEPS = 400
RATE = 0.5
Example = tuple[Question, str]


def examples(coder: Tidings, gold: str) -> Iterator[Example]:
    """The questions of all articles with their true answers; those whose answer is no option are left out."""
    for annotated in read(gold):
        candidates, analysis = coder.candidates(annotated.article)
        told = [(c.match.sense.type, trigger) for c, trigger in candidates]
        hits = borne_out(told, annotated.mentions)
        for question in Countries([c for c, _ in candidates], analysis).questions():
            mention = hits[question.position]
            if mention is None:
                continue
            parties = mention.actors if question.side == "actors" else mention.recipients
            codes = [party.country for party in parties if party.country != "UNK"]
            if not codes:
                yield question, NOT_TOLD
            elif codes[0] in question.options:
                yield question, codes[0]


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights by feature."""
    names = sorted({name for q, _ in data for features in q.options.values() for name, _ in features})
    column = {name: i for i, name in enumerate(names)}
    sets = []
    for question, answered in data:
        x = np.zeros((len(question.options), len(names)))
        for row, features in enumerate(question.options.values()):
            for name, value in features:
                x[row, column[name]] += value
        sets.append((x, list(question.options).index(answered)))
    weights = np.zeros(len(names))
    for step in range(STEPS):
        gradient = -RIDGE * weights
        for x, right in sets:
            scores = x @ weights
            raised = np.exp(scores - scores.max())
            gradient += x[right] - (raised / raised.sum()) @ x
        weights += RATE * gradient / (len(sets) ** 0.5 + step)
    return {name: round(float(weights[i]), 3) for name, i in column.items()}


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, write, and print how often the answers are right."""
    parser = argparse.ArgumentParser(prog="tidings.scoring.sides", description=__doc__)
    parser.add_argument("gold", nargs="+", metavar="DOCS:GOLD")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights, data/coding/sides.tsv")
    parser.add_argument("--holdout", metavar="DOCS:GOLD", help="print the figures on these; default: on all")
    parser.add_argument("--model", type=Path, help="a folder with the reader to use; default: the package's")
    given = parser.parse_args(argv)
    coder = Tidings(Settings(model=given.model))
    data = [example for gold in given.gold for example in examples(coder, gold)]
    weights = fit(data)
    what = "Weights of the model that says whose an untold side is: python -m tidings.scoring.sides writes them."
    write_weights(given.out, weights, what)
    shown = list(examples(coder, given.holdout)) if given.holdout else data
    answers = [(answer(question, weights), right) for question, right in shown]
    filled = [(a, r) for a, r in answers if a != NOT_TOLD]
    print(f"{len(data)} questions fitted; of {len(shown)}: right {sum(a == r for a, r in answers) / len(answers):.2f}")
    print(f"filled {len(filled)}, right {sum(a == r for a, r in filled) / max(1, len(filled)):.2f}")
    print(f"told by the text {sum(r != NOT_TOLD for _, r in answers)}")


if __name__ == "__main__":
    main()
