from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from tidings.coding.deciding import Proposal, Told, confidence, features
from tidings.coding.selecting import Refusal
from tidings.records import Entity, Status

SOMEBODY = Entity(start=0, end=4, text="Chad", country="TCD")


def proposal(**others):
    sense = SimpleNamespace(type="ACCUSE", part_of_speech="VERB", wants=(), particle=None, phrases=(("blame",),))
    token = SimpleNamespace(dep_="ROOT", sent=SimpleNamespace(start=0))
    return Proposal(SimpleNamespace(sense=sense, token=token), **others)


def names(made, record=(0, 0)):
    return dict(features(made, Told((SOMEBODY,), (), Status.HAPPENED, None, record)))


@given(st.dictionaries(st.text(max_size=5), st.floats(-20, 20), max_size=8))
def test_confidence_is_a_chance(weights):
    assert 0.0 <= confidence(weights, ((name, 1.0) for name in weights)) <= 1.0


def test_a_feature_with_weight_moves_it():
    weights = {"bias": 0.0, "actor known": 2.0}
    assert confidence(weights, [("bias", 1.0)]) == 0.5
    assert confidence(weights, [("bias", 1.0), ("actor known", 1.0)]) == 0.88
    assert confidence(weights, [("bias", 1.0), ("actor known", 0.5)]) == 0.73


def test_the_reader_is_looked_at_only_where_it_read():
    assert not any("reader" in name for name in names(proposal()))
    surer, less = (names(proposal(seen=chance, act=0.9))["lexicon reader type"] for chance in (0.9, 0.2))
    assert surer > 0 > less


def test_a_refusal_and_a_frame_are_told_apart():
    assert "refused bare" in names(proposal(refusal=Refusal("bare", "bare noun")))
    assert "frame type ACCUSE" in names(proposal(framed=True, seen=0.9, act=0.9))


def test_a_sense_with_a_good_record_weighs_more_and_an_untried_one_nothing():
    assert names(proposal(), (9, 1))["record"] > 0 > names(proposal(), (1, 9))["record"]
    untried = names(proposal())
    assert untried["record"] == 0
    assert "untried" in untried
