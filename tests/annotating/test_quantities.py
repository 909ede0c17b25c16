"""Quantities: numbers, open ends, what is counted, and what counts nothing."""

import pytest

from tidings.annotating.quantities import find_quantities
from tidings.knowledge.quantities import load_numerals, load_quantities
from tidings.knowledge.tables import Data

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def words():
    data = Data.open()
    loaded = load_quantities(data, load_numerals(data))
    data.check()
    return loaded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minsk will send 4,500 railway construction workers.", [(4500, "railway construction workers")]),
        ("At least two dozen people were killed and 31 injured.", [((24, None), "killed"), (31, "injured")]),
        ("Dozens of protesters marched.", [((24, None), "protesters")]),
        ("Hundreds of thousands fled.", [((200000, None), "people")]),
        ("More than 100 soldiers and up to 20 tanks crossed.", [((100, None), "soldiers"), ((None, 20), "tanks")]),
        ("It lent $1.2 billion and 3bn euros.", [(1200000000, "USD"), (3000000000, "EUR")]),
        ("The loan is worth $8 million to $10 million.", [((8000000, 10000000), "USD")]),
        ("The jet dropped two bombs, killing eleven.", [(2, "bombs"), (11, "killed")]),
        ("Several hundred students were arrested.", [((200, None), "students arrested")]),
        ("Between 10 and 20 rebels died.", [((10, 20), "rebels killed")]),
        ("They gave £40m.", [(40000000, "GBP")]),
        ("It received half a million doses.", [(500000, "doses")]),
        ("Forty people or more were injured.", [((40, None), "injured")]),
        ("He was fined 900 rand (£40; $52).", [(900, "ZAR")]),
        ("The raid caused no casualties.", [(0, "casualties")]),
        ("It gave aid (worth $5 million, €2 million of it for Kenya).", [(5000000, "USD"), (2000000, "EUR")]),
        (
            "They drew 300,000 protesters in Lagos, 50,000 to 60,000 in Jos and 5,000 in Kano.",
            [(300000, "protesters"), ((50000, 60000), "protesters"), (5000, "protesters")],
        ),
        ("Two guards were killed and dozens more wounded.", [(2, "guards killed"), ((24, None), "wounded")]),
        (
            "They drew 300,000 protesters in Lagos, 90,000 in Jos and 5,000 in Kano.",
            [(300000, "protesters"), (90000, "protesters"), (5000, "protesters")],
        ),
    ],
)
def test_what_is_counted(nlp, words, text, expected):
    assert [(q.value, q.of) for q in find_quantities(nlp(text), words)] == expected


@pytest.mark.parametrize("text", ["One of them said so.", "An F-16 took off.", "It was seized under Article 12."])
def test_numbers_that_count_nothing(nlp, words, text):
    assert find_quantities(nlp(text), words) == ()


def test_spans_quote_the_text(nlp, words):
    text = "Rebels freed 40 miners, and paid £3m for two dozen lorries."
    quantities = find_quantities(nlp(text), words)
    assert len(quantities) == 3
    assert all(text[q.start : q.end] == q.text for q in quantities)
