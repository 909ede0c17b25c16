"""A user's list of actors into the tables of a data folder."""

import pytest

from tidings.errors import DataError
from tidings.knowledge import actors
from tidings.knowledge.importing import import_actors
from tidings.knowledge.tables import Data

LIST = "name\tcountry\toffice\torganization\tsectors\taliases\tfrom\n"


def listed(tmp_path, *rows):
    path = tmp_path / "list.tsv"
    path.write_text(LIST + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_each_row_goes_to_the_table_of_its_sort(tmp_path):
    source = listed(
        tmp_path,
        "Amina Barre\tKenya\tforeign minister\t\t\tBarre\t2023-01",
        "Riverine Front\tPER\t\t\tREB\tRF",
        "Harbour Relief\t\t\tNGO\t\tHRF",
    )
    assert import_actors(source, tmp_path / "own") == {"leaders": 1, "groups": 1, "organizations": 1}
    loaded = actors.load(Data.open(tmp_path / "own"))
    assert [leader.country for leader in loaded.people("Amina Barre")] == ["KEN"]
    assert [candidate.actor.country for candidate in loaded.named("Riverine Front")] == ["PER"]
    assert [candidate.actor.code for candidate in loaded.named("HRF")] == ["NGO"]


def test_a_row_replaces_that_of_its_key_and_other_lines_stay(tmp_path):
    own = tmp_path / "own" / "actors"
    own.mkdir(parents=True)
    table = own / "groups.tsv"
    columns = "name\taliases\tcountry\tsectors\tfrom\tuntil\twikidata"
    table.write_text(f"# ours\n{columns}\nRiverine Front\tOld\tPER\tREB\nHill Front\t\tPER\tREB\n", encoding="utf-8")
    import_actors(listed(tmp_path, "Riverine Front\tPER\t\t\tREB\tNew"), tmp_path / "own")
    lines = table.read_text(encoding="utf-8").split("\n")
    assert lines == ["# ours", columns, "Riverine Front\tNew\tPER\tREB", "Hill Front\t\tPER\tREB", ""]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Front\tNarnia", 'list.tsv:2: country "Narnia" is not known'),
        ("Front", "list.tsv:2: expected a name and a country or an organization"),
        ("Front\t\t\tABC", 'list.tsv:2: organization "ABC" is not known'),
        ("Front\tPER\t\t\tXYZ", '"XYZ" is not known'),
        ("Front\tPER\tking\t\t\t\tsoon", '"soon" is no date'),
        ("a\tb\tc\td\te\tf\tg\th", "list.tsv:2: 8 cells; expected at most 7"),
    ],
)
def test_a_faulty_row_is_told_and_nothing_is_written(tmp_path, row, told):
    with pytest.raises(DataError) as raised:
        import_actors(listed(tmp_path, row), tmp_path / "own")
    assert any(told in fault for fault in raised.value.faults)
    assert not (tmp_path / "own").exists()


def test_columns_that_are_not_known_are_told(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("name\tstate\nFront\tPER\n", encoding="utf-8")
    with pytest.raises(DataError, match="columns are name state; expected name and any of aliases country"):
        import_actors(path, tmp_path / "own")
