"""The words and defaults of contexts: what is there, and how faults are told."""

import tomllib

import pytest
import spacy

from tidings.errors import DataError
from tidings.knowledge import contexts, ontology
from tidings.knowledge.contexts import PIECES
from tidings.knowledge.tables import PACKAGE_DATA, Data


def load(folder=None):
    data = Data.open(folder)
    words = contexts.load(data, ontology.load(data))
    data.check()
    return words


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "contexts"
    folder.mkdir()

    def write(text):
        (folder / "own.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def bearing(words, *pieces):
    return next((p.contexts for p in words.phrases.get(pieces[0], ()) if p.words == pieces), None)


def test_every_context_of_plover_has_dozens_of_words():
    words = load()
    counts = dict.fromkeys(words.order, 0)
    for phrases in words.phrases.values():
        for phrase in phrases:
            for context in phrase.contexts:
                counts[context] += 1
    assert len(counts) == 37
    assert min(counts.values()) >= 36


def test_phrases_are_cut_as_the_parser_cuts_text():
    cut = spacy.blank("en").tokenizer
    with (PACKAGE_DATA / "contexts" / "en.toml").open("rb") as file:
        tables = tomllib.load(file)
    phrases = [p.strip() for t in ("context", "pseudo") for entry in tables[t] for p in entry["words"].split("|")]
    ours = {phrase: [piece for word in phrase.split() for piece in PIECES.findall(word)] for phrase in phrases}
    assert ours == {phrase: [token.text for token in cut(phrase)] for phrase in phrases}


def test_a_phrase_may_bear_out_several_contexts_or_none():
    words = load()
    assert bearing(words, "ethnic", "cleansing") == ("human_rights", "religion_ethnicity")
    assert bearing(words, "trade", "union") == ()


def test_a_user_widens_a_context_and_replaces_a_default(own):
    folder = own(
        '[[context]]\nid = "health"\nwords = "sleeping sickness"\n'
        '[[default]]\nid = "context-crime-sides"\ncontext = "crime"\nside = "IMG"\n'
    )
    words = load(folder)
    assert bearing(words, "sleeping", "sickness") == ("health",)
    assert bearing(words, "cholera") == ("health",)
    [default] = [d for d in words.defaults if d.id == "context-crime-sides"]
    assert default.side == {"IMG"}


def test_all_faults_are_told_with_their_lines(own):
    folder = own(
        '[[context]]\nid = "helth"\nwords = "rash"\n'
        '[[context]]\nid = "crime"\nunless = "terorism"\nwords = "|"\n'
        '[[context]]\nwords = "x"\n'
        '[[pseudo]]\nid = "mine"\nwords = "cholera"\ncolour = "red"\n'
        '[[pseudo]]\nid = "also-mine"\nwords = "cholera"\n'
        '[[default]]\nid = "one"\ncontext = "crime"\ntype = "ASAULT|COERCE/arest"\nside = "MILL"\nreach = "away"\n'
        '[[default]]\nid = "two"\ncontext = "crime"\n'
        '[[other]]\nid = "three"\n'
    )
    with pytest.raises(DataError) as raised:
        load(folder)
    told = "\n".join(raised.value.faults)
    for expected in (
        'contexts/own.toml:2: context "helth" is not known; did you mean health?',
        'contexts/own.toml:5: unless "terorism" is not known; did you mean terrorism?',
        "contexts/own.toml:5: has no words",
        "contexts/own.toml: a [[context]] entry has no id",
        'contexts/own.toml:11: field "colour" is not known',
        'contexts/own.toml:15: "cholera" is also a word of health',
        'contexts/own.toml:18: type "ASAULT" is not known; did you mean ASSAULT?',
        'contexts/own.toml:18: mode of COERCE "arest" is not known; did you mean arrest?',
        'contexts/own.toml:18: side "MILL" is not known; did you mean MIL?',
        'contexts/own.toml:18: reach "away" is not known',
        "contexts/own.toml:24: needs a type, an actor, a recipient or a side",
        'contexts/own.toml: table "other" is not known',
    ):
        assert expected in told
