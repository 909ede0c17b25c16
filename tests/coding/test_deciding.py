from hypothesis import given
from hypothesis import strategies as st

from tidings.coding.confidence import confidence


@given(st.dictionaries(st.text(max_size=5), st.floats(-20, 20), max_size=8))
def test_confidence_is_a_chance(weights):
    assert 0.0 <= confidence(weights, iter(weights)) <= 1.0


def test_a_feature_with_weight_moves_it():
    weights = {"bias": 0.0, "actor known": 2.0}
    assert confidence(weights, iter(["bias"])) == 0.5
    assert confidence(weights, iter(["bias", "actor known"])) == 0.88
