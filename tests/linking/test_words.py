import pytest

from tidings.knowledge.linking import WordCounts
from tidings.linking.words import heaviest, likeness, vector

COUNTS = WordCounts(1000, {"the": 990, "harbour": 40, "strike": 60})


def test_a_rare_word_weighs_more_than_a_common_one():
    told = vector("The strike closed the harbour of Valdor.", COUNTS)
    assert told["valdor"] > told["harbour"] > told["strike"] > told["the"]
    assert heaviest(told, 1) == ("closed",)  # as rare as the town: by the alphabet


def test_the_length_is_one_and_a_text_is_like_itself():
    told = vector("Dock workers left the harbour.", COUNTS)
    assert likeness(told, told) == pytest.approx(1)


def test_texts_without_common_words_are_nothing_alike():
    assert likeness(vector("ferry sails", COUNTS), vector("judge rules", COUNTS)) == 0


def test_a_text_without_words_is_like_nothing():
    assert vector("… — !", COUNTS) == {}
    assert likeness({}, vector("ferry", COUNTS)) == 0


def test_the_title_counts_more_than_the_text():
    plain = vector("Ferry and harbour", COUNTS)
    titled = vector("Ferry and harbour", COUNTS, title="Harbour")
    assert titled["harbour"] / titled["ferry"] > plain["harbour"] / plain["ferry"]
