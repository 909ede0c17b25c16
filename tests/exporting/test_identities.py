"""Numbers from digests."""

from hypothesis import given
from hypothesis import strategies as st

from tidings.exporting.identities import whole_number


@given(st.lists(st.text(), min_size=1))
def test_a_number_stays_exact_in_a_double(parts):
    number = whole_number(*parts)
    assert 0 < number < 2**53
    assert int(float(number)) == number == whole_number(*parts)


def test_parts_are_kept_apart():
    assert whole_number("a", "bc") != whole_number("ab", "c")
