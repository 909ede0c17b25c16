"""Feeds and lists of feeds, well made and ill made."""

import pytest

from tidings.errors import InputError
from tidings.reading.feeds import Entry, feed, opml, page
from tidings.reading.fetch import Fetched

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay News</title>
<item>
<title>Ferry &amp;amp; &lt;b&gt;caf&amp;eacute;&lt;/b&gt;</title><link>/1</link><guid isPermaLink="false">g1</guid>
<pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate></item>
<item><title>Two</title><link>https://quay.example/2</link><guid isPermaLink="false">g2</guid></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry>
<title>One</title><id>tag:1</id><link href="https://quay.example/1"/><updated>2024-05-01T10:00:00Z</updated></entry>
</feed>"""


def fetched(content, charset=None):
    content = content if isinstance(content, bytes) else content.encode()
    return Fetched(
        url="https://quay.example/feed",
        status=200,
        content=content,
        charset=charset,
        etag=None,
        modified=None,
        retrieved="2024-05-01T10:00:00+00:00",
    )


def test_rss_is_read():
    one, two = feed(fetched(RSS)).entries
    assert one == Entry(
        url="https://quay.example/1", guid="g1", title="Ferry & café", published="2024-05-01T08:00:00+00:00"
    )
    assert (two.url, two.published) == ("https://quay.example/2", None)


def test_atom_is_read():
    found = feed(fetched(ATOM))
    assert found.fault is None
    assert [(e.url, e.published) for e in found.entries] == [("https://quay.example/1", "2024-05-01T10:00:00+00:00")]


@pytest.mark.parametrize("charset", ["iso-8859-1", None])
def test_the_charset_of_a_feed_is_that_of_headers_or_declaration(charset):
    declared = "" if charset else '<?xml version="1.0" encoding="iso-8859-1"?>'
    content = f'{declared}<rss version="2.0"><channel><item><title>Café</title><link>/1</link></item></channel></rss>'
    (entry,) = feed(fetched(content.encode("iso-8859-1"), charset)).entries
    assert entry.title == "Café"


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes():
    found = feed(fetched(RSS[:-60]))
    assert found.entries[0].url == "https://quay.example/1"
    assert found.fault


def test_entries_that_share_a_guid_are_told_apart_by_their_addresses():
    found = feed(fetched(RSS.replace("g2", "g1")))
    assert [(e.url, e.guid) for e in found.entries] == [
        ("https://quay.example/1", None),
        ("https://quay.example/2", None),
    ]


def test_an_address_that_is_listed_twice_is_one_entry():
    assert len(feed(fetched(RSS.replace("/2<", "/1<"))).entries) == 1


def test_entries_without_an_address_are_counted():
    assert feed(fetched(RSS.replace("<link>/1</link>", ""))).fault == "1 of 2 entries have no address"


@pytest.mark.parametrize("content", ["", "<html><p>No feed.</p></html>", "not xml", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_feed_is_told(content):
    with pytest.raises(InputError) as caught:
        feed(fetched(content))
    assert caught.value.reason == "not a feed"


def test_a_feed_full_of_entities_neither_blows_up_nor_reads_files():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    title = "<title>&l11;&f;</title>"
    content = f'{head}<rss version="2.0"><channel><item>{title}<link>/1</link></item></channel></rss>'
    (entry,) = feed(fetched(content)).entries
    assert len(entry.title or "") < 100


@pytest.mark.parametrize("content", ["<!DOCTYPE html><html>", "<HTML><body>", "\ufeff<html>".encode("utf-16-le")])
def test_a_page_is_told_by_its_bytes(content):
    found = page(fetched(content, "utf-8"), entry="https://quay.example/e", listed="https://quay.example/feed")
    assert (found.kind, found.charset, found.origin.container) == ("html", "utf-8", "https://quay.example/e")
    assert (found.origin.path, found.origin.url) == ("https://quay.example/feed", "https://quay.example/feed")


@pytest.mark.parametrize("content", [b"%PDF-1.7 \0", b"\x89PNG\r\n\x1a\n", b"", b"{}", b"\x1f\x8b<html>\0"])
def test_a_content_type_that_lies_is_told(content):
    with pytest.raises(InputError) as caught:
        page(fetched(content), entry="e", listed="f")
    assert caught.value.reason == "not a page"


OPML = """<opml version="2.0"><body><outline text="a"><outline text="b"><outline type="rss" xmlUrl="https://a.example/f"/>
</outline></outline><outline xmlurl="https://b.example/f"/><outline xmlUrl="https://a.example/f"/></body></opml>"""


def test_a_list_of_feeds_may_be_nested(tmp_path):
    (tmp_path / "f.opml").write_text(OPML)
    assert opml(tmp_path / "f.opml") == ("https://a.example/f", "https://b.example/f")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<opml><body/></opml>", "no feed"),
        ("<rss/>", "not OPML"),
        ("no xml", "not OPML"),
        ("<opml><body>", "not OPML"),
        (" ", "empty file"),
    ],
)
def test_what_is_no_list_of_feeds_is_told(tmp_path, content, reason):
    (tmp_path / "f.opml").write_text(content)
    with pytest.raises(InputError) as caught:
        opml(tmp_path / "f.opml")
    assert caught.value.reason == reason


def test_a_list_of_feeds_reads_no_files(tmp_path):
    head = '<!DOCTYPE opml [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    (tmp_path / "f.opml").write_text(f'{head}<opml><outline xmlUrl="https://a.example/f"/><x>&f;</x></opml>')
    assert opml(tmp_path / "f.opml") == ("https://a.example/f",)
