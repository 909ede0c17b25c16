"""Times: every rule's example, composition, direction, and the days that values cover."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.annotating.times import find_times
from tidings.annotating.times.calendar import add_months, bounds, easter, holiday, narrowed, week_value
from tidings.knowledge.quantities import load_numerals
from tidings.knowledge.tables import Data
from tidings.knowledge.times import load_times

WEDNESDAY = date(2024, 5, 15)


def _grammar():
    data = Data.open()
    grammar = load_times(data, load_numerals(data))
    data.check()
    return grammar


GRAMMAR = _grammar()


def values(text, published=WEDNESDAY):
    return [time.value for time in find_times(text, GRAMMAR, published=published)]


@pytest.mark.parametrize("rule", GRAMMAR.rules, ids=lambda rule: rule.id)
def test_every_rule_reads_its_example(rule):
    assert values(rule.example) == [rule.gives]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened at 10 p.m. on Friday, 3 May 2024.", ["2024-05-03T22:00"]),
        ("Sales rose in the third quarter of last year.", ["2023-Q3"]),
        ("They parted in July last year.", ["2023-07"]),
        ("He landed on Monday evening and left the next morning.", ["2024-05-13TEV", "2024-05-14TMO"]),
        ("The siege began on March 3. Two days later it ended.", ["2024-03-03", "2024-03-05"]),
        ("The vote fell on Saturday, April 6.", ["2024-04-06"]),
        ("The accord of 1994 lapsed ten years ago.", ["1994", "2014"]),
        ("A curfew holds every Thursday and daily at sea.", ["XXXX-WXX-4", "P1D"]),
    ],
)
def test_parts_of_one_time_are_put_together(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Some 2,000 troops and 1990 soldiers came.",
        "Prime Minister May spoke.",
        "It cost $1999.",
        "A 44-year-old man was held.",
        "The day after his arrest was quiet.",
        "He may march in the fall of the wall.",
    ],
)
def test_figures_names_and_ages_are_no_times(text):
    assert not any(value[:2].isdigit() or value == "P44Y" for value in values(text) if value != "2023-FA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lease runs from 3/9 to 21/9.", ["2024-03-09", "2024-09-21"]),
        ("It was signed on 24.11.2022 and on 11-25-2022.", ["2022-11-24", "2022-11-25"]),
        ("It bears the stamp 7/4/31.", ["2031-07-04"]),
        ("It bears the stamp 7/4/61.", ["1961-07-04"]),
        ("They met on the twenty-second of June.", ["2024-06-22"]),
        ("The fair runs June fourth through ninth.", ["2024-06-04/2024-06-09"]),
        ("The fair ran between the 4th and 9th of June, 2021.", ["2021-06-04/2021-06-09"]),
        ("Trade grew in the last week of October 2022.", ["2022-W43"]),
        ("He leaves two weeks after Easter Sunday.", ["2024-04-14"]),
        ("It closed three days before Monday, 6 May.", ["2024-05-03"]),
        ("He stays ten days from Friday.", ["2024-05-27"]),
        ("She was born in May of 67.", ["1967-05"]),
        ("Rents fell in Q2, and in Q1 of last year.", ["2024-Q2", "2023-Q1"]),
        ("The truce held for a fortnight.", ["P2W"]),
        ("He was free until 30 February.", ["XXXX-02-30"]),
        ("A leap day, Feb. 29, came.", ["2024-02-29"]),
        ("The sale is on Black Friday.", ["2023-11-24"]),
        ("The minister said:12 April is fine.", ["2024-04-12"]),
        ("They reopen Tuesday the 4th.", ["2024-06-04"]),
        ("Doors shut at 8.30pm on 3 May.", ["2024-05-03T20:30"]),
        ("They meet every other month.", ["P2M"]),
    ],
)
def test_days_in_many_forms(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They play 24/7 and won by odds of 7/2.",
        "The office on 5th Street closed.",
        "It was week 3 of the trial and Week 9 of the season.",
        "Some two thousand and nine people came.",
        "The tank is an H2 store.",
        "Friday, the fourth loss in a row.",
    ],
)
def test_odds_streets_and_weeks_of_a_trial_are_no_days(text):
    assert [value for value in values(text) if value != "2024-05-10"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran from November to March.", ["2023-11", "2024-03"]),
        ("It ran from November 2019 to March.", ["2019-11", "2020-03"]),
        ("It ran from November to March 2018.", ["2017-11", "2018-03"]),
        ("Anyone may apply between now and April 3.", ["PRESENT_REF", "2025-04-03"]),
    ],
)
def test_the_ends_of_a_range_tell_each_other_the_year(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the next two days", date(2024, 5, 16), date(2024, 5, 17)),
        ("the past two days", date(2024, 5, 13), date(2024, 5, 15)),
        ("the last two quarters", date(2023, 10, 1), date(2024, 3, 31)),
        ("the next two quarters", date(2024, 7, 1), date(2024, 12, 31)),
        ("the next couple of weeks", date(2024, 5, 15), date(2024, 5, 29)),
        ("the rest of the month", date(2024, 5, 15), date(2024, 5, 31)),
        ("year-to-date", date(2024, 1, 1), date(2024, 5, 15)),
    ],
)
def test_the_days_that_a_span_covers(text, first, last):
    [time] = find_times(text, GRAMMAR, published=WEDNESDAY)
    assert (time.earliest, time.latest) == (first, last)


def test_a_date_that_the_calendar_lacks_is_kept_without_days():
    [time] = find_times("on 31 June 2024", GRAMMAR, published=WEDNESDAY)
    assert time.earliest is None


def test_without_a_publication_date_relative_times_stay_open_and_absolute_ones_resolve():
    times = find_times("They met on Tuesday and also last week, as on 3 May 2020.", GRAMMAR, published=None)
    [week] = find_times("the first week of October", GRAMMAR, published=None)
    assert (week.value, week.earliest) == ("XXXX-10", None)
    assert [t.value for t in times] == ["XXXX-WXX-2", "XXXX-WXX", "2020-05-03"]
    assert [t.earliest for t in times] == [None, None, date(2020, 5, 3)]


def test_a_near_date_of_next_year_is_the_coming_one():
    assert values("The fee is due on Jan. 4.", date(2023, 11, 20)) == ["2024-01-04"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers will meet on Friday.", "2024-05-17"),
        ("The ministers met on Friday.", "2024-05-10"),
        ("The envoy is to fly home on Monday.", "2024-05-20"),
        ("Rebels shelled the port on Monday.", "2024-05-13"),
    ],
)
def test_tense_tells_the_direction(nlp, text, value):
    doc = nlp(text)
    assert [t.value for t in find_times(text, GRAMMAR, published=WEDNESDAY, doc=doc)] == [value]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-W20", date(2024, 5, 13), date(2024, 5, 19)),
        ("2024-W20-WE", date(2024, 5, 18), date(2024, 5, 19)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("198", date(1980, 1, 1), date(1989, 12, 31)),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_days_of_a_value(value, first, last):
    assert bounds(value) == (first, last)


def test_early_middle_and_late_cut_a_month_in_three():
    month = (date(2024, 3, 1), date(2024, 3, 31))
    assert narrowed(month, "START", None) == (date(2024, 3, 1), date(2024, 3, 10))
    assert narrowed(month, "MID", None) == (date(2024, 3, 11), date(2024, 3, 20))
    assert narrowed(month, "END", None) == (date(2024, 3, 21), date(2024, 3, 31))


def test_holidays_by_rule():
    assert easter(2024) == date(2024, 3, 31)
    assert holiday("11-4-4", 2024) == date(2024, 11, 28)
    assert holiday("05-1--1", 2024) == date(2024, 5, 27)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_its_week_and_its_months(day):
    first, last = bounds(week_value(day))
    assert first <= day <= last
    assert last - first == timedelta(days=6)
    assert add_months(add_months(day.replace(day=1), 7), -7) == day.replace(day=1)


@given(st.text(alphabet="may 3rd, friday of the last 1990 p.m. 12:30 week-end ago\n\u2019", max_size=60))
def test_spans_quote_the_text_and_bounds_are_ordered(text):
    for time in find_times(text, GRAMMAR, published=WEDNESDAY):
        assert text[time.start : time.end] == time.text
        assert (time.earliest is None) == (time.latest is None)
        assert time.earliest is None or time.latest is None or time.earliest <= time.latest
