"""What came of a run, counted."""

from dataclasses import replace

import pytest

from examples import seen
from tidings.records import Article, Declined, Failure
from tidings.running.tally import Tally

failure = Failure(id="x", stage="cleaning", reason="language not supported", detail="de")


@pytest.mark.parametrize(
    ("results", "code"),
    [([], 3), ([seen()], 0), ([seen(), failure], 1), ([failure], 3), ([Article(id="a", text="")], 0)],
)
def test_the_exit_code_tells_how_much_was_done(results, code):
    tally = Tally()
    for result in results:
        tally.count(result)
    assert tally.exit_code == code


def test_a_run_that_finds_all_done_already_has_done_all():
    tally = Tally()
    tally.skip(3)
    assert tally.exit_code == 0


def test_the_verdict_names_the_reasons():
    tally = Tally()
    tally.count(seen())
    tally.count(failure)
    tally.count(failure)
    assert tally.verdict() == "2 of 3 failed (2 cleaning: language not supported)"


def test_the_summary_tells_mentions_by_type():
    tally = Tally(read=1)
    tally.count(seen())
    assert "         1  CONSULT" in list(tally.summary())


@pytest.mark.parametrize(
    ("reason", "counted"),
    [
        ("same act as lexicon:ban-people", "same act"),
        ("content of another act (lexicon:core-urge)", "content of another act"),
        ("bare noun: a topic, with no side, time or place of its own", None),
    ],
)
def test_reasons_are_counted_without_what_they_name(reason, counted):
    tally = Tally()
    tally.count(replace(seen(), declined=(Declined(start=0, end=1, text="K", stage="coding", reason=reason),)))
    assert tally.declined == {counted or reason: 1}
