"""The pages that are shipped for the demonstration, read and cleaned."""

from datetime import date
from pathlib import Path

import pytest

from tidings.cleaning import Cleaner
from tidings.errors import InputError
from tidings.knowledge import cleaning
from tidings.knowledge.tables import Data
from tidings.reading import read
from tidings.records import Page

PAGES = Path(__file__).parents[2] / "demo" / "pages"
DATES = {
    "01-strait-drill.html": "2024-03-20",
    "02-border-blog.html": "2024-08-07",
    "03-regional-paper.html": "2023-05-11",
    "04-tariffs.txt": "2019-06-06",
    "05-three-articles.jsonl:1": "2022-10-04",
    "05-three-articles.jsonl:2": "2021-11-19",
    "05-three-articles.jsonl:3": None,
    "06-dam-talks.html.gz": "2023-07-14",
    **{f"08-one-raid-five-outlets.jsonl:{line}": "2024-05-14" for line in (1, 2, 3)},
    **{f"08-one-raid-five-outlets.jsonl:{line}": "2024-05-15" for line in (4, 5)},
}
LEFT_OVERS = (
    *("Leave a Reply", "Share", "Related", "Read more", "ADVERTISEMENT", "©", "cookies", "Sign up", "Tags", "Photo"),
    *("nobody said a word", "bomb them", "Reporting by", "Oruro", "Manila summons", "Follow us"),
)


@pytest.fixture(scope="module")
def read_in():
    cleaner = Cleaner(cleaning.load(Data.open()), date(2025, 11, 24))
    articles, failures = {}, []
    for found in read([PAGES]):
        try:
            article = cleaner.clean(found) if isinstance(found, Page) else cleaner.complete(found)
        except InputError as error:
            failures.append((found.origin.path, error.reason))
        else:
            articles[Path(article.origin.container or article.origin.path).name] = article
    return articles, failures


def test_every_page_gives_its_article_and_date(read_in):
    assert {name: article.published for name, article in read_in[0].items()} == DATES


def test_the_broken_page_fails_and_no_other(read_in):
    assert [(Path(path).name, reason) for path, reason in read_in[1]] == [("07-broken.html", "not text")]


def test_nothing_of_the_page_around_the_article_is_left(read_in):
    left = [(name, words) for name, article in read_in[0].items() for words in LEFT_OVERS if words in article.text]
    assert not left


def test_all_are_english_and_have_an_outlet_where_one_is_named(read_in):
    assert {article.language for article in read_in[0].values()} == {"en"}
    assert [name for name, article in read_in[0].items() if article.publisher is None] == ["04-tariffs.txt"]


def test_the_first_and_last_sentence_of_each_page_are_kept(read_in):
    articles = read_in[0]
    assert articles["01-strait-drill.html"].text.startswith("SEOUL, March 20 (Harbour Wire) - South Korea condemned")
    assert articles["01-strait-drill.html"].text.endswith("withdrew from it in November 2023.")
    assert articles["02-border-blog.html"].text.startswith("The truce between")
    assert articles["02-border-blog.html"].text.endswith("the town of Bunagana in June 2022.")
    assert articles["03-regional-paper.html"].text.startswith("Police in Cochabamba fired")
    assert articles["03-regional-paper.html"].text.endswith("the city in January 2000.")
    assert articles["06-dam-talks.html.gz"].text.endswith("Ethiopia began to build it in 2011.")
