from types import SimpleNamespace

from tidings.coding.recovery import Candidate, recover
from tidings.records import Entity

ANALYSIS = SimpleNamespace(references={})


def side(code, start=0):
    return Entity(start=start, end=start + 1, text=code, name=code, country=code, sectors=("MIL",))


def candidate(lemma, sentence, actors, recipients, *, i=0, type_="ASSAULT", part="NOUN"):
    token = SimpleNamespace(i=i, lemma_=lemma, lefts=())
    sense = SimpleNamespace(type=type_, mode=None, id=lemma, part_of_speech=part)
    match = SimpleNamespace(token=token, sense=sense)
    return Candidate(SimpleNamespace(match=match), sentence, tuple(actors), tuple(recipients))


def test_the_nearest_report_of_the_same_act_tells_the_missing_sides():
    first = candidate("raid", 0, [side("PER")], [side("CHL")], i=3)
    again = candidate("raid", 1, [], [], i=20)
    found = recover([first, again], ANALYSIS)[1]
    assert [e.country for e in found.actors] == ["PER"]
    assert [e.country for e in found.recipients] == ["CHL"]
    assert all(e.start is None for e in found.actors)
    assert found.same == 3


def test_reports_of_other_victims_tell_nothing():
    first = candidate("raid", 0, [side("PER")], [side("CHL")])
    other = candidate("raid", 1, [], [side("BOL")])
    assert recover([first, other], ANALYSIS)[1].actors == ()


def test_reports_too_far_apart_tell_nothing():
    first = candidate("raid", 0, [side("PER")], [side("CHL")])
    again = candidate("raid", 40, [], [])
    assert recover([first, again], ANALYSIS)[1].actors == ()


def test_nobody_stands_on_both_sides():
    first = candidate("raid", 0, [side("PER")], [side("CHL")])
    again = candidate("raid", 1, [], [side("CHL")])
    assert {e.country for e in recover([first, again], ANALYSIS)[1].actors} == {"PER"}
