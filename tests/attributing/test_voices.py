"""Whose voice a token stands in."""

import pytest

from tidings.records import VoiceKind

pytestmark = pytest.mark.model


def test_a_reporting_verb_gives_its_content_a_voice(voices):
    assert voices("The harbour office said that rebels burned the depot.", "burned") == ["The harbour office"]


def test_a_clause_at_the_end_governs_the_whole_sentence(voices):
    text = "Rebels burned the depot and shelled the port, a diplomat said."
    assert voices(text, "burned") == ["a diplomat"]
    assert voices(text, "shelled") == ["a diplomat"]


def test_the_outlet_speaks_in_its_own_voice(voices):
    assert voices("Rebels burned the depot on Monday.", "burned") == []


def test_a_chain_is_told_outermost_first(voices):
    text = "The Lagoon Gazette quoted the governor as saying that troops had shelled the port."
    assert voices(text, "shelled") == ["The Lagoon Gazette", "the governor"]


def test_who_is_quoted_by_another_comes_after_it(voices):
    text = "According to a clerk quoted by the daily Morning Lamp, police beat two drivers."
    assert voices(text, "beat") == ["the daily Morning Lamp", "a clerk"]


def test_an_outlet_that_was_told_comes_first(voices):
    text = "The governor told the Lagoon Gazette that troops had shelled the port."
    assert voices(text, "shelled") == ["the Lagoon Gazette", "The governor"]


def test_this_outlet_is_no_voice(voices):
    text = "The governor told the Lagoon Gazette that troops had shelled the port."
    assert voices(text, "shelled", publisher="Lagoon Gazette") == ["The governor"]


def test_the_doer_of_a_speech_act_is_no_voice(voices):
    assert voices("The governor condemned the raid on the port.", "condemned") == []
    assert voices("The governor promised to free the crew.", "free") == []


def test_what_a_quoted_speaker_performs_has_no_voice(voices):
    assert voices('"We condemn the raid on the port," the governor said.', "condemn") == []


def test_hearsay_is_a_voice_with_the_words_of_the_cue(attribute):
    found = attribute("Troops reportedly shelled the port.")
    voicing = next(v for i, v in found.voicing.items() if found.analysis.doc[i].text == "shelled")
    assert [(v.text, v.kind) for v in voicing.voices] == [("reportedly", VoiceKind.HEARSAY)]


def test_an_expected_act_is_no_hearsay(voices):
    assert voices("The king is expected to visit the port.", "visit") == []


def test_a_name_in_apposition_is_part_of_the_voice(voices):
    text = "The harbour master, Tomas Brandt, said that rebels burned the depot."
    assert voices(text, "burned") == ["The harbour master, Tomas Brandt"]


@pytest.mark.parametrize(
    ("noun", "kind", "sector"),
    [("analysts", VoiceKind.EXPERT, "ANA"), ("witnesses", VoiceKind.WITNESS, "WIT"), ("officials", "official", None)],
)
def test_source_nouns_tell_the_kind(attribute, noun, kind, sector):
    found = attribute(f"Rebels burned the depot, {noun} said.")
    voicing = next(v for i, v in found.voicing.items() if found.analysis.doc[i].text == "burned")
    assert [(v.kind, v.sectors) for v in voicing.voices] == [(kind, (sector,) if sector else ())]


def test_a_report_goes_on_where_the_tense_is_shifted(voices):
    text = "The governor said on Monday that the crew was safe. The men would be freed within days."
    assert voices(text, "freed") == ["The governor"]


def test_a_report_ends_where_the_tense_is_not_shifted(voices):
    text = "The governor said on Monday that the crew was safe. Rebels burned the depot."
    assert voices(text, "burned") == []


def test_silence_about_the_clause_before(attribute):
    found = attribute("The envoy briefed the king, though state radio did not mention this.")
    voicing = next(v for i, v in found.voicing.items() if found.analysis.doc[i].text == "briefed")
    assert [e.text for e in voicing.silent] == ["state radio"]


def test_what_somebody_did_not_confirm_does_not_stand_in_their_voice(attribute):
    found = attribute("The governor has not confirmed the raid.")
    token = next(t for t in found.analysis.doc if t.text == "raid")
    assert found.voicing[token.i].voices == ()
    assert [entity.text for entity in found.voicing[token.i].silent] == ["The governor"]


def test_silence_on_a_thing_is_silence_on_the_act_that_told_of_it(attribute):
    text = "The Lagoon Gazette said that Togo would send troops to Benin. Radio Lome made no mention of the troops."
    found = attribute(text)
    token = next(t for t in found.analysis.doc if t.text == "send")
    assert [entity.text for entity in found.voicing[token.i].silent] == ["Radio Lome"]


def test_a_raised_passive_of_belief_is_hearsay(voices):
    assert voices("The governor is believed to have met the rebels.", "met") == ["is believed"]


def test_a_minute_of_silence_is_no_silence_on_what_was_told_before(attribute):
    found = attribute("Rebels shelled the port. Both chambers held a minute of silence in honour of the dead.")
    assert all(not voicing.silent for voicing in found.voicing.values())
