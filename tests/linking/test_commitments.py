import random
from dataclasses import replace
from datetime import date

import pytest

from tidings.knowledge import commitments as data
from tidings.knowledge.tables import Data
from tidings.linking.commitments import commitments
from tidings.records import Entity, NamedCommitment, Span, When


@pytest.fixture(scope="module")
def heads():
    return frozenset(data.load(Data.open()).heads.values())


def party(code):
    return Entity(start=0, end=1, text=code, name=code, country=code)


def named(article, name, kind, words=(), parties=(), *, year=None):
    return NamedCommitment(
        name=name,
        kind=kind,
        words=tuple(words),
        names=(Span(start=0, end=len(name), text=name),),
        parties=tuple(party(code) for code in parties),
        signed=When(earliest=date(year, 1, 1), latest=date(year, 12, 31)) if year else None,
        duties=(),
        invocations=(),
        article=article,
    )


def joined(heads, *found):
    return [commitment.articles for commitment in commitments(found, heads)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (named("a", "New START", "treaty"), named("b", "New START", "treaty")),
        (named("a", "Paris Agreement", "agreement", ["paris"]), named("b", "Paris accord", "accord", ["paris"])),
        (named("a", "Resolution 1718", "resolution", ["1718"]), named("b", "resolution 1718", "resolution", ["1718"])),
        (
            named("a", "border treaty", "treaty", ["border"], ["PER", "CHL"]),
            named("b", "border pact", "pact", ["border"], ["CHL", "PER"]),
        ),
        (
            named("a", "2015 nuclear deal", "deal", ["2015", "nuclear"], year=2015),
            named("b", "nuclear deal", "deal", ["nuclear"], ["IRN"], year=2015),
        ),
    ],
)
def test_compatible_names_of_two_articles_are_one_commitment(heads, one, two):
    assert joined(heads, one, two) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (named("a", "peace deal", "deal", ["peace"]), named("b", "peace deal", "deal", ["peace"])),
        (named("a", "pact", "pact", [], ["PER", "CHL"]), named("b", "pact", "pact", [], ["PER", "CHL"])),
        (
            named("a", "border treaty", "treaty", ["border"], ["PER", "CHL"]),
            named("b", "border treaty", "treaty", ["border"], ["KEN", "UGA"]),
        ),
        (
            named("a", "1979 peace treaty", "treaty", ["1979", "peace"], ["EGY", "ISR"]),
            named("b", "1994 peace treaty", "treaty", ["1994", "peace"], ["EGY", "ISR"]),
        ),
        (named("a", "Resolution 1718", "resolution", ["1718"]), named("b", "Resolution 2397", "resolution", ["2397"])),
        (
            named("a", "peace resolution", "resolution", ["peace"]),
            named("b", "peace resolution 1718", "resolution", ["peace", "1718"]),
        ),
        (named("a", "Rome Statute", "statute", ["rome"]), named("b", "Rome Convention", "convention", ["rome"])),
    ],
)
def test_what_tells_too_little_or_otherwise_stays_apart(heads, one, two):
    assert joined(heads, one, two) == [("a",), ("b",)]


def test_any_order_gives_the_same_commitments(heads):
    found = [
        named("a", "Paris Agreement", "agreement", ["paris"], ["USA"], year=2015),
        named("b", "Paris climate accord", "accord", ["climate", "paris"]),
        named("c", "Paris Agreement", "agreement", ["paris"], ["FRA"], year=2016),
        named("d", "border treaty", "treaty", ["border"], ["PER", "CHL"]),
        named("e", "border treaty", "treaty", ["border"], ["PER"]),
        named("f", "border treaty", "treaty", ["border"], ["PER", "ECU"]),
    ]
    expected = commitments(found, heads)
    for seed in range(20):
        random.Random(seed).shuffle(found)
        assert commitments(found, heads) == expected


def test_a_name_between_two_others_does_not_chain_them(heads):
    found = [
        named("a", "Peru treaty", "treaty", ["border"], ["PER", "CHL"]),
        named("b", "border treaty", "treaty", ["border"], ["PER"]),
        named("c", "border treaty", "treaty", ["border"], ["PER", "ECU"]),
    ]
    for commitment in commitments(found, heads):
        assert not {"a", "c"} <= set(commitment.articles)


def test_dates_that_contradict_each_other_stand_side_by_side(heads):
    one = named("a", "New START", "treaty", year=2010)
    two = replace(named("b", "New START", "treaty"), signed=When(earliest=date(2010, 4, 8), latest=date(2010, 4, 8)))
    [commitment] = commitments([one, two], heads)
    assert [(s.when.latest, s.articles) for s in commitment.signed] == [
        (date(2010, 12, 31), ("a",)),
        (date(2010, 4, 8), ("b",)),
    ] or [s.articles for s in commitment.signed] == [("b",), ("a",)]
    assert commitment.name == "New START"
