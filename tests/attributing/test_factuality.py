"""How far an act has come."""

from datetime import date

import pytest

from tidings.records import Time

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Peru [sent] troops.", "happened"),
        ("Peru is [shelling] the port.", "ongoing"),
        ("Peru will [send] troops.", "planned"),
        ("Peru said it would [send] troops.", "planned"),
        ("Peru might [send] troops.", "possible"),
        ("Peru did not [send] troops.", "denied"),
        ("No troops [left] the port.", "denied"),
        ("Peru did not fail to [send] troops.", "happened"),
        ("Peru may agree to [send] troops.", "possible"),
        ("Peru failed to [send] troops.", "denied"),
        ("Peru denied that it [sent] troops.", "denied"),
        ("Peru sent troops to [destroy] the port.", "planned"),
        ("Peru will [leave] the pact unless Chile pays.", "possible"),
        ("Peru would have [sent] troops.", "denied"),
        ("Did Peru [send] troops?", "possible"),
        ("The king held [talks] with Chile.", "happened"),
        ("The king will hold [talks] with Chile.", "planned"),
        ("The king will condemn the [attack].", "happened"),
        ("The king promised to free the crew and [pay] the fine.", "planned"),
        ("Not only Chile but Peru [sent] troops.", "happened"),
    ],
)
def test_status(status, sentence, wanted):
    assert status(sentence) == wanted


def test_a_headline_in_the_present_tells_what_happened(status):
    assert status("King [visits] the port after raid\n\nThe king came on Monday.") == "happened"


def test_a_date_after_the_article_makes_the_present_planned(status):
    text = "The king [visits] the port on Friday."
    at = text.replace("[", "").replace("]", "").index("Friday")
    friday = date(2024, 5, 3)
    time = Time(start=at, end=at + 6, text="Friday", type="DATE", value="2024-05-03", earliest=friday, latest=friday)
    assert status(text, times=(time,)) == "planned"
    assert status(text, times=(time,), published=date(2024, 5, 3)) == "ongoing"


def test_every_status_but_the_plain_one_has_a_cue_on_its_words(attribute):
    found = attribute("Peru refused to send troops.")
    readings = {found.analysis.doc[i].text: r for i, r in found.factuality.items()}
    (cue,) = readings["send"].cues
    assert cue.rule.startswith("factuality/verbs.tsv:")
    assert found.analysis.article.text[cue.start : cue.end] == "refused"
