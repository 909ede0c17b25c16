"""Pairs of parties."""

from dataclasses import replace

from exportable import CHAD, NIGER, event
from tidings.exporting.dyads import dyads, pairs

MALI = replace(NIGER, name="Mali", text="Mali", country="MLI")


def test_every_actor_is_paired_with_every_recipient():
    found = pairs(event(actors=(CHAD, MALI), recipients=(NIGER,)))
    assert found == ((CHAD, NIGER), (MALI, NIGER))


def test_an_act_of_several_without_a_recipient_is_mutual():
    assert dyads(event(actors=(CHAD, MALI), recipients=())) == {("TCD", "MLI"), ("MLI", "TCD")}


def test_a_side_that_is_unknown_is_none():
    assert pairs(event(recipients=())) == ((CHAD, None),)
    assert dyads(event(recipients=())) == frozenset()


def test_two_parties_of_one_state_make_one_dyad():
    army = replace(CHAD, name="the army", text="the army")
    assert dyads(event(actors=(CHAD, army))) == {("TCD", "NER")}
    assert len(pairs(event(actors=(CHAD, army)))) == 2
