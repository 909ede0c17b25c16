import pytest

from examples import seen
from tidings.scoring.stories import acts, half, rate, rate_acts
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


def test_mentions_of_one_act_are_rated():
    known = {"m1": ("sank", "flood"), "m2": ("sank", "flood"), "m3": ("drowned", "flood"), "m4": ("sank", "flood")}
    figures = rate_acts({"m1": "e1", "m2": "e1", "m3": "e1", "m4": "e2"}, known)
    assert figures == {"P": pytest.approx(1 / 3), "R": pytest.approx(1 / 3), "F1": pytest.approx(1 / 3)}


def test_the_act_of_a_mention_is_that_of_the_words_that_it_overlaps():
    trigger = seen().mentions[0].trigger
    marked = {"start": trigger.start, "end": trigger.end, "type": "ACTION_OCCURRENCE", "cluster": "c1"}
    row = {"id": seen().id, "subtopic": "flood", "mentions": [{**marked, "cluster": None}, marked]}
    assert acts([row], [seen()]) == {seen().mentions[0].id: ("c1", "flood")}
