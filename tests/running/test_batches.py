"""Batches hold everything, in order, within their bounds."""

from hypothesis import given
from hypothesis import strategies as st

from tidings.records import Article, Failure
from tidings.running.batches import batches

item = st.builds(Article, id=st.just("a"), text=st.text(max_size=30)) | st.just(
    Failure(id="f", stage="reading", reason="empty file", detail="")
)


@given(st.lists(item, max_size=40))
def test_nothing_is_lost_and_no_batch_is_too_large(items):
    cut = list(batches(items, articles=5, characters=40))
    assert [one for batch in cut for one in batch] == items
    for batch in cut:
        assert 0 < len(batch) <= 5
        assert len(batch) == 1 or sum(len(one.text) for one in batch if isinstance(one, Article)) <= 40
