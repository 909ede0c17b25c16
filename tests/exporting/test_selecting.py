"""What a format takes, and why it leaves out the rest."""

from dataclasses import replace
from datetime import date

import pytest

from exportable import exported, known, reported
from tidings.exporting.exported import Exported
from tidings.exporting.selecting import selected
from tidings.records import Status


def taken(name, item, **how):
    return selected(item, known().codes.layouts[name], all_statuses=how.get("all_statuses", False))


@pytest.mark.parametrize("name", ["plover", "polecat", "icews", "gdelt", "gdelt-mentions"])
@pytest.mark.parametrize("status", [Status.PLANNED, Status.POSSIBLE, Status.DENIED, Status.REQUIRED, "cancelled"])
def test_what_was_not_done_stays_out_of_formats_that_cannot_say_so(name, status):
    assert taken(name, exported(status=status)) == f"{status}: the format knows no status"
    assert isinstance(taken(name, exported(status=status), all_statuses=True), Exported)


@pytest.mark.parametrize("name", ["csv", "csv-mentions", "parquet", "parquet-mentions", "geojson"])
def test_formats_with_a_status_take_all(name):
    assert taken(name, exported(status=Status.DENIED)) == exported(status=Status.DENIED)


def test_a_denial_is_no_report_of_an_act_as_done():
    both = replace(exported(), reports=(reported("m1"), reported("m2", "a2", status=Status.DENIED)))
    assert [report.mention.id for report in taken("gdelt", both).reports] == ["m1"]
    assert taken("csv", both) == both
    none = replace(both, reports=both.reports[1:])
    assert taken("gdelt", none) == "no report tells it as done"


def test_a_day_stands_for_a_month_at_most():
    month = exported(earliest=date(2031, 5, 1), latest=date(2031, 5, 31))
    assert taken("icews", month) == month
    more = exported(earliest=date(2031, 5, 1), latest=date(2031, 6, 1))
    assert taken("icews", more) == "dated to more than 31 days"
    assert taken("plover", more) == more
    assert taken("plover", exported(earliest=None, latest=None)) == "no date"


def test_stories_parties_and_places():
    assert taken("csv", exported(type=None)) == "a story, not an act"
    assert taken("plover", exported(actors=())) == "no actor"
    assert taken("geojson", exported(where=None)) == "no resolved place"
