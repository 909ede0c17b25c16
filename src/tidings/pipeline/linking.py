"""Coded articles to events: copies found, outlets named, mentions linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tidings.errors import InputError
from tidings.events import Event, Told
from tidings.knowledge import actors, linking
from tidings.knowledge.outlets import Outlets
from tidings.knowledge.tables import Data
from tidings.linking import Linker
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
        self._coded: dict[str, Coded] = {}

    def add(self, coded: Coded | Failure) -> Coded | Failure:
        """Take an article; one whose id is there already must be the same.

        Returns:
            It, or the failure that it is or that came of it.
        """
        if isinstance(coded, Failure):
            return coded
        try:
            published_day(coded.published)
        except InputError as error:
            return failure(coded.id, "linking", error)
        if coded.text is None:
            return failure(coded.id, "linking", InputError("linking", "no text", "expected one coded with its text"))
        article = Article(
            id=coded.id, text=coded.text, url=coded.url, publisher=coded.publisher, title=coded.title,
            published=coded.published,
        )  # fmt: skip
        failed = self._copies.add(article)
        if isinstance(failed, Failure):
            return failed
        self._coded[coded.id] = coded
        return coded

    def told(self) -> Iterator[Told]:
        """What was added, with who published it, of which text it is a copy and whose that is."""
        origins: dict[str, tuple[str, str | None]] = {}
        for group in self._copies.groups():
            origins |= dict.fromkeys(group.articles, (group.articles[0], group.agency))
        for coded in self._coded.values():
            yield tell(coded, self._outlets, *origins.get(coded.id, (coded.id, None)))

    def events(self) -> list[Event]:
        """Link what was added: acts, then stories, by id."""
        linker = Linker(self.rules)
        for told in self.told():
            linker.add(told)
        return linker.events()


def tell(coded: Coded, outlets: Outlets, origin: str, agency: str | None) -> Told:
    """What linking needs of a coded article.

    Args:
        coded: the article, with its text.
        outlets: names them.
        origin: the first article of which it is a copy, its own id if of none.
        agency: the agency that it credits.
    """
    assert coded.text is not None
    return Told(
        id=coded.id,
        outlet=outlet(coded.publisher, coded.url, outlets),
        published=published_day(coded.published),
        origin=origin,
        agency=agency,
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
