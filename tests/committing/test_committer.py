from dataclasses import replace

import pytest

import treaties
from examples import seen
from parses import frozen
from tidings.records import Span


def sides(found):
    return sorted(party.country for party in found.parties)


def cited(table, found):
    text = frozen(table).text
    spans = [*found.names, *(duty.content for duty in found.duties), *(i.evidence for i in found.invocations)]
    return all(text[span.start : span.end] == span.text for span in spans)


def test_those_who_sign_are_parties_and_the_clause_dates_it(name):
    [found] = name(treaties.SIGNED)
    assert (found.name, found.kind, found.words) == ("border treaty", "treaty", ("border",))
    assert sides(found) == ["CHL", "PER"]
    assert (found.signed.earliest.year, found.signed.text) == (2018, "2018")
    assert cited(treaties.SIGNED, found)


def test_what_is_only_planned_is_not_dated(name):
    [found] = name(treaties.SIGNED, statuses={"signed": "planned"})
    assert found.signed is None
    assert found.invocations[0].status == "planned"


@pytest.mark.parametrize("table", ["BETWEEN", "COMPOUND"])
def test_a_name_tells_its_parties(name, table):
    [found] = name(getattr(treaties, table))
    assert sides(found) == ["CHL", "PER"]


def test_the_pact_is_the_treaty_before(name):
    [found] = name(treaties.PACT_AGAIN)
    assert [span.text for span in found.names] == ["border treaty", "pact"]


def test_other_years_are_other_treaties(name):
    assert [found.words for found in name(treaties.TWO_YEARS)] == [("1979", "peace"), ("1994",)]


def test_a_year_in_a_name_dates_it(name):
    assert [found.signed.earliest.year for found in name(treaties.TWO_YEARS)] == [1979, 1994]


def test_a_deal_of_firms_is_none(name):
    assert name(treaties.FIRMS) == ()


def test_a_resolution_is_the_united_nations(name):
    [found] = name(treaties.RESOLUTION)
    assert (found.words, [party.organization for party in found.parties]) == (("1718",), ["UNO"])


def test_a_known_name_is_told_in_full(name):
    [found] = name(treaties.KNOWN)
    assert found.name == "Joint Comprehensive Plan of Action"


def test_an_invocation_names_the_nearest_act_above_it(name):
    [mention] = seen().mentions
    accused = replace(mention, id="m", type="ACCUSE", trigger=Span(start=6, end=13, text="accused"))
    [found] = name(treaties.VIOLATED, [accused])
    [invocation] = found.invocations
    assert invocation.mention == "m"
    assert [voice.name for voice in invocation.voices] == ["Kim Jong Un"]


def test_without_coded_acts_no_mention_is_named(name):
    [found] = name(treaties.VIOLATED)
    assert found.invocations[0].mention is None
