"""Undated mentions take the date that the article gives the same act elsewhere, and no other."""

from datetime import date

import pytest

from tidings.coding.retelling import share_dates
from tidings.records import Entity, Mention, Span, Status, When

MONDAY = date(2024, 5, 13)


def _mention(number, type_="ASSAULT", actor="TCD", recipient="MLI", *, day=None, historical=False, sentence=None):
    start = 100 * number
    place = Span(start=start, end=start + 5, text="words")
    return Mention(
        id=str(number),
        type=type_,
        mode=None,
        contexts=(),
        cameo=None,
        status=Status.HAPPENED,
        historical=historical,
        trigger=place,
        evidence=Span(start=100 * (number if sentence is None else sentence), end=100 * number + 50, text="…"),
        actors=(Entity(start=0, end=1, text="a", country=actor),),
        recipients=(Entity(start=2, end=3, text="r", country=recipient),),
        voices=(),
        silent=(),
        when=When(earliest=day, latest=day, text="Monday", start=start, end=start + 6) if day else None,
        where=None,
        quantities=(),
        cues=(),
        confidence=1.0,
    )


def test_the_same_act_told_again_takes_its_date():
    mentions = (_mention(0, day=MONDAY), _mention(1, "ACCUSE", "FRA"), _mention(2, "ACCUSE", "FRA"), _mention(3))
    last = share_dates(mentions, date(2024, 5, 15))[-1]
    assert last.when == When(earliest=MONDAY, latest=MONDAY)
    assert [cue.rule for cue in last.cues] == ["times.told-elsewhere"]


def test_an_act_of_others_further_down_stays_open():
    mentions = (_mention(0, day=MONDAY), _mention(1), _mention(2, "AID", "FRA", "DEU"))
    assert share_dates(mentions, date(2024, 5, 15))[-1].when is None


@pytest.mark.parametrize("published", [None, date(2024, 7, 1)])
def test_without_fresh_news_there_is_no_main_act(published):
    mentions = (_mention(0, day=MONDAY), _mention(1, "AID", "FRA", "DEU"))
    assert share_dates(mentions, published)[1].when is None


def test_background_takes_no_date():
    mentions = (_mention(0, day=MONDAY), _mention(1, historical=True))
    assert share_dates(mentions, date(2024, 5, 15))[1].when is None
