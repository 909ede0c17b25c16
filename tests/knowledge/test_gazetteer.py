import logging

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import DataError
from tidings.knowledge import cities, gazetteer
from tidings.knowledge.cities import Cities
from tidings.knowledge.tables import Data
from tidings.knowledge.toponyms import fold, kilometres, lies_in


@pytest.fixture(scope="module")
def places():
    data = Data.open()
    found = gazetteer.load(data)
    data.check()
    return found


@pytest.fixture
def few():
    town = cities._City(
        geonameid=1,
        name="Düren",
        latitude=50.8,
        longitude=6.48,
        countrycode="DE",
        population=93000,
        admin1code="07",
        alternatenames=["Dueren", "DRN", "düren", "Дюрен"],
    )
    larger = cities._City(
        geonameid=2,
        name="Dueren",
        latitude=40.0,
        longitude=-90.0,
        countrycode="US",
        population=200000,
        admin1code="IL",
        alternatenames=[],
    )
    return [town, larger]


def test_a_state_has_its_code_and_geonames_number(places):
    (norway,) = places.divisions("Norway")
    assert (norway.country, norway.feature, norway.geonames_id) == ("NOR", "PCLI", 3144096)


def test_kosovo_is_kos(places):
    assert {p.country for p in places.divisions("Kosovo")} == {"KOS"}


def test_georgia_is_a_state_of_either_sort(places):
    assert [(p.country, p.feature) for p in places.divisions("Georgia")] == [("GEO", "PCLI"), ("USA", "ADM1")]


def test_postal_codes_name_containers_only(places):
    assert [p.name for p in places.container("TX")] == ["Texas"]
    assert places.divisions("TX") == ()


def test_cities_come_by_size_and_capitals_are_marked(places):
    first, *others = [p for p in places.candidates("Tripoli") if p.primary and p.feature.startswith("PPL")]
    assert (first.country, first.feature) == ("LBY", "PPLC")
    assert all(first.population >= other.population for other in others)


def test_an_older_name_counts_as_no_main_one(places):
    kyiv = next(p for p in places.candidates("Kiev") if p.country == "UKR")
    assert (kyiv.name, kyiv.primary) == ("Kyiv", False)


def test_no_place_of_that_name(places):
    assert places.candidates("Qwertzuiopolis") == ()


def test_main_names_come_before_larger_towns_with_an_alternate_one(few):
    found = Cities(cities.build(few)).named("dueren")
    assert [(p.geonames_id, p.primary) for p in found] == [(2, True), (1, False)]


def test_codes_lower_case_and_other_scripts_are_no_names(few):
    index = Cities(cities.build(few))
    assert index.named("drn") == ()
    assert [p.country for p in index.named("duren")] == ["DEU"]


def test_the_index_is_kept_and_opened_again(few, tmp_path):
    folder = tmp_path / "cache" / "cities"
    cities._keep(cities.build(few), folder)
    arrays = {path.stem: np.load(path, mmap_mode="r") for path in folder.glob("*.npy")}
    assert Cities(arrays).named("duren") == Cities(cities.build(few)).named("duren")
    assert list(folder.parent.iterdir()) == [folder]


def test_two_processes_may_build_the_index(few, tmp_path):
    folder = tmp_path / "cities"
    cities._keep(cities.build(few), folder)
    cities._keep(cities.build(few), folder)
    assert list(tmp_path.iterdir()) == [folder]


def test_a_cache_that_cannot_be_written_is_told(monkeypatch, tmp_path, caplog, few):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setenv("LOCALAPPDATA", str(blocked))
    monkeypatch.setattr(cities, "_decode_cities", lambda: few)
    with caplog.at_level(logging.WARNING):
        index = cities.open_cities()
    assert "cannot write" in caplog.text
    assert index.named("duren")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("St. Louis", "saint louis"),
        ("São Paulo", "sao paulo"),
        ("Ft Worth", "fort worth"),
        ("Deir ez-Zor", "deir ez zor"),
    ],
)
def test_names_are_compared_without_marks(name, key):
    assert fold(name) == key


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


def test_containment_by_division_code_or_nearness(places):
    (texas,), (illinois,) = places.container("Texas"), places.container("Ill.")
    paris = next(p for p in places.candidates("Paris") if p.admin1 == "TX")
    assert lies_in(paris, texas)
    assert not lies_in(paris, illinois)
    (assam,) = places.divisions("Assam")
    guwahati = places.candidates("Guwahati")[0]
    assert lies_in(guwahati, assam)
    assert kilometres(guwahati, assam) < 200


def test_faults_of_the_tables_are_told_with_their_lines(tmp_path):
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "countries.tsv").write_text("code\tlatitude\tlongitude\tnames\nXXA\t91\t0\tNowhere\n")
    (tmp_path / "places" / "words.tsv").write_text("kind\twords\tfeature\nlocatif\tin\n")
    data = Data.open(tmp_path)
    gazetteer.load(data)
    with pytest.raises(DataError) as raised:
        data.check()
    assert any("countries.tsv:2" in fault and "outside the globe" in fault for fault in raised.value.faults)
    assert any("words.tsv:2" in fault and "locative" in fault for fault in raised.value.faults)


def test_every_seat_and_every_paper_s_town_is_in_geonames(places):
    rows = [*(row for rows in places.seated.values() for row in rows), *places.papers.values()]
    assert [row for row in rows if places.at_seat(row) is None] == []


def test_a_county_lies_where_its_seat_lies(places):
    wayne = {place.admin1: place for place in places.divisions("Wayne County")}
    detroit = next(p for p in places.candidates("Detroit") if p.admin1 == "MI")
    assert len(wayne) == 16
    assert kilometres(wayne["MI"], detroit) < 1
    assert (wayne["MI"].name, wayne["MI"].feature, wayne["MI"].geonames_id) == ("Wayne County", "ADM2", None)


def test_a_paper_is_known_by_its_domain_and_what_stands_under_it(places):
    assert places.home("sports.chron.com").name == "Houston"
    assert places.home("example.org") is None
