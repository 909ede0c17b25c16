from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tidings.coding.settling import Option, Settling, choose, days
from tidings.records import Cue, Place, Status, Time, When

WORDS = ("Chad", "bombed", "Faya", "on", "Monday", ".", "Mali", "protested", "on", "Tuesday", ".")
MONDAY, TUESDAY, WEDNESDAY = (date(2024, 3, day) for day in (4, 5, 6))
FAYA = Place(start=2, end=3, text="Faya", country="TCD")


class Doc(list):
    sents = (range(6), range(6, 11))


class Linked:
    """Readings with arcs from an act to some tokens."""

    def __init__(self, **arcs):
        self._arcs = arcs

    def strongest(self, trigger, role, tokens):
        return max((self._arcs.get(f"{role}_{trigger}_{token}", 0.01) for token in tokens), default=None)


def settling(published=WEDNESDAY, readings=None):
    doc = Doc(SimpleNamespace(i=i, idx=i) for i in range(len(WORDS)))
    analysis = SimpleNamespace(doc=doc, places=(FAYA,), published=published)
    whens = [When(earliest=day, latest=day, start=start, end=start + 1) for day, start in ((MONDAY, 4), (TUESDAY, 9))]
    times = [(Time(start=w.start, end=w.end, text="", type="DATE", value=""), (w, w)) for w in whens]
    return Settling(analysis, SimpleNamespace(options=lambda: iter(times)), readings)


def mention(**told):
    empty = SimpleNamespace(
        type="ASSAULT", status=Status.HAPPENED, actors=(), recipients=(), when=None, where=None, cues=()
    )
    return SimpleNamespace(**vars(empty) | told)


def by_key(options):
    return {option.key: dict(option.features) for option in options}


def test_the_likeliest_option_is_chosen_if_it_is_likely_enough():
    monday, tuesday = (Option(str(day), day, ((name, 1.0),)) for day, name in ((MONDAY, "here"), (TUESDAY, "away")))
    assert choose([monday, tuesday], {"here": 1.0, "away": 2.0}, 0.5) is tuesday
    assert choose([monday, tuesday], {"here": -4.0, "away": -5.0}, 0.5) is None
    assert choose([], {}, 0.5) is None


def test_every_time_of_the_article_and_the_stretch_since_then_may_be_an_acts():
    [options] = settling().times([(1, mention())])
    keys = by_key(options)
    assert "2024-03-04..2024-03-04" in keys
    assert "2024-03-04..2024-03-06" in keys
    assert keys["2024-03-06..2024-03-06"]["else published"] == 1.0
    assert all("told none" in present for present in keys.values())


def test_what_is_to_come_has_no_stretch_up_to_now():
    [options] = settling().times([(1, mention(status=Status.PLANNED))])
    assert sorted(by_key(options)) == ["2024-03-04..2024-03-04", "2024-03-05..2024-03-05"]


def test_the_rules_answer_keeps_its_rule_and_its_words():
    when = When(earliest=MONDAY, latest=MONDAY, start=4, end=5)
    told = mention(
        when=when, cues=(Cue(rule="times.attached", start=4, end=5), Cue(rule="times.background", start=1, end=2))
    )
    [options] = settling().times([(1, told)])
    same = next(option for option in options if option.key == days(when))
    assert same.value is when
    assert dict(same.features)["told times.attached"] == 1.0
    assert by_key(options)["2024-03-05..2024-03-05"]["told another"] == 1.0


def test_the_readers_arcs_tell_the_options_apart():
    [options] = settling(readings=Linked(when_1_9=0.9)).times([(1, mention())])
    keys = by_key(options)
    assert keys["2024-03-05..2024-03-05"]["else away"] > 0 > keys["2024-03-04..2024-03-04"]["else here"]
    assert "else best" in keys["2024-03-05..2024-03-05"]


def test_places_count_by_country_and_know_the_sides():
    told = mention(
        actors=(SimpleNamespace(code="TCD"),),
        where=replace(FAYA, country="MLI"),
        cues=(Cue(rule="where.again", start=0, end=1),),
    )
    [options] = settling().places([(1, told)])
    keys = by_key(options)
    assert keys["TCD"]["actor same"] == 1.0
    assert keys["TCD"]["else in the sentence"] == 1.0
    assert keys["MLI"]["told where.again"] == 1.0


@pytest.mark.parametrize(
    ("published", "age"),
    [(MONDAY, "that day"), (date(2024, 3, 20), "that month"), (date(2024, 3, 1), "future"), (None, "undated")],
)
def test_how_old_a_time_is(published, age):
    [options] = settling(published=published).times([(1, mention())])
    assert f"happened {age}" in by_key(options)["2024-03-04..2024-03-04"]
