"""What an HTML page says: body, title, outlet, address, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from tidings.cleaning.blocks import blocks, same_words
from tidings.errors import InputError
from tidings.knowledge.cleaning import Boilerplate
from tidings.layout import BlockKind

_FIRST_YEAR = "1980-01-01"  # older publication dates on a web page are mistakes
_PROSE = 20  # words; a cell with fewer is a figure, a name or a label
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANK = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was found on a page; ``published`` is an ISO date."""

    text: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None


def extract(html: str, url: str | None, today: date, boilerplate: Sequence[Boilerplate]) -> Extract:
    """Read a page.

    Args:
        html: the page, decoded.
        url: its address, if known.
        today: no publication date later than tomorrow (a time zone ahead) is believed.
        boilerplate: what outlets put around their articles.

    Raises:
        InputError: no article was found.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415  takes a third of a second to load

    page: Any = bare_extraction(
        html,
        url=url,
        favor_precision=True,
        include_comments=False,
        include_tables=True,  # old pages are laid out by tables; figures are left out below
        with_metadata=True,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "min_date": _FIRST_YEAR,
            "max_date": (today + timedelta(days=1)).isoformat(),
            "outputformat": "%Y-%m-%d",
        },
    )
    title = _line(page.title) if page else None
    text = _body(page.text or "", title, boilerplate) if page else ""
    if not text:
        raise InputError(
            "cleaning",
            "no text found",
            "expected an article of at least a sentence, in elements nested less than about 250 deep",
        )
    address = page.url or url
    return Extract(
        text=text,
        title=title,
        publisher=_line(page.sitename) or outlet(address),
        url=address,
        published=page.date,
    )


def outlet(url: str | None) -> str | None:
    """The outlet's domain: ``www.example.org`` gives ``example.org``."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _line(text: str | None) -> str | None:
    return (" ".join(_INVISIBLE.sub("", text).split()) or None) if text else None


def _body(raw: str, title: str | None, boilerplate: Sequence[Boilerplate]) -> str:
    """Paragraphs parted by a blank line; the title, boilerplate and tables left out."""
    lines = (_BLANK.sub(" ", _INVISIBLE.sub("", line)).strip() for line in raw.split("\n"))
    text = "\n".join(part for line in lines for part in _untabled(line))
    found = [block for block in blocks(text, title, boilerplate) if block.kind is not BlockKind.BOILERPLATE]
    # A page may consist of one sentence that is its title as well: then that is the article.
    kept = [block for block in found if not same_words(text[block.start : block.end], title)] or found[:1]
    paragraphs: list[str] = []
    end = 0
    for block in kept:
        run = text[block.start : block.end]
        if paragraphs and "\n" not in text[end : block.start]:
            paragraphs[-1] += " " + run  # what stood between them in one line was boilerplate
        else:
            paragraphs.append(run)
        end = block.end
    return "\n\n".join(paragraphs)


def _untabled(line: str) -> list[str]:
    """A line of a table as the paragraphs of prose in its cells: old pages are laid out by tables."""
    if not (line.startswith("|") and line.endswith("|")):
        return [line]
    return [cell.strip() for cell in line.split("|") if len(cell.split()) >= _PROSE]
