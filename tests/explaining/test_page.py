"""An explanation as a page: self-contained, escaped, complete."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from examples import seen
from explaining_rules import NoRules
from tidings.explaining.explanation import Explanation
from tidings.explaining.page import page
from tidings.records import Article, Span

VOID = {"meta", "br"}


class Checker(HTMLParser):
    """Notes tags that do not close, ids, links and the text of the article."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.text = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src") if name in values]
        if tag not in VOID:
            self.open.append((tag, values.get("id")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if ("main", "text") in self.open:
            self.text += data


def checked(explanation: Explanation) -> tuple[str, Checker]:
    written = "".join(page(explanation))
    checker = Checker()
    checker.feed(written)
    assert checker.open == []
    return written, checker


def explanation(text: str = "Kim called Minsk ...", title: str = "A call") -> Explanation:
    return Explanation(article=Article(id="a", text=text, title=title), coded=seen(), rules=NoRules())


def test_the_whole_text_stands_on_the_page_and_every_trigger_leads_to_its_record():
    _, checker = checked(explanation())
    assert checker.text == "Kim called Minsk ..."
    assert checker.links == ["#m1"]
    assert "m1" in checker.ids
    assert len(checker.ids) == len(set(checker.ids))


def test_the_page_needs_no_network():
    written, checker = checked(explanation())
    assert all(link.startswith("#") for link in checker.links)
    assert not re.search(r"https?:|@import|url\(", written)
    assert "default-src 'none'" in written


def test_what_the_article_says_is_never_markup():
    evil = '</main><script>alert(1)</script><img src=x onerror="a()">'
    written, checker = checked(explanation(text="Kim called Minsk " + evil, title=evil))
    assert checker.text.endswith(evil)
    assert written.count("<script>") == 1
    assert "<img" not in written


def test_overlapping_mentions_share_their_words():
    first = seen().mentions[0]
    second = replace(first, id="m2", trigger=Span(start=0, end=10, text="Kim called"))
    both = replace(explanation(), coded=replace(seen(), mentions=(first, second)))
    _, checker = checked(both)
    assert checker.text == "Kim called Minsk ..."
    assert {"m1", "m2"} <= set(checker.ids)
