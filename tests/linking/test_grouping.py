from hypothesis import given
from hypothesis import strategies as st

from tidings.linking.grouping import groups


def test_a_pair_is_a_group():
    assert groups([("a", "b")]) == [["a", "b"]]


def test_a_chain_of_two_links_does_not_hold_three():
    assert groups([("a", "b"), ("b", "c")]) == [["a", "b"]]


def test_three_of_four_pairs_join_two_groups():
    found = groups([("a", "b"), ("c", "d"), ("a", "c"), ("a", "d"), ("b", "c")])
    assert [sorted(group) for group in found] == [["a", "b", "c", "d"]]


def test_what_failed_holds_once_its_group_has_grown():
    # c is like b alone while the group is a and b; d, which is like all, comes later and makes it two of three.
    found = groups([("a", "b"), ("b", "c"), ("a", "d"), ("b", "d"), ("c", "d")])
    assert [sorted(group) for group in found] == [["a", "b", "c", "d"]]


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), max_size=20))
def test_every_group_is_joined_and_nobody_is_in_two(pairs):
    found = groups(sorted(pairs))
    members = [key for group in found for key in group]
    assert len(members) == len(set(members))
    for group in found:
        reached, rest = {group[0]}, set(group[1:])
        while near := {key for key in rest if any(tuple(sorted((key, one))) in pairs for one in reached)}:
            reached |= near
            rest -= near
        assert not rest
