import numpy as np
import pytest

from tidings.annotating.parse import load_parser
from tidings.coding.reader import Reader
from tidings.errors import DataError
from tidings.knowledge.reader import load
from tidings.settings import Settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader():
    return Reader(load())


@pytest.fixture(scope="module")
def parser():
    return load_parser(Settings().parser)


def test_every_word_has_a_chance_of_each_type(reader, parser):
    doc = parser("Chad condemned Mali on Monday.  The weather was fine.")
    readings = reader.read(doc)
    assert readings.types.shape == (len(doc), 17)
    assert np.allclose(readings.types.sum(axis=1), 1.0, atol=1e-5)


def test_a_plain_act_is_seen_and_plain_weather_is_not(reader, parser):
    doc = parser("Chad's foreign minister condemned Mali on Monday. The weather was fine and the harvest good.")
    readings = reader.read(doc)
    [view] = [view for sentence in doc.sents for view in readings.views(sentence)]
    assert (view.token.text, view.type) == ("condemned", "ACCUSE")
    assert readings.status(view.token.i)[0] == "happened"


def test_a_plan_is_told_from_a_deed(reader, parser):
    doc = parser("Peru will send troops to the border next week.")
    sent = next(token for token in doc if token.text == "send")
    assert reader.read(doc).status(sent.i)[0] == "planned"


def test_the_sides_of_an_act_are_linked_to_it(reader, parser):
    doc = parser("Chad's foreign minister condemned Mali on Monday.")
    readings = reader.read(doc)
    chad, condemned, mali = (next(t.i for t in doc if t.text == word) for word in ("Chad", "condemned", "Mali"))
    assert readings.strongest(condemned, "actor's", [chad]) > readings.strongest(condemned, "actor's", [mali])
    assert readings.strongest(condemned, "recipient's", [mali]) > readings.strongest(condemned, "recipient's", [chad])


def test_words_that_were_not_read_together_are_not_linked(reader, parser):
    doc = parser("Chad condemned Mali. " * 200)
    assert reader.read(doc).strongest(1, "actor", [len(doc) - 3]) is None


def test_sentences_longer_than_the_window_and_odd_signs_are_read(reader, parser):
    doc = parser("Chad " + "and Mali " * 400 + "met. \u200b\ufffd \U0001f600 " + "x" * 3000)
    assert reader.read(doc).types.shape[0] == len(doc)


def test_an_empty_text_has_no_readings(reader, parser):
    assert reader.read(parser("")).types.shape == (0, 17)


def test_a_folder_without_a_reader_says_what_is_missing(tmp_path):
    with pytest.raises(DataError, match=r"no reader\.onnx; expected the files that `make model` writes"):
        load(tmp_path)
