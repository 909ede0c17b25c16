"""PLOVER as a table, and a user's rows over ours."""

import pytest

from tidings.errors import DataError
from tidings.knowledge import ontology
from tidings.knowledge.tables import Data


def laid_over(tmp_path, table, *rows):
    folder = tmp_path / "plover"
    folder.mkdir()
    (folder / f"{table}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    data = Data.open(tmp_path)
    found = ontology.load(data)
    data.check()
    return found


def test_intensity_is_the_modes_or_else_the_types():
    plover = ontology.load(Data.open())
    assert plover.intensity("ASSAULT", None) == -9
    assert plover.intensity("ASSAULT", "drone") == -9.5
    assert plover.types["PROTEST"].modes["vandalize"].intensity is None
    assert plover.intensity("PROTEST", "vandalize") == -5


def test_a_users_row_replaces_ours_and_leaves_the_modes(tmp_path):
    plover = laid_over(tmp_path, "types", "type\tquad\tintensity\tcameo\tmeaning", "SANCTION\t3\t-4\t160\tas GDELT")
    assert (plover.types["SANCTION"].quad, plover.intensity("SANCTION", None)) == (3, -4)
    assert plover.intensity("SANCTION", "convict") == -6
    assert plover.types["AID"].quad == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("AID\t5\t10\t070\t", r'types\.tsv:2: quad "5" is not known'),
        ("AID\t2\tmuch\t070\t", r'types\.tsv:2: intensity "much" is no number from -10 to 10'),
        ("AID\t2\t11\t070\t", r'types\.tsv:2: intensity "11" is no number'),
    ],
)
def test_faults_of_types_are_told(tmp_path, row, fault):
    with pytest.raises(DataError, match=fault):
        laid_over(tmp_path, "types", "type\tquad\tintensity\tcameo\tmeaning", row)
