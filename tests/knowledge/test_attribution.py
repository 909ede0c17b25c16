"""The words that attribute, and the faults that their loader tells."""

import pytest

from tidings.errors import DataError
from tidings.knowledge import attribution
from tidings.knowledge.attribution import Sort
from tidings.knowledge.tables import Data


def load(folder=None):
    data = Data.open(folder)
    words = attribution.load(data)
    data.check()
    return words


def test_our_own_data_are_without_fault():
    assert load().verbs["say"].sort is Sort.REPORT


def test_a_users_row_replaces_ours(tmp_path):
    (tmp_path / "attribution").mkdir()
    (tmp_path / "attribution" / "verbs.tsv").write_text("verb\tframes\tsort\texample\nsay\tthat\tact\tHe said so.\n")
    assert load(tmp_path).verbs["say"].sort is Sort.ACT


def test_all_faults_are_told_with_line_and_choices(tmp_path):
    (tmp_path / "attribution").mkdir()
    (tmp_path / "attribution" / "verbs.tsv").write_text(
        "verb\tframes\tsort\texample\nhum\tthta\treport\tHe hummed.\nsing\tthat\trepotr\tHe sang.\n"
    )
    with pytest.raises(DataError) as error:
        load(tmp_path)
    assert len(error.value.faults) == 2
    assert "attribution/verbs.tsv:2" in error.value.faults[0]
    assert "did you mean that?" in error.value.faults[0]
    assert "did you mean report?" in error.value.faults[1]
