import pytest

from telling import act, told
from tidings.linking import link
from tidings.linking.lifecycle import called_off

TALKS = {"where": "Moss", "when": "2024-03-08"}
PLANNED = act("CONSULT", words="will meet Suria for talks on grain in Moss", status="planned", **TALKS)


def one_event(rules, *articles):
    [event] = [event for event in link(articles, rules) if event.type]
    return event


def test_an_announcement_and_its_fulfilment_are_one_event_with_two_states(rules):
    event = one_event(
        rules,
        told("a", "2024-03-01", PLANNED),
        told("b", "2024-03-08", act("CONSULT", words="met Suria for talks on grain in Moss", **TALKS)),
    )
    assert [(str(state.as_of), state.status) for state in event.history] == [
        ("2024-03-01", "planned"),
        ("2024-03-08", "happened"),
    ]
    assert event.status == "happened"


def test_an_agreement_to_meet_takes_the_type_of_the_meeting(rules):
    event = one_event(
        rules,
        told(
            "a",
            "2024-03-01",
            act("AGREE", words="agreed to meet Suria for talks on grain in Moss", status="planned", **TALKS),
        ),
        told("b", "2024-03-08", act("CONSULT", words="met Suria for talks on grain in Moss", **TALKS)),
    )
    assert (event.type, event.status) == ("CONSULT", "happened")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("called off talks with Suria on grain in Moss", "cancelled"),
        ("postponed the talks with Suria on grain in Moss until May", "postponed"),
    ],
)
def test_what_is_called_off_ends_so(rules, words, status):
    event = one_event(
        rules, told("a", "2024-03-01", PLANNED), told("b", "2024-03-07", act("REJECT", words=words, **TALKS))
    )
    assert [state.status for state in event.history] == ["planned", status]
    assert event.status == status


def test_a_postponed_act_that_happens_later_is_the_same(rules):
    grain = "talks with Suria on grain in Moss"
    event = one_event(
        rules,
        told("a", "2024-03-01", act("CONSULT", words=f"will hold {grain}", status="planned", **TALKS)),
        told("b", "2024-03-07", act("CONSULT", words=f"postponed {grain}", status="denied", **TALKS)),
        told("c", "2024-03-15", act("CONSULT", words=f"held {grain}", where="Moss", when="2024-03-08/2024-03-15")),
    )
    assert [state.status for state in event.history] == ["planned", "postponed", "happened"]


def test_who_denies_what_others_have_told_adds_no_state(rules):
    event = one_event(rules, told("a", "2024-03-01", act()), told("b", "2024-03-01", act(status="denied")))
    assert [state.status for state in event.history] == ["happened"]


def test_a_denial_that_nobody_contradicts_is_the_state(rules):
    event = one_event(
        rules, told("a", "2024-03-01", act(status="possible")), told("b", "2024-03-02", act(status="denied"))
    )
    assert event.status == "denied"


def test_an_act_that_has_happened_is_not_called_off(rules):
    text = told("a", "2024-03-01", act(words="shelled the harbour and called off the parade"))
    assert called_off(text.mentions[0], text.text, rules) is None
