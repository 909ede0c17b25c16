from hypothesis import given
from hypothesis import strategies as st

from tidings.identity import article_id

part = st.none() | st.text(st.characters(codec="utf-8"), max_size=9)
triple = st.tuples(part, part, st.text(st.characters(codec="utf-8"), max_size=9))


@given(triple, triple)
def test_an_id_stands_for_outlet_address_and_text(one, two):
    same = [p or "" for p in one] == [p or "" for p in two]
    assert (article_id(*one) == article_id(*two)) == same


def test_the_form_never_changes():
    assert article_id("Lamp", None, "The road is open.") == "sha256:8a83e3ed3fe8c34e042c199626604542"
