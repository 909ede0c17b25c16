import pytest

from tidings.knowledge import actors
from tidings.knowledge.credits import load
from tidings.knowledge.tables import Data
from tidings.layout import Dateline
from tidings.linking import CreditFinder

STORY = "The mayor opened the bridge.\nShe cut a ribbon.\nA band played.\nIt rained.\nNobody left before the end"


@pytest.fixture(scope="module")
def finder(forms):
    return CreditFinder(forms)


def test_every_form_fits_its_example_and_not_its_near_miss(finder, forms):
    for form in forms.forms:
        assert finder._agency(form, form.example), form.id
        assert finder._agency(form, form.near) is None, form.id


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"{STORY}. (Xinhua)", "xinhua"),
        (f"{STORY}.\n© 2023 AFP", "agence-france-presse"),
        (f"{STORY}.\n(Reporting by Ana Example; Editing by Jo Sample)\n", "reuters"),
        (f"Bridge opened\nBy Ana Example, Associated Press\n{STORY}.", "associated-press"),
        (f"Reuters\n{STORY}.", "reuters"),
    ],
)
def test_a_credit_cites_its_words(finder, make, text, agency):
    found = finder.find(make("a", text), None)
    assert (found.article, found.agency) == ("a", agency)
    assert text[found.start : found.end] == found.text
    assert found.rule.startswith("credits:")


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY}.",
        f"{STORY}, Reuters reported.",
        f"{STORY}.\nAdditional material from Reuters and AFP.",
        "One.\nTwo.\nThree.\nReuters\nFour.\nFive.\nSix.",
        "",
    ],
)
def test_who_is_only_quoted_or_thanked_is_not_credited(finder, make, text):
    assert finder.find(make("a", text), None) is None


def test_a_dateline_credits_an_agency_and_no_broadcaster(finder, make):
    def found(agency):
        head = f"OSLO ({agency}) -"
        return finder.find(make("a", f"{head} {STORY}."), Dateline(start=0, end=len(head), text=head, agency=agency))

    assert (found("AP").agency, found("AP").text, found("AP").rule) == ("associated-press", "OSLO (AP) -", "dateline")
    assert found("CNN") is None
    assert found("Valdor Gazette") is None


def test_what_an_agency_publishes_is_its_own(finder, make):
    found = finder.find(make("a", STORY, publisher="Reuters"), None)
    assert (found.agency, found.start, found.rule) == ("reuters", None, "publisher")
    assert finder.find(make("a", STORY, url="https://www.reuters.com/world/x"), None).agency == "reuters"
    assert finder.find(make("a", STORY, publisher="The Valdor Gazette"), None) is None


def test_all_faults_of_a_users_forms_are_told(tmp_path):
    (tmp_path / "linking").mkdir()
    entry = '[[credit]]\nid = "{}"\nwhere = "{}"\nregex = \'{}\'\nexample = "x"\nnear = "y"\n{}\n'
    (tmp_path / "linking" / "credits.toml").write_text(
        entry.format("a", "middle", "{agency}", "")
        + entry.format("b", "end", "x", "")
        + entry.format("c", "end", "({agency}", "")
        + entry.format("d", "end", "x", 'agency = "reuter"')
        + entry.format("e", "end", "y", 'agency = "reuters"'),
    )
    data = Data.open(tmp_path)
    load(data, actors.load(data).outlets)
    assert [fault.partition(": ")[0] for fault in data.faults] == [
        f"linking/credits.toml:{line}" for line in (2, 9, 16, 23, 30, 30)
    ]
    assert "did you mean reuters?" in data.faults[3]
    assert [fault.partition(": ")[2] for fault in data.faults[4:]] == [
        "the form does not fit its example",
        "the form fits its near miss",
    ]
