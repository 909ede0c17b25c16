import pytest

from parses import ATTACKED, GAVE, HELD, IMPOSED, LISTED, MET, SENT, URGED, frozen
from tidings.coding.arguments import Arguments
from tidings.knowledge import lexicon, ontology
from tidings.knowledge.tables import Data


@pytest.fixture(scope="module")
def words():
    data = Data.open()
    return lexicon.load(data, ontology.load(data))


@pytest.mark.parametrize(
    ("parse", "predicate", "path", "expected"),
    [
        (URGED, "sign", "subject", ["Chile"]),  # object control
        (URGED, "urged", "infinitive", ["sign"]),
        (ATTACKED, "attacked", "subject", ["rebels", "bandits"]),  # the agent of a passive, with its conjunct
        (ATTACKED, "attacked", "object", ["Troops"]),
        (HELD, "talks", "subject", ["Peru"]),  # by the support verb
        (HELD, "talks", "with", ["Chile"]),  # a phrase that the parser hung on the support verb
        (GAVE, "given", "subject", ["Chad"]),
        (GAVE, "given", "object", ["tanks"]),
        (GAVE, "given", "to", ["Mali"]),  # the grammatical subject of a ditransitive passive received
        (SENT, "sent", "purpose", ["help"]),
        (SENT, "sent", "purpose.object", ["Chile"]),
        (SENT, "help", "subject", ["Peru"]),
        (IMPOSED, "imposed", "object", ["Sanctions"]),  # the gap of a relative clause
        (IMPOSED, "imposed", "subject", ["Peru"]),
        (MET, "talks", "subject", ["Lopez"]),  # who speaks after talks with somebody took part in them
        (LISTED, "met", "object", ["king", "Chile"]),  # a conjunct that the parser hung on an apposition
    ],
)
def test_slots(words, parse, predicate, path, expected):
    doc = frozen(parse)
    token = next(t for t in doc if t.text == predicate)
    found = Arguments(doc, words).at(token, tuple(path.split(".")))
    assert [t.text for t in found] == expected


def test_a_cycle_of_clauses_ends():
    data = Data.open()
    chain = "\n".join(f"go{i} go VERB VB conj {max(0, i - 1)}" for i in range(300))
    doc = frozen("go0 go VERB VB ROOT 0\n" + "\n".join(chain.splitlines()[1:]))
    assert Arguments(doc, lexicon.load(data, ontology.load(data))).slots(doc[299]) == {}
