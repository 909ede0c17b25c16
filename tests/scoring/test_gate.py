import json

from tidings.scoring.factuality import correlation
from tidings.scoring.gate import Floors, compare


def test_a_figure_below_its_floor_is_named():
    assert compare({"a: F1": 0.49, "b: F1": 0.5}, {"a: F1": 0.5, "b: F1": 0.5, "c: F1": 0.9}) == [
        "a: F1: 0.490 lies below its floor 0.500"
    ]


def test_rounding_is_no_fall():
    assert compare({"a": 0.4996}, {"a": 0.5}) == []


def test_floors_come_back_as_they_were_written(tmp_path):
    floors = Floors({"b": 0.5, "a": 0.25}, {"set": "abc"})
    floors.write(tmp_path / "floors.json")
    assert Floors.read(tmp_path / "floors.json") == floors
    assert list(json.loads((tmp_path / "floors.json").read_text())["figures"]) == ["a", "b"]


def test_no_file_holds_no_floors(tmp_path):
    assert Floors.read(tmp_path / "none.json") == Floors({}, {})


def test_a_perfect_mapping_correlates_fully():
    r, error = correlation([(-3.0, -3.0), (0.0, 0.0), (3.0, 3.0)])
    assert (round(r, 6), error) == (1.0, 0.0)
