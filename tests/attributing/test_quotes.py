"""Quotations and the attributions that hold them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings.attributing.quotes import find_quotations
from tidings.attributing.tree import Tree

pytestmark = pytest.mark.model


def spans(found, cue):
    item = next(i for i in found.items if i.cue and i.cue.text.split()[-1] == cue)
    return item.source and item.source.text, [s.text for s in item.content]


def test_a_quotation_goes_to_the_speaker_after_it(attribute):
    found = attribute("“The depot is gone and the port is shut,” the governor said.")
    assert spans(found, "said") == ("the governor", ["“The depot is gone and the port is shut,”"])


def test_a_quotation_runs_on_behind_the_cue(attribute):
    found = attribute("“The depot is gone,” the governor said on Monday. “We will build a new one soon.”")
    assert spans(found, "said") == ("the governor", ["“The depot is gone,”", "“We will build a new one soon.”"])


def test_a_quotation_in_the_next_paragraph_keeps_its_speaker(attribute):
    text = "“The depot is gone now,” the governor said.\n\n“We will build a new one before the winter.”"
    found = attribute(text)
    second = next(i for i in found.items if i.content[0].text.startswith("“We will"))
    assert second.source.text == "the governor"
    assert second.verbatim


def test_a_colon_announces_a_quotation(attribute):
    found = attribute("The governor was blunt: “We will build a new depot before the winter.”")
    item = next(i for i in found.items if i.verbatim)
    assert (item.source.text, item.cue.text) == ("The governor", ":")


def test_a_headline_names_its_source_with_a_colon(attribute):
    found = attribute("Governor: port will open before winter\n\nThe port is shut.")
    assert found.items[0].source.text == "Governor"
    assert [s.text for s in found.items[0].content] == ["port will open before winter"]


def test_according_to_takes_the_rest_of_the_sentence(attribute):
    found = attribute("According to the governor, rebels burned the depot.")
    assert spans(found, "to") == ("the governor", ["rebels burned the depot"])


def test_a_passive_without_an_agent_has_no_source(attribute):
    found = attribute("It was reported that rebels burned the depot.")
    assert spans(found, "reported") == (None, ["that rebels burned the depot"])


def test_an_open_quotation_ends_with_its_paragraph(nlp):
    text = "“First part of it.\n\n“Second part of it.”\n\nNo more."
    found = find_quotations(Tree(nlp(text)), text)
    assert [(q.paragraph, q.opens, q.closes) for q in found] == [(0, True, True), (1, True, True)]


PIECES = [
    "“",
    "”",
    '"',
    "''",
    ":",
    ",",
    ".",
    "\n\n",
    " ",
    "he said",
    "the king",
    "that",
    "war",
    "not",
    "?",
    "\x00",
    "“X”",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_scraps_give_spans_that_quote_the_text(attribute, pieces):
    text = " ".join(pieces)
    for item in attribute(text).items:
        for span in (item.source, item.cue, *item.content):
            assert span is None or (span.text and text[span.start : span.end] == span.text)
