"""Fit the model that decides: ``python -m tidings.scoring.calibrate DOCS:GOLD … --out TSV [--model DIR]``.

Codes annotated articles (format of the gold guidelines), marks each candidate right if a gold mention of its type has
the same words or stands in its sentence, fits a ridge-penalised logistic regression by Newton's method, writes the
weights to ``--out`` and prints the reliability on ``--holdout``.  The articles must be ones that the reader in
``--model`` was not trained on: it is surer of those than of any others.  ``--no-reader`` fits the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidings.coding.deciding import confidence
from tidings.coding.logistic import Feature
from tidings.pipeline import Tidings
from tidings.scoring.fitting import borne_out, logistic, task, write_weights
from tidings.scoring.gold import read

RIDGE = 2.0
Example = tuple[tuple[Feature, ...], bool]


def examples(coder: Tidings, gold: str) -> Iterator[Example]:
    """Features of every candidate, and whether it is right."""
    for annotated in read(gold):
        seen = list(coder.weigh(annotated.article))
        told = [(candidate.match.sense.type, trigger) for candidate, trigger, _ in seen]
        hits = borne_out(told, annotated.mentions)
        yield from ((present, hit is not None) for (_, _, present), hit in zip(seen, hits, strict=True))


def reliability(data: Sequence[Example], weights: dict[str, float]) -> Iterator[str]:
    """A line for each tenth of confidence: how many candidates, how sure on average, how many of them right."""
    scored = [(confidence(weights, present), right) for present, right in data]
    for tenth in range(10):
        inside = [(c, r) for c, r in scored if min(int(c * 10), 9) == tenth]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            yield f"{tenth / 10:.1f}  {len(inside):5d}  {mean:.2f}  {sum(r for _, r in inside) / len(inside):.2f}"


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, write, and print the reliability."""
    given = task("calibrate", __doc__, "the table of weights, data/coding/*/confidence.tsv", argv)
    coder = given.coder
    data = [example for gold in given.gold for example in examples(coder, gold)]
    weights = logistic(data, ridge=RIDGE)
    what = "Weights of the model that decides, in logits: python -m tidings.scoring.calibrate writes them."
    write_weights(given.out, weights, what)
    shown = list(examples(coder, given.holdout)) if given.holdout else data
    print(f"{len(data)} candidates fitted; reliability on {len(shown)}: from, candidates, mean confidence, right")
    print("\n".join(reliability(shown, weights)))


if __name__ == "__main__":
    main()
