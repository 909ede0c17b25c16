from hypothesis import given
from hypothesis import strategies as st

from tidings.cleaning import normalise
from tidings.cleaning.blocks import blocks
from tidings.knowledge import cleaning
from tidings.knowledge.tables import Data

PATTERNS = cleaning.load(Data.open()).boilerplate
TITLE = "Lima and Quito sign a river pact"
LEAD = "Peru and Ecuador signed a pact on Monday that opens the Napo river to the boats of both states."


def parts(text, title=None):
    return [(b.kind.value, text[b.start : b.end]) for b in blocks(text, title, PATTERNS)]


def test_a_title_that_stands_twice_is_headline_then_repeat():
    text = f"{TITLE}\n\n{TITLE.upper()}\n\n{LEAD}"
    assert [kind for kind, _ in parts(text, TITLE)] == ["headline", "repeat", "body"]


def test_a_title_in_one_line_with_prose_is_cut_off():
    assert parts(f"{TITLE}. {LEAD}", TITLE) == [("headline", f"{TITLE}."), ("body", LEAD)]


def test_a_sentence_that_opens_with_the_words_of_the_title_is_body():
    text = f"{TITLE} that both had sought for years, the foreign ministers said."
    assert parts(text, TITLE) == [("body", text)]


def test_an_unknown_title_is_told_by_its_form():
    assert parts(f"Boats may pass the Napo\n{LEAD}")[0] == ("headline", "Boats may pass the Napo")


def test_only_the_first_line_can_be_an_unknown_title():
    assert parts(f"{LEAD}\nA second thought\n{LEAD[5:]}")[1] == ("body", "A second thought")


def test_a_paragraph_that_stood_already_is_a_repeat():
    assert [kind for kind, _ in parts(f"{LEAD}\n\n{LEAD}")] == ["body", "repeat"]


def test_short_lines_may_stand_twice():
    assert [kind for kind, _ in parts(f"{LEAD}\nNo.\n{LEAD[5:]}\nNo.")] == ["body"] * 4


def test_a_list_of_teasers_ends_where_prose_begins_again():
    teasers = "Related stories\nChile closes its ports\nBolivia recalls its envoy"
    text = f"{LEAD}\n{teasers}\nThe boats leave on Friday, officials said."
    assert [kind for kind, _ in parts(text)] == ["body", "boilerplate", "boilerplate", "boilerplate", "body"]


def test_the_comment_form_is_boilerplate():
    notice = "Your email address will not be made public. Fields with a star must be filled in *"
    form = f"Leave a Reply\n\n{notice}\n\nName *\nEmail *\nPost Comment"
    kinds = [kind for kind, _ in parts(f"{LEAD}\n\n{form}")]
    assert kinds == ["body"] + ["boilerplate"] * 5


def test_a_desk_credit_is_parted_from_its_paragraph():
    credit = "(Reporting by Ines Prado; Editing by Tom Hale)"
    assert parts(f"{LEAD} {credit}") == [("body", LEAD), ("boilerplate", credit)]


def test_a_long_paragraph_is_body_whatever_it_begins_with():
    text = "Related: " + LEAD * 5
    assert parts(text)[0][0] == "body"


line = st.sampled_from(
    [TITLE, LEAD, "Leave a Reply", "Related stories", "", "  ", "***", f"{TITLE}. {LEAD}", "© 2020 X"]
)


@given(st.lists(line | st.text(max_size=60), max_size=12).map("\n".join), st.none() | st.just(TITLE))
def test_blocks_are_ordered_trimmed_and_cover_all_words(text, title):
    found = blocks(text, title, PATTERNS)
    end = 0
    for block in found:
        assert end <= block.start < block.end <= len(text)
        assert not normalise(text)[end : block.start].strip()
        end = block.end
    assert not normalise(text)[end:].strip()
