"""RSS and Atom: the entries of a feed; OPML: the feeds of a list; and pages, told from what only claims to be one."""

from __future__ import annotations

import html
import io
import re
from calendar import timegm
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from tidings.errors import InputError
from tidings.reading.fetch import Fetched
from tidings.reading.files import bounded, opened
from tidings.records import Origin, Page

_TAG = re.compile(r"<[^>]*>")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, whose NUL bytes are no sign of pictures
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.IGNORECASE)
_HEAD = 65_536  # bytes in which a page must show that it is one
_OPML_BYTES = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of an article.

    Attributes:
        url: the page's address.
        guid: the feed's own name for it, if no other entry beside it bears the same.
        published: ISO 8601, in UTC.
    """

    url: str
    guid: str | None = None
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The entries of a feed, and what is wrong with it, if it could not be read to its end."""

    entries: tuple[Entry, ...]
    fault: str | None


def feed(fetched: Fetched) -> Feed:
    """Read RSS or Atom, whatever its content type claims.

    Raises:
        InputError: it is neither.
    """
    kind = f"application/xml; charset={fetched.charset}" if fetched.charset else "application/xml"
    found: Any = feedparser.parse(
        io.BytesIO(fetched.content), response_headers={"content-type": kind, "content-location": fetched.url}
    )
    wrong = found.get("bozo_exception")
    harmless = isinstance(wrong, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)
    fault = f"{type(wrong).__name__}: {wrong}" if found.bozo and not harmless else None
    if not found.get("version") and not found.entries:
        raise InputError("reading", "not a feed", f"{fetched.url}: {fault or 'no RSS or Atom in it'}")
    guids = Counter(raw.get("id") for raw in found.entries)
    entries: dict[str, Entry] = {}
    for raw in found.entries:
        if link := raw.get("link"):
            address = urljoin(fetched.url, link.strip())
            unique = guids[raw.get("id")] == 1
            entries.setdefault(address, _entry(raw, address, raw.get("id") if unique else None))
    lost = sum(1 for raw in found.entries if not raw.get("link"))
    if lost and not fault:
        fault = f"{lost} of {len(found.entries)} entries have no address"
    return Feed(entries=tuple(entries.values()), fault=fault)


def _entry(raw: Any, url: str, guid: str | None) -> Entry:
    title = html.unescape(_TAG.sub("", raw.get("title") or "")).strip()
    when = raw.get("published_parsed") or raw.get("updated_parsed")
    published = datetime.fromtimestamp(timegm(when), UTC).isoformat() if when else None
    return Entry(url=url, guid=guid, title=title or None, published=published)


def page(fetched: Fetched, *, entry: str, listed: str) -> Page:
    """The page that was fetched.

    Args:
        fetched: what the address gave.
        entry: the address as the feed has it.
        listed: the feed's address.

    Raises:
        InputError: its bytes are no HTML, whatever its content type claims.
    """
    head = fetched.content[:_HEAD]
    wide = head.startswith(_WIDE)
    if not _HTML.search(head.replace(b"\0", b"") if wide else head) or (b"\0" in head and not wide):
        detail = f"{fetched.url}: its content type says so, but it begins {bytes(head[:24])!r}; expected HTML"
        raise InputError("reading", "not a page", detail)
    origin = Origin(path=listed, url=fetched.url, container=entry, retrieved=fetched.retrieved)
    return Page(content=fetched.content, kind="html", origin=origin, charset=fetched.charset)


def opml(path: Path) -> tuple[str, ...]:
    """The addresses of the feeds in an OPML list, folders in folders included, each once, in order.

    Raises:
        InputError: it cannot be read, is no OPML, or lists no feed.
    """
    with opened(path) as file:
        content = bounded(file, _OPML_BYTES)
    try:
        # No entity is resolved and nothing is loaded, so that a list cannot read files or blow up.
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise InputError("reading", "not OPML", f"{path}: {error}") from error
    if root.tag.lower() != "opml":
        raise InputError("reading", "not OPML", f"{path}: its root is <{root.tag}>; expected <opml>")
    outlines = (dict(zip(map(str.lower, map(str, o.keys())), o.values(), strict=True)) for o in root.iter("outline"))
    feeds = tuple(dict.fromkeys(url for outline in outlines if (url := outline.get("xmlurl", "").strip())))
    if not feeds:
        raise InputError("reading", "no feed", f"{path}: no outline with an xmlUrl in it")
    return feeds
