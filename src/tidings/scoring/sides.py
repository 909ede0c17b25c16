"""Fit whose the sides of an act are: ``python -m tidings.scoring.sides DOCS:GOLD … --out TSV [--model DIR]``.

Codes annotated articles (format of the gold guidelines) that the reader in ``--model`` was not trained on, keeps the
candidates that a gold mention of their type bears out by its words, and fits a logistic model of whether a country or
organisation stands on a side.  Prints how often a side is right before and after, on ``--holdout`` if it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidings.coding.completing import Countries, Question, answer
from tidings.pipeline import Tidings
from tidings.scoring.fitting import borne_out, logistic, task, write_weights
from tidings.scoring.gold import read

Example = tuple[Question, frozenset[str]]
RIDGE = 6.0


def examples(coder: Tidings, gold: str) -> Iterator[Example]:
    """The questions of all articles with their true answers."""
    for annotated in read(gold):
        seen = coder.candidates(annotated.article)
        hits = borne_out([(c.match.sense.type, trigger) for c, trigger in seen.candidates], annotated.mentions)
        countries = Countries([c for c, _ in seen.candidates], seen.analysis, seen.readings)
        for question in countries.questions():
            mention = hits[question.position]
            if mention is not None:
                parties = mention.actors if question.side == "actors" else mention.recipients
                yield question, frozenset(p.country for p in parties if p.country != "UNK")


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, write, and print how often the answers are right."""
    given = task("sides", __doc__, "the table of weights, data/coding/*/sides.tsv", argv)
    coder = given.coder
    data = [example for gold in given.gold for example in examples(coder, gold)]
    weights = logistic([(f, code in right) for q, right in data for code, f in q.options.items()], ridge=RIDGE)
    what = "Weights of the model that says whose a side is: python -m tidings.scoring.sides writes them."
    write_weights(given.out, weights, what)
    shown = list(examples(coder, given.holdout)) if given.holdout else data
    answers = [(question.told, set(answer(question, weights)), right) for question, right in shown]
    before = sum(told == right for told, _, right in answers)
    after = sum(given == right for _, given, right in answers)
    changed = sum(told != given for told, given, _ in answers)
    print(
        f"{len(data)} sides fitted; of {len(shown)}, right by the rules {before}; {changed} changed, right then {after}"
    )


if __name__ == "__main__":
    main()
