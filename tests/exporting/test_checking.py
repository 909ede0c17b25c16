"""The validator: what fits a column and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportable import known
from tidings.exporting.checking import CHECKS, faults
from tidings.knowledge.exporting import KINDS, Column

BAD = [
    ("quad", 5), ("quad", 0), ("cameo", "1"), ("cameo", "21"), ("cameo", "990"), ("cameo", "19a"), ("root", "21"),
    ("latitude", 90.5), ("latitude", "north"), ("longitude", -180.1), ("day", "2031-5-2"), ("day", "2031-02-30"),
    ("day8", "20310230"), ("day8", "203105"), ("stamp", "2031050210150"), ("scale", 10.5), ("percent", 85),
    ("percent", 0), ("share", 1.1), ("flag", 2), ("count", -1), ("integer", "01"), ("code3", "Chad"), ("fips", "TCD"),
    ("geo", 6), ("text", "a\tb"), ("status", "over"), ("type", "FIGHT"), ("mode", "axe"), ("quadwords", "CONFLICT"),
    ("empty", "x"), ("list", "x"), ("object", []), ("mentiontype", 7), ("boolean", "yes"), ("true", False),
    ("number", "nan"),
]  # fmt: skip


def column(kind, *, required=False):
    return Column(name="it", kind=kind, required=required, meaning="")


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_what_does_not_fit_is_told(kind, value):
    (fault,) = faults([column(kind)], {"it": value}, known().codes)
    assert fault == f"it is {str(value)!r}; expected {kind}"


def test_every_kind_has_its_check():
    assert set(CHECKS) | {"list", "object", "type", "mode"} == KINDS
    assert {kind for kind, _ in BAD} == KINDS


def test_empty_and_unknown_columns():
    codes = known().codes
    assert list(faults([column("quad")], {}, codes)) == []
    assert list(faults([column("quad", required=True)], {"it": ""}, codes)) == ["it is empty; expected quad"]
    assert list(faults([], {"else": 1}, codes)) == ["columns else are not in the list"]


@given(st.sampled_from(sorted(KINDS - {"list", "object"})), st.text() | st.integers() | st.floats())
def test_the_check_never_fails_itself(kind, value):
    assert len(list(faults([column(kind)], {"it": value}, known().codes))) <= 1


@given(st.dates())
def test_every_day_fits(day):
    cells = {"it": day.isoformat()}
    assert list(faults([column("day")], cells, known().codes)) == []
    assert list(faults([column("day8")], {"it": f"{day:%Y%m%d}".zfill(8)}, known().codes)) == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_fits(latitude, longitude):
    columns = [Column(name=kind, kind=kind, required=True, meaning="") for kind in ("latitude", "longitude")]
    assert list(faults(columns, {"latitude": latitude, "longitude": longitude}, known().codes)) == []
