"""Coded articles to events: copies found, outlets named, mentions linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tidings.errors import InputError
from tidings.events import Event, Told
from tidings.knowledge import actors, linking
from tidings.knowledge.outlets import Outlets
from tidings.knowledge.tables import Data
from tidings.linking import link
from tidings.pipeline.coding import Tidings
from tidings.pipeline.copies import CopyFinder
from tidings.pipeline.failures import failure
from tidings.reading.coded import holds_coded, read_coded
from tidings.records import Article, Coded, Failure
from tidings.settings import Settings


class EventFinder:
    """Links coded articles; loads what that needs, which is much less than coding does.

    Raises:
        DataError: data files are faulty; it names all faults.
    """

    def __init__(self, settings: Settings) -> None:
        data = Data.open(settings.lexicon)
        self._outlets = actors.load(data).outlets
        self.rules = linking.load(data)
        data.check()
        self._copies = CopyFinder(settings)
        self._told: dict[str, Told] = {}

    def add(self, coded: Coded | Failure) -> Coded | Failure:
        """Take an article; one whose id is there already must be the same.

        Returns:
            It, or the failure that it is or that came of it.
        """
        if isinstance(coded, Failure):
            return coded
        try:
            told = tell(coded, self._outlets)
        except InputError as error:
            return failure(coded.id, "linking", error)
        article = Article(
            id=coded.id, text=told.text, url=coded.url, publisher=coded.publisher, title=coded.title,
            published=coded.published,
        )  # fmt: skip
        if isinstance(failed := self._copies.add(article), Failure):
            return failed
        self._told[told.id] = told
        return coded

    def take(self, told: Told) -> Failure | None:
        """Take an article as a store tells it; if it cannot be compared with others, it counts as a text of its own.

        Returns:
            Why it could not be compared, None if it was.
        """
        self._told[told.id] = replace(told, outlet=outlet(told.outlet, None, self._outlets))
        published = told.published.isoformat() if told.published else None
        article = Article(id=told.id, text=told.text, publisher=told.outlet, title=told.title, published=published)
        compared = self._copies.add(article)
        return compared if isinstance(compared, Failure) else None

    def told(self) -> Iterator[Told]:
        """What was added, with who published it, of which text it is a copy and whose that is."""
        origins: dict[str, tuple[str, str | None]] = {}
        for group in self._copies.groups():
            origins |= dict.fromkeys(group.articles, (group.articles[0], group.agency))
        for told in self._told.values():
            origin, agency = origins.get(told.id, (told.id, None))
            yield replace(told, origin=origin, agency=agency)

    def events(self) -> list[Event]:
        """Link what was added: acts, then stories, by id."""
        return link(self.told(), self.rules)


def tell(coded: Coded, outlets: Outlets) -> Told:
    """What linking needs of a coded article, taken for the only one of its text.

    Raises:
        InputError: it has no text, or its date is none.
    """
    published = published_day(coded.published)
    if coded.text is None:
        raise InputError("linking", "no text", "expected one coded with its text")
    return Told(
        id=coded.id,
        outlet=outlet(coded.publisher, coded.url, outlets),
        published=published,
        origin=coded.id,
        title=coded.title,
        text=coded.text,
        mentions=coded.mentions,
    )


def outlet(publisher: str | None, url: str | None, outlets: Outlets) -> str | None:
    """The name of who published an article: as we list it, else as given, else the host of the address."""
    if publisher:
        named = outlets.named(publisher)
        return named[0].name if len(named) == 1 else publisher
    if not url:
        return None
    known = outlets.at(url)
    return known.name if known else (urlsplit(url).hostname or "").removeprefix("www.") or None


def published_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time.

    Raises:
        InputError: it is none.
    """
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError as error:
        raise InputError("linking", "no date", f'published is "{published}"; expected ISO 8601') from error


def coded(paths: Iterable[str | Path], settings: Settings) -> Iterator[Coded | Failure]:
    """Give what stands under some paths coded: as it is if ``tidings code`` wrote it, else coded now."""
    coder: Tidings | None = None
    for path in paths:
        if holds_coded(Path(path)):
            yield from read_coded(Path(path))
        else:
            coder = coder or Tidings(settings)
            yield from coder.pipe(coder.read([path]))
