"""Outlets: whose they are, by name and by address."""

from pathlib import Path

import pytest

from tidings.errors import DataError
from tidings.knowledge import outlets
from tidings.knowledge.outlets import Outlets
from tidings.knowledge.tables import Data

CODES = frozenset({"PRK", "IRN", "GBR", "USA", "FRA"})


@pytest.fixture(scope="module")
def ours() -> Outlets:
    data = Data.open()
    states = [row["code"] for row in data.rows("actors/states.tsv", STATE_COLUMNS)]
    loaded = outlets.load(data, frozenset(states))
    data.check()
    return loaded


STATE_COLUMNS = (
    *("code", "iso2", "name", "official", "aliases", "demonyms", "capital", "seats", "ruler", "from", "until"),
    "wikidata",
)


def test_most_countries_have_outlets(ours: Outlets) -> None:
    assert len(ours.by_id) >= 900
    assert len({o.country for o in ours.by_id.values()}) >= 120


@pytest.mark.parametrize(
    ("text", "country", "kind", "owner"),
    [
        ("KCNA", "PRK", "agency", "state"),
        ("Korean Central News Agency", "PRK", "agency", "state"),
        ("the New York Times", "USA", "newspaper", "private"),
        ("Al-Manar", "LBN", "broadcaster", "party"),
        ("BBC", "GBR", "broadcaster", "public"),
    ],
)
def test_outlets_by_name(ours: Outlets, text: str, country: str, kind: str, owner: str) -> None:
    (outlet,) = ours.named(text)
    assert (outlet.country, outlet.kind, outlet.owner) == (country, kind, owner)


def test_small_letters_are_no_name(ours: Outlets) -> None:
    assert ours.named("reuters") == ()
    assert ours.named("taz")[0].country == "DEU"


def test_outlets_by_address(ours: Outlets) -> None:
    found = ours.at("https://edition.cnn.com/2020/01/01/index.html")
    assert found is not None
    assert found.name == "CNN"
    assert ours.at("https://example.org/news") is None
    assert ours.at("no address") is None


def entry(**changes: str) -> str:
    fields = {"id": '"elf-post"', "name": '"Elf Post"', "country": '"FRA"', "kind": '"site"', "owner": '"private"'}
    return "[[outlet]]\n" + "\n".join(f"{key} = {value}" for key, value in {**fields, **changes}.items()) + "\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (entry(country='"FRB"'), "did you mean FRA?"),
        (entry(owner='"sate"'), "outlets.toml:2: owner"),
        (entry(kind="3"), "kind must be a text"),
        (entry(domains='"elf.example"'), "domains must be a list of texts"),
        (entry(colour='"red"'), 'field "colour" is not known'),
        (entry() + entry(), 'id "elf-post" stands twice'),
        (entry(domains='["a.example"]') + entry(id='"orc"', domains='["a.example"]'), "is also that of elf-post"),
        ("outlets = 1\n", '"outlets" is not known'),
    ],
)
def test_faults_of_outlets(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "outlets.toml").write_text(text, encoding="utf-8")
    data = Data([tmp_path])
    outlets.load(data, CODES)
    with pytest.raises(DataError) as caught:
        data.check()
    assert fault in str(caught.value)


def test_an_entry_of_the_user_replaces_ours(tmp_path: Path) -> None:
    ours, own = tmp_path / "ours", tmp_path / "own"
    for folder, owner in ((ours, '"state"'), (own, '"party"')):
        folder.mkdir()
        (folder / "outlets.toml").write_text(entry(owner=owner, domains='["elf.example"]'), encoding="utf-8")
    data = Data([ours, own])
    loaded = outlets.load(data, CODES)
    data.check()
    assert loaded.by_id["elf-post"].owner == "party"
