"""The hastened parser says what spaCy's own says."""

import pytest
import spacy

from tidings.annotating.components import RememberedLemmas, RememberedRules, hasten
from tidings.settings import Settings

TEXTS = (
    "The ministers of Chad and Mali weren't going to meet, envoys said.\n\n  They ain't gonna do nothin' about it.",
    "Troops shelled Kiffa on Monday; but the mayor's aides, who'd been told, didn't leave the worst-hit quarters.",
    "I do what you did. You have what it had: you've got ta go, and the better men went where the wolves were lying.",
    " ",
    "",
)
ATTRIBUTES = ["TAG", "DEP", "HEAD", "POS", "MORPH", "LEMMA", "ENT_TYPE", "ENT_IOB", "SENT_START"]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def plain():
    return spacy.load(Settings().parser)


def parsed_until(nlp, text, name):
    """A text as the component of a name gets it."""
    doc = nlp.make_doc(text)
    for other, component in nlp.pipeline:
        if other == name:
            return doc
        doc = component(doc)
    return doc


def test_hastened_pipeline_says_the_same(plain):
    quick = spacy.load(Settings().parser)
    hasten(quick)
    for own, other in zip(plain.pipe(TEXTS), quick.pipe(TEXTS), strict=True):
        assert own.to_array(ATTRIBUTES).tolist() == other.to_array(ATTRIBUTES).tolist()


@pytest.mark.parametrize(("name", "made"), [("attribute_ruler", RememberedRules), ("lemmatizer", RememberedLemmas)])
def test_what_is_remembered_is_what_was_said(plain, name, made):
    component = plain.get_pipe(name)
    remembering = made(component)
    for text in TEXTS * 2:  # the second time all is remembered
        own = component(parsed_until(plain, text, name))
        [other] = remembering.pipe([parsed_until(plain, text, name)])
        assert own.to_array(ATTRIBUTES).tolist() == other.to_array(ATTRIBUTES).tolist()
