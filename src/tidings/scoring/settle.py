"""Fit when and where acts take place: ``python -m tidings.scoring.settle DOCS:GOLD … --out DIR [--model DIR]``.

Codes annotated articles (format of the gold guidelines) that the reader in ``--model`` was not trained on, keeps the
mentions that a gold mention of their type bears out by its words, and fits two logistic models: whether a time is the
act's (``when.tsv``), and whether it takes place in a country (``where.tsv``).  Prints how often both are right before
and after, on ``--holdout`` if it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tidings.coding.coder import Unsettled
from tidings.coding.settling import WHEN_SURE, WHERE_SURE, Option, choose, days
from tidings.pipeline import Tidings
from tidings.records import Place, When
from tidings.scoring.fitting import borne_out, logistic, task, write_weights
from tidings.scoring.gold import GoldMention, read

Example = tuple[Unsettled, GoldMention]
#: the options, the rules' answer and the right one
Question = tuple[Sequence[Option[When]] | Sequence[Option[Place]], str | None, str | None]
RIDGE = 8.0


def examples(coder: Tidings, gold: str) -> Iterator[Example]:
    """The mentions of all articles that the gold bears out, with its own."""
    for annotated in read(gold):
        unsettled = coder.unsettled(annotated.article)
        hits = borne_out([(u.mention.type, u.mention.trigger) for u in unsettled], annotated.mentions)
        yield from ((one, hit) for one, hit in zip(unsettled, hits, strict=True) if hit is not None)


def _times(unsettled: Unsettled, mention: GoldMention) -> Question:
    told = unsettled.mention.when
    return unsettled.times, days(told) if told else None, "..".join(map(str, mention.when)) if mention.when else None


def _places(unsettled: Unsettled, mention: GoldMention) -> Question:
    told = unsettled.mention.where
    return unsettled.places, told.country if told else None, mention.where


def _report(questions: Sequence[Question], weights: Mapping[str, float], sure: float) -> Iterator[str]:
    """A line for the acts that the gold gives a time or place, and one for those that it leaves open."""
    for what, wanted in (("told", True), ("left open", False)):
        of = [question for question in questions if (question[2] is not None) is wanted]
        ruled = sum(told == right for _, told, right in of) / max(1, len(of))
        chosen = [(choose(options, weights, sure), right) for options, _, right in of]
        settled = sum((option.key if option else None) == right for option, right in chosen) / max(1, len(of))
        yield f"{what}: {len(of)}, right by the rules {ruled:.3f}, settled {settled:.3f}"


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, write, and print how often the answers are right."""
    given = task("settle", __doc__, "the folder of the tables, data/coding/*", argv)
    coder = given.coder
    data = [example for gold in given.gold for example in examples(coder, gold)]
    shown = list(examples(coder, given.holdout)) if given.holdout else data
    for name, question, sure in (("when", _times, WHEN_SURE), ("where", _places, WHERE_SURE)):
        questions = [question(*example) for example in data]
        rows = [(option.features, option.key == right) for options, _, right in questions for option in options]
        weights = logistic(rows, ridge=RIDGE)
        what = f"Weights of the model that says {name} an act takes place: tidings.scoring.settle writes them."
        write_weights(given.out / f"{name}.tsv", weights, what)
        shown_questions = [question(*example) for example in shown]
        print("\n".join(f"{name}, {line}" for line in _report(shown_questions, weights, sure)))


if __name__ == "__main__":
    main()
