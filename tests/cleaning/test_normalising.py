# ruff: noqa: RUF001 - typography is what is tested
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from tidings.cleaning import normalise

ODD = st.text(st.sampled_from("a’‘“”–—\u00a0\u200b\u2028…«»\u00ad'\"- ") | st.characters())


@given(ODD)
def test_offsets_never_move(text):
    plain = normalise(text)
    assert len(plain) == len(text)
    # the okina and its like are letters to Unicode, apostrophes to us
    assert all(a == b for a, b in zip(text, plain, strict=True) if a.isalnum() and category(a) != "Lm")


@given(ODD)
def test_a_plain_text_stays(text):
    assert normalise(normalise(text)) == normalise(text)


def test_quotes_dashes_and_spaces_are_made_plain():
    assert normalise("“It’s\u00a0over” – «done»") == '"It\'s over" - "done"'
