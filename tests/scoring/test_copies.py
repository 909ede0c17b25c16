from tidings.scoring.copies import rate

LONG = "the mayor opened the new bridge on a rainy morning and went home by the old one"
TEXTS = {
    "a": LONG,
    "b": LONG + " twice",
    "c": "the mayor opened the new bridge",
    "d": "nothing at all was opened here",
    "e": "",
}


def test_an_unlisted_pair_is_right_if_it_shares_as_much_as_listed_ones():
    joined = {("a", "b"), ("a", "c"), ("a", "d"), ("d", "e")}
    figures = rate(joined, {("a", "b"), ("b", "c")}, TEXTS)
    assert figures == {"found": 0.5, "precision": 0.5}


def test_nothing_joined_is_nothing_found():
    assert rate([], [("a", "b")], TEXTS) == {"found": 0.0, "precision": 0.0}
