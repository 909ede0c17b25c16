"""The actor tables: what they hold, how names are read, and which faults are told."""

from datetime import date
from pathlib import Path

import pytest

from tidings.errors import DataError
from tidings.knowledge import actors
from tidings.knowledge.actors import Actors, FormKind, Group, Organization, Region, State
from tidings.knowledge.tables import Data


@pytest.fixture(scope="module")
def ours() -> Actors:
    data = Data.open()
    loaded = actors.load(data)
    data.check()
    return loaded


def laid_over(folder: Path, table: str, text: str) -> Data:
    (folder / "actors").mkdir(exist_ok=True)
    (folder / "actors" / f"{table}.tsv").write_text(text, encoding="utf-8")
    return Data.open(folder)


def test_tables_are_as_wide_as_promised(ours: Actors) -> None:
    assert len(ours.states) >= 200
    assert len(ours.regions) >= 400
    assert len(ours.leaders) >= 3000
    assert len(ours.organizations) >= 450
    assert len(ours.groups) >= 1000
    assert len(ours.roles) >= 2000


def test_every_living_state_has_a_demonym_a_name_and_a_ruler(ours: Actors) -> None:
    offices = {(leader.country, leader.office) for leader in ours.leaders}
    living = [s for s in ours.states.values() if s.end is None]
    assert [s.code for s in living if not s.demonyms and s.code not in {"DMA", "VAT"}] == []
    assert [s.code for s in living if (s.code, s.ruler) not in offices] == []


def test_every_office_that_a_role_names_is_somebodys(ours: Actors) -> None:
    offices = {leader.office for leader in ours.leaders} | {"ruler"}
    assert {office for role in ours.roles.values() for office in role.leader_of} <= offices


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("U.S.", "USA", FormKind.NAME),
        ("Russians", "RUS", FormKind.DEMONYM),
        ("Pyongyang", "PRK", FormKind.CAPITAL),
        ("the Kremlin", "RUS", FormKind.SEAT),
        ("Kiev", "UKR", FormKind.CAPITAL),
        ("Elysee", "FRA", FormKind.SEAT),
        ("TURKEY", "TUR", FormKind.NAME),
        ("Türkiye", "TUR", FormKind.NAME),
        ("Cote d'Ivoire", "CIV", FormKind.NAME),
    ],
)
def test_names_of_states(ours: Actors, text: str, code: str, kind: FormKind) -> None:
    found = [c for c in ours.named(text) if isinstance(c.actor, State)]
    assert (found[0].actor.code, found[0].kind) == (code, kind)  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["us", "turkey", "chad", "who", "Who", "polish", "swede", "Hill", "times"])
def test_words_that_only_sound_like_names_are_none(ours: Actors, text: str) -> None:
    assert ours.named(text) == ()


@pytest.mark.parametrize(
    ("text", "country", "sectors"),
    [
        ("Hezbollah", "LBN", ("REB", "PTY")),
        ("the Knesset", "ISR", ("LEG",)),
        ("KNESSET", "ISR", ("LEG",)),
        ("Naxalites", "IND", ("REB",)),
        ("IRGC", "IRN", ("MIL",)),
        ("the Foreign Office", "GBR", ("GOV",)),
        ("Tasnim", "IRN", ("JRN", "GOV")),  # run by a government,
    ],
)
def test_names_of_groups(ours: Actors, text: str, country: str, sectors: tuple[str, ...]) -> None:
    actor = ours.named(text)[0].actor
    assert isinstance(actor, Group)
    assert (actor.country, actor.sectors) == (country, sectors)


def test_british_spelling_of_an_acronym(ours: Actors) -> None:
    actor = ours.named("Nato")[0].actor
    assert isinstance(actor, Organization)
    assert actor.code == "NATO"


def test_partly_recognised_entities_are_coded_to_their_state(ours: Actors) -> None:
    actor = ours.named("Somaliland")[0].actor
    assert isinstance(actor, Region)
    assert (actor.country, actor.sectors) == ("SOM", ("PRE",))


def test_a_group_that_takes_power_changes_its_sector(ours: Actors) -> None:
    groups = [c.actor for c in ours.named("Taliban") if isinstance(c.actor, Group)]

    def sectors(day: date) -> list[tuple[str, ...]]:
        return [g.sectors for g in groups if (not g.start or g.start <= day) and (not g.end or day <= g.end)]

    assert sectors(date(2015, 6, 1)) == [("REB",)]
    assert sectors(date(2023, 6, 1)) == [("GOV",)]


@pytest.mark.parametrize(
    ("country", "noun", "day", "name"),
    [
        ("FRA", "president", date(2010, 1, 1), "Nicolas Sarkozy"),
        ("GBR", "foreign minister", date(2019, 12, 1), "Dominic Raab"),
        ("USA", "top diplomat", date(2014, 3, 1), "John Kerry"),
        ("DEU", "leader", date(2018, 3, 1), "Angela Merkel"),
        ("IRN", "leader", date(2018, 3, 1), "Ali Khamenei"),
        ("CHN", "prime minister", date(2020, 3, 1), "Li Keqiang"),
        ("IRL", "taoiseach", date(2018, 3, 1), "Leo Varadkar"),
        ("USA", "president", date(2025, 1, 20), "Donald Trump"),
    ],
)
def test_a_bare_office_means_its_holder(ours: Actors, country: str, noun: str, day: date, name: str) -> None:
    leader = ours.incumbent(country, ours.roles[noun], day)
    assert leader is not None
    assert leader.name == name


def test_an_office_that_nobody_is_known_to_hold(ours: Actors) -> None:
    assert ours.holder("FRA", "president", date(1900, 1, 1)) is None
    assert ours.incumbent("FRA", ours.roles["villager"], date(2020, 1, 1)) is None


def test_people_by_any_spelling_and_by_short_name(ours: Actors) -> None:
    assert {leader.country for leader in ours.people("Kim Jong-un")} == {"PRK"}
    assert ours.people("Recep Tayyip Erdogan")[0].name == "Recep Tayyip Erdoğan"
    assert "Xi Jinping" in {leader.name for leader in ours.surname("Xi")}
    assert ours.surname("Jinping") == ()
    assert {leader.name for leader in ours.surname("Sisi")} == {"Abdel Fattah el-Sisi"}
    assert ours.surname("bush") == ()


def test_a_row_of_the_user_replaces_ours(tmp_path: Path) -> None:
    data = laid_over(tmp_path, "regions", "name\tcountry\tdemonyms\tsectors\nScotland\tSUN\tScots\tPRE\n")
    loaded = actors.load(data)
    data.check()
    assert loaded.regions["Scotland"].country == "SUN"
    assert loaded.regions["Wales"].country == "GBR"


@pytest.mark.parametrize(
    ("table", "text", "fault"),
    [
        ("regions", "name\tcountry\tdemonyms\tsectors\nMordor\tFRX\n", "actors/regions.tsv:2: country"),
        ("regions", "name\tcountry\tdemonyms\tsectors\nMordor\tFRA\t\tREBB\n", "did you mean REB?"),
        (
            "regions",
            "name\tcountry\tdemonyms\tsectors\nMordor\tFRA\nMordor\tFRA\n",
            "actors/regions.tsv:3: Mordor stands already at actors/regions.tsv:2",
        ),
        (
            "leaders",
            "country\toffice\tname\taliases\tfrom\tuntil\tsectors\twikidata\nFRA\tking\tArthur\t\t1200\t1100\tGOV\n",
            "ends on 1100-12-31, before it starts on 1200-01-01",
        ),
        (
            "leaders",
            "country\toffice\tname\taliases\tfrom\tuntil\tsectors\twikidata\nFRA\tking\tArthur\t\tsoon\t\tGOV\n",
            '"soon" is no date',
        ),
        (
            "leaders",
            "country\toffice\tname\taliases\tfrom\tuntil\tsectors\twikidata\nFRA\tking\tArthur\t\t\t\tGOV\tP31\n",
            '"P31" is no Wikidata item',
        ),
        (
            "organizations",
            "code\tname\taliases\tsectors\tcountry\twikidata\tseats\nUNA\tShire Watch\n",
            "did you mean UNO?",
        ),
        ("roles", "noun\tsectors\tkind\tleader_of\tformer_ok\nwizard\tSOC\tbeing\n", 'kind "being" is not known'),
        ("roles", "noun\tsectors\tkind\tleader_of\tformer_ok\nWizard\tSOC\tperson\n", "is not in lower case"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path: Path, table: str, text: str, fault: str) -> None:
    data = laid_over(tmp_path, table, text)
    actors.load(data)
    with pytest.raises(DataError) as caught:
        data.check()
    assert fault in str(caught.value)


def test_short_names_leave_out_numbers_and_everyday_words(ours: Actors) -> None:
    assert {leader.name for leader in ours.surname("Letsie")} == {"Letsie III"}
    assert ours.surname("III") == ()
    assert ours.people("Godwin Friday") != ()
    assert ours.surname("Friday") == ()
    assert ours.named("Let") == ()
