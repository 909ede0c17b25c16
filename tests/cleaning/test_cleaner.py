from dataclasses import replace

import pytest

from tidings.errors import InputError
from tidings.records import Article, Origin, Page

LEAD = "Peru and Ecuador signed a pact on Monday that opens the Napo river to the boats of both states."
SECOND = "The foreign ministers of the two states met in Iquitos, where they praised the work of the border commission."
THIRD = "Fishermen on both banks had asked for the pact for more than ten years, a spokesman for their league said."
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Napo opens - The Iquitos Lamp</title>
<meta property="og:title" content="Napo opens to boats of both states">
<meta property="og:site_name" content="The Iquitos Lamp">
<meta property="article:published_time" content="2024-05-14T09:10:00Z">
<link rel="canonical" href="https://www.lamp.example/2024/05/napo-opens"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Napo opens to boats of both states</h1>
<p>Napo opens to boats of both states</p>
<p>{LEAD}</p><p>{SECOND}</p>
<p>Sign up for our daily newsletter and never miss a story</p>
<p>{THIRD} (Reporting by Ines Prado; Editing by Tom Hale)</p>
<p>Share on Facebook Tweet WhatsApp</p>
<h3>Related stories</h3><ul><li><a href="/a">Chile closes its ports</a></li></ul></article>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div>
<footer>© 2024 The Iquitos Lamp</footer></body></html>"""


def page(content, kind="html"):
    return Page(content=content.encode() if isinstance(content, str) else content, kind=kind, origin=Origin(path="p"))


def test_a_page_gives_its_body_and_metadata(cleaner):
    article = cleaner.clean(page(PAGE))
    assert article.text == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"
    assert article.title == "Napo opens to boats of both states"
    assert article.publisher == "The Iquitos Lamp"
    assert article.published == "2024-05-14"
    assert article.published_inferred is None
    assert article.language == "en"
    assert article.url == "https://www.lamp.example/2024/05/napo-opens"
    assert article.origin == Origin(path="p", url=article.url)
    assert article.id.startswith("sha256:")


def test_the_same_page_gives_the_same_id_wherever_it_lies(cleaner):
    other = replace(page(PAGE), origin=Origin(path="elsewhere"))
    assert cleaner.clean(page(PAGE)).id == cleaner.clean(other).id


def test_a_future_date_of_a_page_is_not_believed(cleaner):
    article = cleaner.clean(page(PAGE.replace("2024-05-14T", "2099-05-14T").replace("/2024/05/", "/")))
    assert article.published is None


def test_the_outlet_is_the_domain_when_the_page_names_none(cleaner):
    unnamed = PAGE.replace('<meta property="og:site_name" content="The Iquitos Lamp">', "")
    unnamed = unnamed.replace(" - The Iquitos Lamp", "")
    assert cleaner.clean(page(unnamed)).publisher == "lamp.example"


def test_plain_text_is_kept_as_it_is(cleaner):
    article = cleaner.clean(page(f"Title\r\n\r\n{LEAD}\r\nLeave a Reply\r\n", "text"))
    assert article.text == f"Title\n\n{LEAD}\nLeave a Reply\n"


@pytest.mark.parametrize(
    "content",
    ["<html><body></body></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<", "plainly no page"],
)
def test_a_page_without_an_article_is_refused(cleaner, content):
    with pytest.raises(InputError, match="no text found"):
        cleaner.clean(page(content))


@pytest.mark.parametrize("tag", ["div", "span", "table", "blockquote"])
def test_deep_nesting_is_refused_and_does_not_crash(cleaner, tag):
    deep = f"<html><body>{f'<{tag}>' * 50_000}<p>{LEAD}</p></body></html>"
    with pytest.raises(InputError, match="no text found"):
        cleaner.clean(page(deep))


def test_an_article_is_completed(cleaner):
    bare = Article(id="a", text=LEAD, url="https://www.lamp.example/2024/05/14/napo")
    full = cleaner.complete(bare)
    assert (full.published, full.publisher, full.language) == ("2024-05-14", "lamp.example", "en")
    assert full.published_inferred == "the address holds the date 2024-05-14"


def test_what_an_article_brings_is_kept(cleaner):
    given = Article(id="a", text=LEAD, publisher="Lamp", published="2023-01-02T03:04:05Z")
    full = cleaner.complete(given)
    assert (full.published, full.publisher, full.published_inferred) == ("2023-01-02T03:04:05Z", "Lamp", None)


def test_no_date_is_fine(cleaner):
    assert cleaner.complete(Article(id="a", text=LEAD)).published is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"published": "2099-01-01"}, "date in the future"),
        ({"published": "last Tuesday"}, "no date"),
        ({"text": "  \n"}, "no text"),
        ({"text": "The road\x00 is open."}, "not text"),
        ({"text": "The road \ud800 is open."}, "not text"),
    ],
)
def test_what_cannot_be_is_refused(cleaner, change, reason):
    with pytest.raises(InputError) as caught:
        cleaner.complete(replace(Article(id="a", text=LEAD), **change))
    assert (caught.value.stage, caught.value.reason) == ("reading", reason)
