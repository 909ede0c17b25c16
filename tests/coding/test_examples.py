import pytest

import tidings
from tidings.examples import unmark
from tidings.settings import Settings


@pytest.mark.model
def test_every_sense_holds_on_its_example_and_not_on_its_near_miss():
    assert list(tidings.load(Settings(reader=False)).faults()) == []


def test_marks_are_taken_out_and_kept():
    marked = unmark("[Peru] sued {Chile} today.")
    assert marked.text == "Peru sued Chile today."
    assert [marked.text[s:e] for s, e in marked.actors] == ["Peru"]
    assert [marked.text[s:e] for s, e in marked.recipients] == ["Chile"]


def test_an_open_bracket_is_told():
    with pytest.raises(ValueError, match="bracket is not closed"):
        unmark("[Peru sued Chile.")
