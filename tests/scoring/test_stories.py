import pytest

from tidings.scoring.stories import half, rate
from tidings.scoring.words import count

STORIES = {"a": "flood", "b": "flood", "c": "flood", "d": "fire"}


def test_pairs_are_rated():
    figures = rate({("a", "b"), ("c", "d")}, STORIES)
    assert figures == {"P": 0.5, "R": pytest.approx(1 / 3), "F1": pytest.approx(0.4)}


def test_a_half_knows_only_its_own_stories():
    whole = rate({("a", "b")}, STORIES)
    assert rate({("a", "b"), ("c", "d")}, STORIES, half("flood")) in (whole, rate({("a", "b"), ("c", "d")}, STORIES))


def test_words_are_counted_by_article_and_rare_ones_left_out():
    assert count(["Rain and rain", "rain", "the rain", "wind"]) == {"*": 4, "rain": 3}
