from telling import act, told
from tidings.events import Stance
from tidings.linking import link

NEWS = "Shells fell on the harbour of Halden, where cranes burned and the fishing fleet of Suria lay at anchor."


def rows(rules, *articles):
    events = [event for event in link(articles, rules) if event.type]
    [event] = [event for event in events if len(event.articles) > 1] or events
    return event, {row.outlet: row for row in event.coverage}


def test_outlets_assert_hedge_deny_or_are_silent(rules):
    event, found = rows(
        rules,
        told("a", "2024-03-01", act(), text=NEWS, outlet="Courier"),
        told("b", "2024-03-01", act(status="possible"), text=NEWS + " It was early.", outlet="Herald"),
        told("c", "2024-03-02", act(status="denied"), text=NEWS + " So said the ministry.", outlet="Daily"),
        told("d", "2024-03-02", text=NEWS + " Fish is dear.", outlet="Gazette"),
        told("e", "2024-03-20", text=NEWS + " A look back.", outlet="Late Review"),
        told("f", "2024-03-02", text="Cheese makers want a lower duty on rennet.", outlet="Dairy News"),
    )
    assert {name: row.stance for name, row in found.items()} == {
        "Courier": Stance.ASSERTS,
        "Herald": Stance.HEDGES,
        "Daily": Stance.DENIES,
        "Gazette": Stance.SILENT,
    }
    assert found["Gazette"].mentions == ()
    assert event.story is not None


def test_hearsay_is_a_hedge_and_an_official_is_not(rules):
    _, found = rows(
        rules,
        told("a", "2024-03-01", act(voices=["neighbours"], source="hearsay"), text=NEWS, outlet="Courier"),
        told("b", "2024-03-01", act(voices=["the mayor"]), text=NEWS, outlet="Herald"),
    )
    assert found["Courier"].stance is Stance.HEDGES
    assert found["Herald"].stance is Stance.ASSERTS


def test_copies_count_once(rules):
    event, found = rows(
        rules,
        told("a", "2024-03-01", act(), text=NEWS, outlet="Wire"),
        told("b", "2024-03-02", act(), text=NEWS, outlet="Herald", origin="a"),
        told("c", "2024-03-02", act(), text=NEWS + " Our man saw it.", outlet="Courier"),
    )
    assert event.origins == 2
    assert {name: row.independent for name, row in found.items()} == {"Wire": True, "Herald": False, "Courier": True}


def test_what_is_told_differently_stands_side_by_side(rules):
    event, found = rows(
        rules,
        told(
            "a",
            "2024-03-02",
            act(when="2024-03-01", told=[("killed", 7)], voices=["the mayor"]),
            text=NEWS,
            outlet="Herald",
        ),
        told("b", "2024-03-02", act(when="2024-03-02", told=[("killed", 9)]), text=NEWS, outlet="Courier"),
    )
    assert [(value.value.value, value.outlets, value.voices) for value in event.fields.quantities] == [
        (7, ("Herald",), ("the mayor",)),
        (9, ("Courier",), ()),
    ]
    assert [str(value.value.earliest) for value in event.fields.when] == ["2024-03-01", "2024-03-02"]
    assert (str(event.earliest), str(event.latest)) == ("2024-03-01", "2024-03-02")
    assert found["Courier"].fields.quantities[0].value.value == 9


def test_an_outlet_that_later_copies_another_was_not_the_first_with_that_text(rules):
    _, found = rows(
        rules,
        told("a", "2024-03-01", act(), text=NEWS, outlet="Courier"),
        told("b", "2024-03-02", act(), text=NEWS + " It was early.", outlet="Herald"),
        told("c", "2024-03-03", act(), text=NEWS + " It was early.", outlet="Courier", origin="b"),
    )
    assert {name: row.independent for name, row in found.items()} == {"Courier": True, "Herald": True}
