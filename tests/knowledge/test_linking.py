import pytest

from tidings.errors import DataError
from tidings.knowledge.linking import FINDINGS, load
from tidings.knowledge.tables import Data


def test_a_rare_word_weighs_more_and_one_that_is_not_listed_most():
    counts = load(Data.open()).counts
    assert counts.weight("xyzzyx") > counts.weight("ceasefire") > counts.weight("the") > 0


def test_every_finding_has_a_weight():
    assert load(Data.open()).weights.keys() == FINDINGS


def test_families_go_both_ways():
    rules = load(Data.open())
    assert "CONSULT" in rules.family("AGREE")
    assert "AGREE" in rules.family("CONSULT")
    assert rules.family("PROTEST") == {"PROTEST"}


def test_faults_are_told_together(tmp_path):
    folder = tmp_path / "linking"
    folder.mkdir()
    (folder / "events.toml").write_text(
        '[weights]\nsame_plase = 1.0\n\n[[calling_off]]\nid = "x"\nstatus = "gone"\nregex = "a"\nexample = "a"\n'
        'near = "b"\n\n[[calling_off]]\nid = "y"\nstatus = "cancelled"\nregex = "a"\nexample = "b"\nnear = "a"\n'
    )
    with pytest.raises(DataError) as caught:
        load(Data.open(tmp_path))
    message = str(caught.value)
    for part in ("same_place", 'status "gone"', "does not fit its example", "fits its near miss"):
        assert part in message


def test_a_user_may_change_one_weight(tmp_path):
    folder = tmp_path / "linking"
    folder.mkdir()
    (folder / "events.toml").write_text("[weights]\nsame_place = 2.5\n")
    assert load(Data.open(tmp_path)).weights["same_place"] == 2.5


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("events.toml", "weights = 3\n", "weights: Expected `object`"),
        ("events.toml", "[calling_off]\nid = 1\n", "calling_off: Expected `array`"),
        ("events.toml", '[weights]\nbase = "much"\n', "weights: Expected `float`"),
        ("events.toml", '[kinds]\nsymmetric = []\nlocated = "ASSAULT"\n', "kinds: Expected `array`"),
        ("words.tsv", "word\tarticles\nfoo\tmany\n", 'words.tsv:2: articles "many" is no number of articles'),
    ],
)
def test_what_has_another_form_is_told(tmp_path, name, text, fault):
    (tmp_path / "linking").mkdir()
    (tmp_path / "linking" / name).write_text(text)
    with pytest.raises(DataError) as caught:
        load(Data.open(tmp_path))
    assert fault in str(caught.value)
