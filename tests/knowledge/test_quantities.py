"""Number words add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import DataError
from tidings.knowledge.quantities import load_numerals, load_quantities
from tidings.knowledge.tables import Data
from tidings.knowledge.times import load_times

NUMERALS = load_numerals(Data.open())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred and five", 205),
        ("twenty - four thousand", 24000),
        ("1.2 million", 1200000),
        ("half a million", 500000),
        ("a dozen", 12),
        ("nineteen ninety - four", 1994),
        ("three hundred thousand", 300000),
        ("2 1/2", 2.5),
        ("rebels", None),
    ],
)
def test_runs_of_words(words, value):
    assert NUMERALS.read(words.split()) == value


@given(st.integers(0, 10**9))
def test_figures_read_back(number):
    assert NUMERALS.read([f"{number:,}"]) == number


def test_faults_are_told_with_file_and_line(tmp_path):
    folder = tmp_path / "quantities"
    folder.mkdir()
    (folder / "currencies.tsv").write_text("words\tcode\ncrown\tcrowns\n")
    (folder / "phrases.tsv").write_text("words\tkind\nabout\tleest\n")
    data = Data.open(tmp_path)
    load_quantities(data, load_numerals(data))
    with pytest.raises(DataError) as raised:
        data.check()
    assert any(f.startswith("quantities/currencies.tsv:2") for f in raised.value.faults)
    assert any("did you mean least" in f for f in raised.value.faults)


def test_a_faulty_time_rule_is_told(tmp_path):
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "own.toml").write_text(
        '[[rule]]\nid = "mine"\nmatch = "the {mnth}"\nexample = "x"\ngives = "y"\n', encoding="utf-8"
    )
    data = Data.open(tmp_path)
    load_times(data, NUMERALS)
    assert any("times/own.toml:2" in fault and "month" in fault for fault in data.faults)
