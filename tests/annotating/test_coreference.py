import pytest

pytestmark = pytest.mark.model


def names(found, doc, word, nth=0):
    heads = [i for i in found.references if doc[i].text == word]
    return [found.references[a].entity.name for a in found.antecedents[heads[nth]] if a in found.references]


def test_he_and_she_are_told_apart_by_title(who):
    text = "Prime Minister Mary Okello of Uganda met King Tupou of Tonga. She thanked him."
    found = who(text)
    assert found["She"] == "UGA GOV"
    assert found["him"] == "TON GOV"


def test_who_does_two_things_does_neither_to_himself(who):
    assert who("President Juan Lopez of Peru met the king of Tonga and thanked him.")["him"] == "TON GOV"


def test_it_is_the_subject_before(who):
    assert who("Kenya recalled its envoy. It also closed the border.")["It"] == "KEN"


def test_it_is_nobody_where_a_thing_may_be_meant(who):
    assert "it" not in who("Kenya signed a pact. The rebels denounced it.")


@pytest.mark.parametrize("text", ["Kenya paused. It is raining.", "Kenya paused. It is clear that talks failed."])
def test_it_that_stands_for_nothing_refers_to_nobody(who, text):
    assert "It" not in who(text)


def test_they_are_the_conjuncts_of_the_subject_before(refer):
    doc, found = refer("Kenya and Uganda signed a pact. They will meet again.")
    assert names(found, doc, "They") == ["Kenya", "Uganda"]


def test_both_sides_are_the_two_parties_of_the_text(refer):
    doc, found = refer("Peru accused Chile of spying. Chile called Peru a liar. Both sides withdrew their envoys.")
    assert sorted(names(found, doc, "sides")) == ["Chile", "Peru"]


def test_an_object_is_not_the_subject_of_its_own_clause(who):
    assert who("Protesters marched in Lima. Police beat them.")["them"] == "PER CVL"


def test_a_surname_takes_up_the_person(who):
    text = "Interior Minister Tomas Quispe of Bolivia banned the march. On Friday Quispe left."
    assert who(text)["Quispe"] == "BOL GOV"


def test_a_short_name_that_the_text_defines_takes_up_the_long_one(refer):
    doc, found = refer("The Popular Front of Mali (PFM) attacked. The PFM claimed victory.")
    last = [r.entity for i, r in found.references.items() if doc[i].text == "PFM"][-1]
    assert (last.name, last.country) == ("The Popular Front of Mali", "MLI")


def test_a_relative_pronoun_is_what_it_follows(who):
    assert who("Bolivian miners who blocked the road left.")["who"] == "BOL LAB"


def test_the_president_is_the_one_named_before(refer):
    doc, found = refer("President Ama Boateng of Ghana flew to Togo. The president was tired.")
    assert names(found, doc, "president") == ["Ama Boateng"]


def test_we_in_quotation_marks_is_the_speaker_and_nobody_outside(who):
    assert who('"We will fight," Chilean miners said.')["We"] == "CHL LAB"
    assert "We" not in who("Chilean miners left. We will report.")
