import pytest

from telling import act, told
from tidings.linking.comparing import Comparer
from tidings.linking.reports import reports
from tidings.linking.words import vector


@pytest.fixture
def compare(rules):
    def compared(one, two, published=("2024-03-02", "2024-03-03"), **more):
        articles = told("a", published[0], one, **more), told("b", published[1], two, **more)
        pair = [next(reports(article, vector(article.text, rules.counts), rules)) for article in articles]
        forth, back = Comparer(rules).compare(*pair), Comparer(rules).compare(*pair[::-1])
        assert forth == back
        return forth, Comparer(rules).veto(*pair)

    return compared


def test_one_act_told_twice_is_one_and_says_why(compare):
    shelled = act(when="2024-03-02", where="Halden", told=[("killed", 7)])
    link, _ = compare(
        shelled, act(words="fired at the quays of Halden", when="2024-03-02", where="Halden", told=[("killed", 7)])
    )
    assert link.score > 0.9
    for reason in ("same actor Norland", "same recipient Suria", "dates overlap 2024-03-02", "same place Halden"):
        assert reason in link.reasons


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (act(by="Vandia"), "different actors: Norland / Vandia"),
        (act(on="Vandia"), "different recipients: Suria / Vandia"),
        (act(by="Suria", on="Norland"), "different actors: Norland / Suria"),
        (act(when="2024-02-11"), "dates 20 days apart"),
        (act(where="Tromso"), "places 1220 km apart"),
        (act(kind="PROTEST"), "ASSAULT and PROTEST"),
    ],
)
def test_what_cannot_be_one_act_is_forbidden(compare, other, why):
    link, veto = compare(act(when="2024-03-02", where="Halden"), other)
    assert link is None
    assert veto == why


def test_a_party_that_one_leaves_out_forbids_nothing(compare):
    link, _ = compare(act(), act(on=""))
    assert link.score > 0.5
    assert "one tells no recipient" in link.reasons


def test_talks_have_no_direction(compare):
    link, _ = compare(act("CONSULT", words="met"), act("CONSULT", by="Suria", on="Norland", words="met"))
    assert link.score > 0.9
    link, _ = compare(act("CONSULT", words="met"), act("CONSULT", by="Suria+Norland", on="", words="met"))
    assert link.score > 0.9
    link, veto = compare(act("CONSULT", words="met"), act("CONSULT", by="Suria", on="Vandia", words="met"))
    assert link is None
    assert veto.startswith("different actors")


def test_an_announcement_and_its_fulfilment_may_be_one(compare):
    link, _ = compare(
        act("AGREE", words="agreed to meet in Moss", status="planned", when="2024-03-08", where="Moss"),
        act("CONSULT", words="met in Moss", when="2024-03-08", where="Moss"),
        published=("2024-03-02", "2024-03-08"),
    )
    assert link.score > 0.5
    assert "AGREE and CONSULT may be steps of one act" in link.reasons


def test_a_state_holds_its_places_and_another_figure_is_no_veto(compare):
    link, _ = compare(act(where="Norland", told=[("killed", 7)]), act(where="Halden", told=[("killed", 9)]))
    assert "Halden / Norland: one lies in the other" in link.reasons
    assert "different figures of killed" in link.reasons


def test_undated_acts_told_weeks_apart_are_two(compare):
    link, _ = compare(act(), act(), published=("2024-03-02", "2024-04-20"))
    assert link is None


def test_background_that_nothing_dates_needs_more(compare):
    dated, _ = compare(act(), act())
    vague, _ = compare(act(historical=True), act(historical=True))
    assert vague.score < dated.score
