import re
import textwrap
from pathlib import Path

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


@pytest.fixture
def own(tmp_path):
    """The faults of a lexicon entry of one's own."""

    def check(entry):
        place = tmp_path / "lexicon" / "en"
        place.mkdir(parents=True)
        (place / "own.toml").write_text(entry, encoding="utf-8")
        coder = tidings.load(Settings(reader=False, lexicon=tmp_path))
        return list(coder.faults(own=True))

    return check


SPLURGE = """
[[sense]]
id = "splurge-sum"
verb = "splurge"
object = "MONEY"
type = "AID"
recipient = "on|object.on"
example = "[Norway] splurged two billion euros on {Moldova}."
near = "The king splurged on a hat."
"""


@pytest.mark.model
def test_the_entries_of_the_documentation_hold(own):
    page = (Path(__file__).parents[2] / "docs" / "lexicon.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```toml\n(.*?)^ *```", page, re.DOTALL | re.MULTILINE)
    entries = [textwrap.dedent(block) for block in blocks]
    assert len(entries) == 3
    assert own("\n".join(entries)) == []


@pytest.mark.model
def test_a_sum_is_money_however_it_is_written(own):
    assert own(SPLURGE) == []


@pytest.mark.model
def test_a_failing_example_says_which_slot_does_not_fit(own):
    [fault] = own(SPLURGE.replace("MONEY", "treaty"))
    assert "splurged: slot object: treaty: holds euros" in fault


@pytest.mark.model
def test_a_word_of_another_kind_is_told(own):
    [fault] = own(SPLURGE.replace("splurged two", "gave two"))
    assert "its word is not there, or is taken for another part of speech" in fault


@pytest.mark.model
def test_the_examples_of_excluded_phrases_are_run(own):
    text = '[[exclude]]\nid = "no-fire-back"\nwords = "fire back at"\n'
    faults = own(text + 'example = "Chad condemned Mali."\nnear = "Iran fired back at Israel in a statement."\n')
    assert ["nothing in the example is stopped" in fault for fault in faults] == [True, False]
    assert "the near miss is stopped too" in faults[1]
