"""Faulty data is told with file and line."""

import pytest

from tidings.errors import DataError
from tidings.knowledge import cleaning
from tidings.knowledge.tables import Data

GOOD = '[[pattern]]\nid = "x"\nwhere = "line"\nregex = "own words"\nexample = "own words"\nnear = "others"\n'


def loaded(tmp_path, toml):
    (tmp_path / "cleaning").mkdir()
    (tmp_path / "cleaning" / "own.toml").write_text(toml)
    data = Data.open(tmp_path)
    rules = cleaning.load(data)
    data.check()
    return rules


def test_own_patterns_are_added(tmp_path):
    assert "x" in {p.id for p in loaded(tmp_path, GOOD).boilerplate}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"line"', '"lines"', 'cleaning/own.toml:2: where "lines" is not known; did you mean line'),
        ('regex = "own words"', 'regex = "own ("', "cleaning/own.toml:2: regex is none"),
        ('near = "others"', "", "cleaning/own.toml:2: fields are example id regex where"),
        ("[[pattern]]", "[[patern]]", 'table "patern" is not known'),
    ],
)
def test_faults_are_told(tmp_path, old, new, message):
    with pytest.raises(DataError) as caught:
        loaded(tmp_path, GOOD.replace(old, new))
    assert message in str(caught.value)
