import pytest

from tidings import knowledge
from tidings.errors import DataError
from tidings.knowledge import lexicon, ontology
from tidings.knowledge.tables import Data

GOOD = """
[[sense]]
id = "boo-side"
verb = "boo"
object = "ACTOR"
type = "ACCUSE"
mode = "disapprove"
example = "[Peru] booed {Chile}."
near = "The owl booed."
"""


def load(folder, text):
    place = folder / "lexicon" / "en"
    place.mkdir(parents=True)
    (place / "own.toml").write_text(text, encoding="utf-8")
    data = Data.open(folder)
    return lexicon.load(data, ontology.load(data)), data.faults


def test_a_users_sense_is_added(tmp_path):
    words, faults = load(tmp_path, GOOD)
    assert faults == []
    assert words.senses["boo-side"].where == "lexicon/en/own.toml:3"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"ACCUSE"', '"ACUSE"', 'type "ACUSE" is not known; did you mean ACCUSE?'),
        ('"disapprove"', '"disaprove"', 'mode of ACCUSE "disaprove" is not known; did you mean disapprove?'),
        ('verb = "boo"', 'verb = "boo"\nnoun = "boo"', "has verb and noun of verb, noun, adjective"),
        ("object = ", "objekt = ", 'slot "objekt" is not known; did you mean object?'),
        ('"ACTOR"', '"@weapoons"', 'class "@weapoons" is not defined'),
        ('near = "The owl booed."', "", "near is missing"),
        ("object = ", "object.for = ", "write a dotted slot in quotes"),
    ],
)
def test_a_fault_is_told_with_file_line_and_choice(tmp_path, old, new, fault):
    _, faults = load(tmp_path, GOOD.replace(old, new))
    assert any(f.startswith("lexicon/en/own.toml:3: ") and fault in f for f in faults), faults


def test_all_faults_are_told_at_once(tmp_path):
    _, faults = load(tmp_path, GOOD.replace('"ACCUSE"', '"X"').replace("object = ", "objekt = "))
    assert len(faults) == 2


def test_a_sense_that_wins_outranks_all(tmp_path):
    words, _ = load(tmp_path, GOOD.replace('verb = "boo"', 'verb = "condemn"\nwin = true'))
    assert words.by_lemma["condemn", "VERB"][0].id == "boo-side"


def test_an_excluded_phrase_has_no_other_fields(tmp_path):
    text = '[[exclude]]\nid = "boo-hoo"\nwords = "boo hoo"\nexampel = "Peru cried boo hoo."\n'
    _, faults = load(tmp_path, text)
    assert faults == ['lexicon/en/own.toml:2: field "exampel" is not known; did you mean example?']


def test_a_table_in_the_wrong_place_is_told(tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing for us", encoding="utf-8")
    with pytest.raises(DataError, match=r"^mine\.toml: nothing reads this file; .* lexicon/en/NAME\.toml$"):
        knowledge.load(tmp_path)
