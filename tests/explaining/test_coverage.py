from datetime import date

import pytest

from telling import act, told
from tidings.explaining import coverage
from tidings.knowledge import linking
from tidings.knowledge.tables import Data
from tidings.linking import link

NEWS = "Shells fell on the harbour of Halden, where cranes burned and the fishing fleet of Suria lay at anchor."


@pytest.fixture(scope="module")
def events():
    rules = linking.load(Data.open())
    shelled = {"where": "Halden", "when": "2024-03-01"}
    first = act(told=[("killed", 7)], voices=["the mayor"], **shelled)
    second = act(told=[("killed", 9)], **shelled)
    blame = act("ACCUSE", by="Suria", on="Norland", words="blamed Norland")
    return link(
        [
            told("a", "2024-03-01", first, text=NEWS, outlet="Courier"),
            told("b", "2024-03-02", second, text=NEWS, outlet="Herald"),
            told("c", "2024-03-02", blame, text=NEWS, outlet="Daily"),
        ],
        rules,
    )


@pytest.fixture
def shelling(events):
    [event] = [event for event in events if event.type == "ASSAULT"]
    return event


def test_an_event_in_a_line(shelling):
    assert coverage.headline(shelling) == "ASSAULT: Norland → Suria, Halden, 2024-03-01, happened"


def test_the_matrix_shows_who_tells_what(shelling):
    lines = "".join(coverage.matrix(shelling)).splitlines()
    rows = {line.split()[0]: line for line in lines if line}
    assert rows["Courier"].split()[1:3] == ["asserts", "yes"]
    assert "9 killed" in rows["Herald"]
    assert rows["Daily"].split()[1] == "silent"
    at = lines.index("Told differently: figures")
    assert lines[at + 1 : at + 3] == ["  7 killed: Courier (according to the mayor)", "  9 killed: Herald"]
    assert any("same place Halden" in line for line in lines)


def test_the_matrix_has_a_json_twin(shelling):
    told_so = coverage.as_json(shelling)
    assert told_so["event"] == shelling.event
    assert [row.outlet for row in told_so["coverage"]] == ["Courier", "Herald", "Daily"]


def test_two_outlets_compared(events):
    [row] = coverage.compared(events, "Courier", "Daily")
    assert [act["act"].split(":")[0] for act in row["only"]["Courier"]] == ["ASSAULT"]
    assert [act["act"].split(":")[0] for act in row["only"]["Daily"]] == ["ACCUSE"]
    assert row["both"] == []
    assert "only Daily: ACCUSE: Suria → Norland" in "".join(coverage.side_by_side([row], "Courier", "Daily"))


def test_two_outlets_that_tell_the_same(events):
    [row] = coverage.compared(events, "Courier", "Herald")
    assert [act["stances"] for act in row["both"]] == [["asserts", "asserts"]]


def test_since_leaves_out_what_is_older(events):
    assert coverage.compared(events, "Courier", "Herald", date(2024, 4, 1)) == []
    assert "no story" in "".join(coverage.side_by_side([], "Courier", "Herald"))


def test_outlets_that_tell_of_anything(events):
    assert coverage.outlets(events) == {"Courier", "Herald", "Daily"}
