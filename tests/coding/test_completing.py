import pytest

from tidings.coding.completing import NOT_TOLD, Question, answer, chances_of


def question(**options):
    made = {NOT_TOLD: (("untold", 1.0),)} | {code: ((name, 1.0),) for code, name in options.items()}
    return Question(0, "recipients", made)


def test_the_likeliest_country_is_the_answer_if_it_is_sure():
    asked = question(TCD="same", MLI="named")
    assert answer(asked, {"same": 3.0}) == "TCD"
    assert answer(asked, {"same": 0.5}) == NOT_TOLD


def test_not_told_can_win():
    assert answer(question(TCD="same"), {"same": 1.0, "untold": 4.0}) == NOT_TOLD


def test_chances_add_up():
    assert sum(chances_of(question(TCD="same", MLI="named"), {"same": 2.0, "named": -1.0}).values()) == pytest.approx(1)
