from types import SimpleNamespace

import pytest

from tidings.coding.logistic import chance_of
from tidings.records import Span
from tidings.scoring.fitting import borne_out, logistic


def gold(type_, start, end, sentence=(0, 100)):
    return SimpleNamespace(type=type_, span=(start, end), sentence=sentence)


def told(type_, start, end):
    return type_, Span(start=start, end=end, text="")


def test_a_regression_finds_what_tells_right_from_wrong():
    data = [([("bias", 1.0), ("good", float(right))], right) for right in [True, False] * 40]
    weights = logistic(data, ridge=0.1)
    assert chance_of(weights, [("bias", 1.0), ("good", 1.0)]) > 0.9
    assert chance_of(weights, [("bias", 1.0)]) < 0.1


def test_a_greater_ridge_keeps_weights_smaller():
    data = [([("bias", 1.0), ("good", float(right))], right) for right in [True, False] * 10]
    assert 0 < logistic(data, ridge=10.0)["good"] < logistic(data, ridge=1.0)["good"]


def test_a_gold_mention_bears_out_one_candidate_its_own_words_first():
    mention = gold("ACCUSE", 10, 15)
    assert borne_out([told("ACCUSE", 50, 55), told("ACCUSE", 12, 14)], [mention]) == [None, mention]
    assert borne_out([told("ACCUSE", 50, 55)], [mention]) == [mention]
    assert borne_out([told("REJECT", 12, 14)], [mention]) == [None]


@pytest.mark.parametrize("place", [(200, 205), (100, 104)])
def test_words_of_another_sentence_bear_nothing_out(place):
    assert borne_out([told("ACCUSE", *place)], [gold("ACCUSE", 10, 15)]) == [None]
