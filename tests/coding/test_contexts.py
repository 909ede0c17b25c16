"""The contexts of acts, told on frozen parses."""

import pytest

from parses import frozen
from tidings.coding.contexts import Contexts, applies, clause
from tidings.knowledge import contexts, ontology
from tidings.knowledge.contexts import Default
from tidings.knowledge.rules import Rules
from tidings.knowledge.tables import Data
from tidings.records import Entity

BLAMED = """
Chad Chad PROPN NNP nsubj 1
blamed blame VERB VBD ROOT 1
Mali Mali PROPN NNP dobj 1
for for ADP IN prep 1
cholera cholera NOUN NN pobj 3
after after SCONJ IN mark 7
hackers hacker NOUN NNS nsubj 7
struck strike VERB VBD advcl 1
"""

URGED = """
Peru Peru PROPN NNP nsubj 1
urged urge VERB VBD ROOT 1
Chile Chile PROPN NNP dobj 1
to to PART TO aux 4
scrap scrap VERB VB xcomp 1
its its PRON PRP$ poss 6
tariffs tariff NOUN NNS dobj 4
"""

UNION = """
Chad Chad PROPN NNP nsubj 1
banned ban VERB VBD ROOT 1
a a DET DT det 4
trade trade NOUN NN compound 4
union union NOUN NN dobj 1
"""

TALKS = """
Peru Peru PROPN NNP nsubj 1
held hold VERB VBD ROOT 1
talks talk NOUN NNS dobj 1
on on ADP IN prep 2
uranium uranium NOUN NN pobj 3
"""

CHAD = Entity(start=0, end=4, text="Chad", country="TCD")
MALI = Entity(start=12, end=16, text="Mali", country="MLI")


@pytest.fixture(scope="module")
def words():
    data = Data.open()
    return contexts.load(data, ontology.load(data))


def told(words, parse, trigger, type_="ACCUSE", mode=None, *, title=None, actors=(), recipients=(), again=()):
    doc = frozen("\n".join([parse.strip(), *again]))
    token = next(t for t in doc if t.text == trigger)
    found, cues = Contexts(doc, words, title).of(token, token.sent, type_, mode, actors=actors, recipients=recipients)
    return found, [(cue.rule, doc.text[cue.start : cue.end]) for cue in cues]


def sentence(text, first):
    """Lines of a parse of its own, all words on the first, with the parse that it follows ``first`` words long."""
    return [f"{w} {w} NOUN NN {'ROOT' if i == 0 else 'dep'} {first}" for i, w in enumerate(text.split())]


def test_the_words_of_the_clause_count_and_those_of_another_do_not(words):
    assert told(words, BLAMED, "blamed") == (("health",), [("contexts:health", "cholera")])


def test_the_words_of_another_clause_count_if_the_title_has_them_too(words):
    found, cues = told(words, BLAMED, "blamed", title="Hacking of a ministry in Chad")
    assert found == ("health", "cyber")
    assert cues[1] == ("contexts:cyber", "hackers")


def test_what_is_demanded_is_of_the_clause(words):
    assert told(words, URGED, "urged", "REQUEST")[0] == ("economic",)


def test_the_longest_phrase_is_read_and_uses_its_words_up(words):
    assert told(words, UNION, "banned", "COERCE", "restrict") == ((), [])


def test_a_noun_has_the_clause_that_carries_it(words):
    doc = frozen(TALKS)
    assert clause(doc[2]) == frozenset(range(5))
    assert told(words, TALKS, "talks", "CONSULT")[0] == ("cbrn",)


def test_an_act_has_contexts_by_its_type_and_mode(words):
    assert told(words, UNION, "banned", "COERCE", "cyber") == (("cyber",), [("contexts:context-cyber-acts", "banned")])


def test_a_side_bears_its_context_out_with_its_own_words(words):
    army = Entity(start=0, end=4, text="Chad", country="TCD", sectors=("MIL",))
    assert told(words, UNION, "banned", actors=[army]) == (
        ("military",),
        [("contexts:context-military-sides", "Chad")],
    )


def test_words_are_cited_beside_a_default(words):
    found, cues = told(words, BLAMED, "blamed", recipients=[Entity(start=12, end=16, text="Mali", sectors=("MED",))])
    assert found == ("health",)
    assert cues == [("contexts:context-health-sides", "Mali"), ("contexts:health", "cholera")]


def test_the_subject_of_an_article_counts_for_all_its_acts(words):
    more = [line for number in range(3) for line in sentence("vaccine doses", 5 + 2 * number)]
    assert told(words, UNION, "banned", again=more) == (("health",), [("contexts:health", "vaccine")])
    assert told(words, UNION, "banned", again=more[:4])[0] == ()


def test_a_general_context_gives_way_to_a_special_one(words):
    thieves = BLAMED.replace("cholera cholera", "theft theft")
    assert told(words, thieves, "blamed")[0] == ("crime",)
    assert told(words, thieves.replace("Mali Mali", "terrorists terrorist"), "blamed")[0] == ("terrorism",)


def test_at_most_four_the_strongest_first(words):
    many = "\n".join(
        f"{w} {w} NOUN NN dep 1" for w in "cholera uranium tariff mosque earthquake cholera vaccine".split()
    )
    found, _ = told(words, UNION.replace("union union NOUN NN dobj 1", f"union union NOUN NN dobj 1\n{many}"), "banned")
    assert len(found) == 4
    assert found[0] == "health"


def test_a_word_with_a_capital_stands_only_for_itself(words):
    assert told(words, UNION.replace("union union", "WHO who"), "banned")[0] == ("economic", "health")
    assert told(words, UNION.replace("union union", "who who"), "banned")[0] == ("economic",)


@pytest.mark.parametrize(
    ("fields", "act", "sides", "expected"),
    [
        ({"acts": {("COERCE", "")}}, ("COERCE", "arrest"), ([], []), True),
        ({"acts": {("COERCE", "arrest")}}, ("COERCE", None), ([], []), False),
        ({"acts": {("COERCE", "-")}}, ("COERCE", None), ([], []), True),
        ({"reach": "abroad"}, ("CONSULT", None), ([CHAD, MALI], []), True),
        ({"reach": "abroad"}, ("CONSULT", None), ([CHAD], []), False),
        ({"reach": "home"}, ("CONSULT", None), ([CHAD], [CHAD]), True),
        ({"reach": "home"}, ("CONSULT", None), ([CHAD], [MALI]), False),
        ({"reach": "home"}, ("CONSULT", None), ([CHAD], [Entity(start=0, end=1, text="x")]), False),
        ({"side": {"IGO"}}, ("CONSULT", None), ([], [Entity(start=0, end=1, text="x", organization="IGO")]), True),
        ({"recipient": {"JRN"}}, ("COERCE", None), ([Entity(start=0, end=1, text="x", sectors=("JRN",))], []), False),
    ],
)
def test_when_a_default_applies(fields, act, sides, expected):
    empty = dict.fromkeys(("acts", "actor", "recipient", "side"), frozenset())
    given = {k: v if isinstance(v, str) else frozenset(v) for k, v in fields.items()}
    default = Default(id="x", context="crime", **{**empty, "reach": None, **given})
    assert applies(default, *act, *sides) is expected


def test_every_context_word_and_default_has_its_line_to_show():
    rules = Rules.load()
    assert rules.where("contexts:cyber").startswith("contexts/en.toml:")
    assert rules.where("contexts:context-cyber-acts").startswith("contexts/en.toml:")
