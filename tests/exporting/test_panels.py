"""Panels: what is counted where."""

import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exportable import CHAD, NIGER, event, known
from tidings.exporting.dyads import dyads
from tidings.exporting.panels import Choice, following, panel, period, to_parquet
from tidings.records import Status

DYAD = ("TCD", "NER")


def counted(*events, **choice):
    return panel(events, known().codes.ontology, Choice(**{"dyad": DYAD} | choice))


def on(*days, **changes):
    return event(earliest=date(*days), latest=date(*days), **changes)


def test_months_between_are_zero():
    table = counted(on(2031, 1, 31), on(2031, 4, 1, type="AID", mode=None), on(2031, 4, 30))
    assert [(cell.period, cell.events) for cell in table.cells] == [
        ("2031-01", 1), ("2031-02", 0), ("2031-03", 0), ("2031-04", 2),
    ]  # fmt: skip
    april = table.cells[-1]
    assert (april.quads, april.types, april.intensity) == ((0, 1, 0, 1), {"AID": 1, "ASSAULT": 1}, 0.25)
    assert table.cells[1].intensity is None


def test_a_window_wider_than_a_period_is_undated_in_those_it_touches():
    wide = event(event="e2", earliest=date(2031, 1, 20), latest=date(2031, 2, 3))
    table = counted(on(2031, 2, 1), on(2031, 3, 1), wide)
    assert [(cell.period, cell.events, cell.undated) for cell in table.cells] == [("2031-02", 1, 1), ("2031-03", 1, 0)]
    assert table.left.undated == 1
    assert counted(wide, by="month").cells == ()


def test_a_week_begins_on_monday_and_belongs_to_its_iso_year():
    (cell,) = counted(event(earliest=date(2030, 12, 30), latest=date(2031, 1, 5)), by="week").cells
    assert (cell.period, cell.first, cell.last) == ("2031-W01", date(2030, 12, 30), date(2031, 1, 5))


def test_direction():
    back = on(2031, 1, 2, actors=(NIGER,), recipients=(CHAD,))
    assert [cell.events for cell in counted(on(2031, 1, 1), back).cells] == [1]
    (both,) = counted(on(2031, 1, 1), back, undirected=True).cells
    assert (both.events, both.dyad) == (2, ("NER", "TCD"))
    assert [cell.dyad for cell in counted(on(2031, 1, 1), back, dyad=None).cells] == [("NER", "TCD"), DYAD]


def test_a_mutual_act_counts_once_in_either_direction_and_once_undirected():
    meeting = on(2031, 1, 1, type="CONSULT", mode=None, actors=(CHAD, NIGER), recipients=())
    assert [cell.events for cell in counted(meeting, dyad=None).cells] == [1, 1]
    assert [cell.events for cell in counted(meeting, dyad=None, undirected=True).cells] == [1]


def test_an_event_of_two_actors_of_one_state_counts_once():
    army = replace(CHAD, name="the army")
    assert [cell.events for cell in counted(on(2031, 1, 1, actors=(CHAD, army))).cells] == [1]


@pytest.mark.parametrize(
    ("changes", "choice"),
    [
        ({"origins": 1}, {"min_origins": 2}),
        ({"confidence": 0.4}, {"min_confidence": 0.5}),
        ({"status": Status.PLANNED}, {}),
        ({"type": None, "mode": None}, {}),
    ],
)
def test_what_is_not_counted(changes, choice):
    assert counted(on(2031, 1, 1, **changes), **choice).cells == ()


def test_planned_acts_count_on_demand():
    assert counted(on(2031, 1, 1, status=Status.PLANNED), all_statuses=True).cells[0].events == 1


def test_days_asked_for_span_the_panel():
    table = counted(on(2031, 1, 1), on(2031, 3, 3), since=date(2031, 2, 10), until=date(2031, 4, 2))
    assert [(cell.period, cell.events) for cell in table.cells] == [("2031-02", 0), ("2031-03", 1), ("2031-04", 0)]
    half = event(earliest=date(2031, 2, 5), latest=date(2031, 2, 12))
    assert counted(half, since=date(2031, 2, 10), until=date(2031, 2, 28)).cells[0].undated == 1


def test_events_without_a_date_are_told():
    assert counted(event(earliest=None, latest=None), on(2031, 1, 1)).left.dateless == 1


def test_publication_dates_an_event_of_a_panel_on_demand():
    undated = event(earliest=None, latest=None)
    assert [cell.period for cell in counted(undated, publication_dates=True).cells] == ["2031-05"]
    untold = event(earliest=None, latest=None, history=())
    assert counted(untold, publication_dates=True).left.dateless == 1


def test_a_panel_reads_back_from_parquet():
    table, stream = counted(on(2031, 1, 1), on(2031, 3, 1, type="AID", mode=None)), io.BytesIO()
    to_parquet(table, stream)
    read = pq.read_table(io.BytesIO(stream.getvalue())).to_pylist()
    assert [tuple(row.values()) for row in read] == list(table.rows())
    assert read[1] == dict(zip(table.columns, list(table.rows())[1], strict=True))
    assert (read[0]["period"], read[0]["ASSAULT"], read[2]["AID"], read[1]["intensity"]) == ("2031-01", 1, 1, None)


parties = st.lists(
    st.sampled_from([CHAD, NIGER, replace(CHAD, name="Mali", country="MLI"), replace(CHAD, country=None)]), max_size=3
).map(tuple)
TYPES = known().codes.ontology.types


@st.composite
def events(draw):
    earliest = draw(st.dates(date(2030, 1, 1), date(2032, 12, 31)))
    return event(
        type=draw(st.sampled_from(sorted(TYPES))),
        mode=None,
        actors=draw(parties),
        recipients=draw(parties),
        earliest=earliest,
        latest=earliest + timedelta(days=draw(st.sampled_from([0, 0, 3, 40]))),
        origins=draw(st.integers(1, 3)),
    )


@settings(deadline=None)
@given(st.lists(events(), max_size=8), st.sampled_from(["day", "week", "month"]), st.booleans(), st.integers(1, 3))
def test_every_event_is_counted_once_a_dyad_or_told(found, by, undirected, least):
    table = counted(*found, dyad=None, by=by, undirected=undirected, min_origins=least)
    expected = 0
    for one in found:
        if one.origins >= least:
            pairs = dyads(one)
            expected += len({tuple(sorted(pair)) for pair in pairs} if undirected else pairs)
    assert sum(cell.events for cell in table.cells) + table.left.undated == expected
    for cell in table.cells:
        assert cell.events == sum(cell.quads) == sum(cell.types.values())
        assert (cell.intensity is None) == (cell.events == 0)
    per_dyad = {}
    for cell in table.cells:
        per_dyad.setdefault(cell.dyad, []).append(cell)
    for cells in per_dyad.values():
        assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(cells))


@given(st.dates(date(1, 1, 10), date(9999, 11, 1)), st.sampled_from(["day", "week", "month"]))
def test_a_day_lies_in_its_period(day, by):
    first = period(day, by)
    assert first <= day < following(first, by)
    assert period(first, by) == first
