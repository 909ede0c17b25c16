from types import SimpleNamespace

from tidings.coding.deciding import DECISION
from tidings.coding.selecting import Refusal
from tidings.coding.verdict import Weighed, verdicts

SURE, UNSURE = DECISION + 0.2, DECISION - 0.2


def weighed(i, confidence, *, type_="ACCUSE", refusal=None, wins=False, dep="ROOT", children=(), head=None):
    token = SimpleNamespace(i=i, dep_=dep, children=children, head=head)
    sense = SimpleNamespace(id=f"sense-{i}", type=type_, wins=wins)
    proposal = SimpleNamespace(framed=False, said="reader:NONE 0.70, next ACCUSE 0.20")
    match = SimpleNamespace(token=token, sense=sense)
    return Weighed(SimpleNamespace(match=match, proposal=proposal), refusal, (), confidence)


def test_what_the_model_is_sure_of_counts_and_the_rest_says_who_said_what():
    counted, declined = verdicts([weighed(1, SURE), weighed(5, UNSURE)], joint=True)
    assert counted is None
    assert (
        declined == f"not sure enough ({UNSURE:.2f}): lexicon:sense-5 says ACCUSE; reader:NONE 0.70, next ACCUSE 0.20"
    )


def test_of_two_readings_of_a_word_the_likelier_counts():
    assert verdicts([weighed(1, SURE), weighed(1, SURE + 0.1, type_="REJECT")], joint=True) == [
        f"rather REJECT ({SURE + 0.1:.2f} against {SURE:.2f})",
        None,
    ]


def test_a_winning_sense_counts_unless_the_rules_refuse_it():
    refusal = Refusal("bare", "bare noun")
    assert verdicts([weighed(1, UNSURE, wins=True)], joint=True) == [None]
    assert verdicts([weighed(1, UNSURE, wins=True, refusal=refusal)], joint=True) == ["bare noun"]


def test_a_verb_and_its_object_of_one_type_are_one_act():
    verb = weighed(1, SURE + 0.1)
    noun = weighed(3, SURE, dep="dobj", head=verb.candidate.match.token)
    assert verdicts([verb, noun], joint=True) == [None, "same act as lexicon:sense-1"]


def test_rules_alone_decide_by_their_refusals():
    assert verdicts([weighed(1, 0.01), weighed(2, 0.99, refusal=Refusal("bare", "bare noun"))], joint=False) == [
        None,
        "bare noun",
    ]
