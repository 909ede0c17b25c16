from tidings.coding.completing import Question, answer


def question(told=(), wanting=False, **options):
    weighed = {code: ((name, 1.0),) for code, name in options.items()}
    return Question(0, "recipients", frozenset(told), weighed, wanting)


def test_the_likeliest_country_is_the_answer_if_it_is_sure():
    asked = question(TCD="same", MLI="named")
    assert answer(asked, {"same": 3.0, "named": -3.0}) == ["TCD"]
    assert answer(asked, {"same": -3.0, "named": -1.0}) == []


def test_of_two_likely_ones_the_likelier_is_the_answer():
    assert answer(question(TCD="same", MLI="named"), {"same": 1.0, "named": 2.0}) == ["MLI"]


def test_an_article_that_names_no_country_tells_none():
    assert answer(question(), {"same": 3.0}) == []


def test_what_the_rules_tell_stands_unless_the_model_is_against_it():
    asked = question(told=["TCD"], TCD="told", MLI="else")
    assert answer(asked, {"told": -0.5, "else": 3.0}) == ["TCD"]
    assert answer(asked, {"told": -3.0, "else": 3.0}) == ["MLI"]
    assert answer(asked, {"told": -3.0, "else": -3.0}) == []


def test_of_two_that_the_rules_tell_one_may_fall():
    assert answer(question(told=["TCD", "MLI"], TCD="told", MLI="else"), {"told": 1.0, "else": -3.0}) == ["TCD"]


def test_an_act_of_several_with_one_party_told_gets_another_if_one_is_likely():
    asked = question(told=["TCD"], wanting=True, TCD="told", MLI="else")
    assert answer(asked, {"told": 1.0, "else": 0.5}) == ["TCD", "MLI"]
    assert answer(asked, {"told": 1.0, "else": -3.0}) == ["TCD"]
    assert answer(question(told=["TCD"], TCD="told", MLI="else"), {"told": 1.0, "else": 0.5}) == ["TCD"]
