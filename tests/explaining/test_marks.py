"""Which characters play which part."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from examples import seen
from tidings.explaining.marks import Mark, Part, marks, parts, segments

mark = st.builds(
    lambda start, length, part: Mark(start, start + length, part),
    st.integers(0, 40),
    st.integers(1, 20),
    st.sampled_from(Part),
)


@given(st.lists(mark, max_size=8), st.integers(0, 10), st.integers(11, 50))
def test_segments_cover_the_text_once_and_carry_just_the_marks_that_hold_there(found, start, end):
    cut = list(segments(start, end, found))
    assert cut[0].start == start
    assert cut[-1].end == end
    assert all(left.end == right.start for left, right in itertools.pairwise(cut))
    for segment in cut:
        for at in range(segment.start, segment.end):
            assert set(segment.marks) == {one for one in found if one.start <= at < one.end}


def test_parties_that_the_clause_leaves_out_have_no_mark():
    assert parts(list(marks(seen().mentions[0]))) == (Part.TRIGGER, Part.ACTOR, Part.QUANTITY)
