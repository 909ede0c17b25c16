"""Predicates that no entry covers, on frozen parses; and the command that lists them."""

import json

import pytest
from click.testing import CliRunner

from parses import ATTACKED, frozen
from tidings.cli import main
from tidings.coding.arguments import Arguments
from tidings.coding.uncovered import COLUMNS, Sighting, Survey, sightings
from tidings.knowledge import lexicon, ontology
from tidings.knowledge.tables import Data
from tidings.records import ActorKind, Analysis, Article, Cue, Entity, Reference

FOXED = """
Peru Peru PROPN NNP nsubj 1
foxed fox VERB VBD ROOT 1
Chile Chile PROPN NNP dobj 1
. . PUNCT . punct 1
"""

ZIPPED_UP = """
Peru Peru PROPN NNP nsubj 1
zipped zip VERB VBD ROOT 1
up up ADP RP prt 1
against against ADP IN prep 1
Chile Chile PROPN NNP pobj 3
"""

FOXING = """
Peru Peru PROPN NNP poss 2
's 's PART POS case 0
foxing foxing NOUN NN nsubj 5
of of ADP IN prep 2
Chile Chile PROPN NNP pobj 3
failed fail VERB VBD ROOT 5
"""

LAUNCHED = """
Peru Peru PROPN NNP nsubj 1
launched launch VERB VBD ROOT 1
a a DET DT det 3
foxing foxing NOUN NN dobj 1
against against ADP IN prep 1
Chile Chile PROPN NNP pobj 4
"""


class Seen:
    """A reader that is sure of one word."""

    def __init__(self, doc, word):
        self._sure = {t.i for t in doc if t.text == word}

    def ranked(self, token):
        act = 0.9 if token in self._sure else 0.2
        return sorted((("ACCUSE", act), ("NONE", 1 - act)), key=lambda pair: -pair[1])


@pytest.fixture(scope="module")
def words():
    data = Data.open()
    return lexicon.load(data, ontology.load(data))


def analysis(parse, actors):
    doc = frozen(parse)
    references = {}
    for token in doc:
        if token.text in actors:
            start, end = token.idx, token.idx + len(token)
            entity = Entity(start=start, end=end, text=token.text, country=actors[token.text])
            cue = Cue(rule="test", start=start, end=end)
            reference = Reference(
                first=token.i, last=token.i + 1, head=token.i, kind=ActorKind.STATE, entity=entity, cue=cue
            )
            references[token.i] = reference
    return Analysis(
        article=Article(id="t", text=doc.text),
        doc=doc,
        published=None,
        blocks=(),
        dateline=None,
        references=references,
        times=(),
        places=(),
        quantities=(),
    )


def seen(words, parse, actors=("Peru", "Chile"), **others):
    codes = {name: name[:3].upper() for name in actors}
    analysed = analysis(parse, codes)
    return list(sightings(analysed, Arguments(analysed.doc, words), words, **others))


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (FOXED, [("fox", "verb", "object")]),
        (ZIPPED_UP, [("zip up", "verb", "against")]),
        (FOXING, [("foxing", "noun", "of")]),
        (LAUNCHED, [("foxing", "noun", "against")]),  # not the verb that carries it
        (FOXED.replace("foxed fox VERB VBD", "accused accuse VERB VBD"), []),  # covered
        (FOXED.replace("Chile Chile", "chess chess"), []),  # one actor alone
        (ATTACKED, []),
    ],
)
def test_what_is_listed(words, parse, expected):
    assert [(s.predicate, s.word, s.slot) for s in seen(words, parse)] == expected


def test_words_of_reporting_are_passed_over(words):
    assert seen(words, FOXED, reporting={"fox"}) == []
    assert seen(words, ZIPPED_UP, reporting={"zip"}) != []
    assert seen(words, ZIPPED_UP, reporting={"zip up"}) == []


def test_entries_that_have_the_word_but_do_not_fit_are_counted(words):
    assert seen(words, FOXED)[0].entries == 0
    [sighting] = seen(words, FOXED.replace("foxed fox", "called call"))
    assert sighting.entries > 0


def test_the_reader_has_its_say(words):
    [sighting] = seen(words, FOXED, view=lambda doc: Seen(doc, "foxed"))
    assert sighting.seen == ("ACCUSE", 0.9)
    assert sighting.sentence == "Peru foxed Chile ."
    [sighting] = seen(words, FOXED)
    assert sighting.seen is None


def _sighting(name, sentence, act=0.0, slot="object"):
    view = ("ACCUSE", act) if act > 0.5 else ("NONE", 1 - act)
    return Sighting(predicate=name, word="verb", slot=slot, entries=0, sentence=sentence, seen=view, act=act)


def test_a_survey_counts_and_shows_the_sentence_that_the_reader_is_surest_of():
    survey = Survey()
    survey.add([_sighting("zip", "first"), _sighting("fox", "plain", 0.1, "on"), _sighting("fox", "clear", 0.9)])
    survey.add([_sighting("fox", "less clear", 0.8), _sighting("bet", "one")])
    assert len(survey) == 3
    rows = [dict(zip(COLUMNS, p.row(), strict=True)) for p in survey.commonest(2)]
    assert rows[0] == {
        "count": 3,
        "predicate": "fox",
        "word": "verb",
        "slot": "object",
        "entries": 0,
        "acts": 2,
        "reader": "ACCUSE",
        "chance": 0.9,
        "example": "clear",
    }
    assert rows[1]["predicate"] == "bet"  # as common as zip, before it in the alphabet


@pytest.mark.model
def test_the_command(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "Peru outfoxed Chile on Monday, the defence ministry said. Chile's army outfoxed Peru's navy a week later.\n"
        "Bolivian soldiers accused Paraguay of theft, and the Bolivian president outfoxed the Chilean minister.\n"
    )
    shown = CliRunner().invoke(main, ["lexicon", "uncovered", str(page), "--no-reader"])
    assert shown.exit_code == 0
    assert "outfox" in shown.stdout
    lines = CliRunner().invoke(main, ["lexicon", "uncovered", str(page), "--no-reader", "--json", "--limit", "1"])
    [row] = map(json.loads, lines.stdout.splitlines())
    assert (row["predicate"], row["count"], row["reader"]) == ("outfox", 3, None)
    assert CliRunner().invoke(main, ["lexicon", "uncovered", str(tmp_path / "no.txt")]).exit_code == 3
