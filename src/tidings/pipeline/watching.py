"""Feeds to the store, round after round: the work of ``tidings watch``."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from tidings.cleaning import Cleaner
from tidings.errors import InputError
from tidings.pipeline.failures import failure
from tidings.pipeline.watched import Followed, Waiting, Watched
from tidings.reading.feeds import Entry, Feed, feed, page
from tidings.reading.fetch import PASSING, Fetched, Fetcher
from tidings.records import Article, Failure, Page
from tidings.running.coders import Alone, Coder
from tidings.running.gathering import gathered
from tidings.running.keep import Keeper, keep
from tidings.running.tally import ALL_DONE, NOTHING_DONE, SOME_FAILED, Tally

FROM_FEED = "feed"  # why a date is what it is
_SELDOM = 10.0  # seconds between two writings of what is remembered, which may be long


class DayCoder(Coder, Protocol):
    """A coder that can be told what day it is."""

    def new_day(self, today: date) -> None:
        """Take a day as today."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of asking a feed; ``found`` is None if it is as it was or cannot be had."""

    feed: str
    fetched: Fetched | None = None
    found: Feed | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of asking for an entry's page; ``again`` if a failure may pass."""

    feed: str
    entry: Entry
    item: Page | Failure
    again: bool = False


@dataclass(slots=True)
class Round:
    """What came of a round."""

    feeds: int
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    waiting: int = 0
    tally: Tally = field(default_factory=Tally)

    def line(self) -> str:
        """Tell it in a line."""
        tally, pages = self.tally, self.tally.failed.total() - self.failed
        feeds = f"{self.feeds:,} feeds ({self.unchanged:,} unchanged, {self.failed:,} failed)"
        entries = f"{self.entries:,} new entries: {tally.coded:,} coded, {tally.known:,} known, {pages:,} failed"
        return f"{feeds}, {entries}, {self.waiting:,} to be tried again; {tally.mentions.total():,} mentions"

    @property
    def reached(self) -> bool:
        """Whether a feed could be had, or a page kept."""
        return self.failed < self.feeds or self.tally.done > 0


class Watcher:
    """Asks feeds for what is new, and keeps it."""

    def __init__(
        self,
        feeds: Sequence[str],
        fetcher: Fetcher,
        coder: DayCoder,
        cleaner: Callable[[], Cleaner],
        *,
        store: Keeper,
        folder: Path,
        stop: threading.Event,
        report: Callable[[Failure], None],
    ) -> None:
        """Take what is needed for all rounds.

        Args:
            feeds: their addresses.
            fetcher: gets them and their pages.
            coder: codes articles.
            cleaner: makes a cleaner for the day that it is.
            store: keeps articles.
            folder: where it is remembered what was seen.
            stop: ends a round early once it is set; what is done by then is kept and remembered.
            report: hears of each failure.
        """
        self._feeds, self._fetcher, self._coder, self._cleaner = tuple(feeds), fetcher, coder, cleaner
        self._store, self._folder, self._stop, self._report = store, folder, stop, report
        self._watched, self._saved = Watched.load(folder), 0.0

    def round(self) -> Round:
        """Ask every feed, then for the page of every entry that waits; keep what comes as it comes."""
        done, today = Round(feeds=len(self._feeds)), datetime.now(UTC).date()
        self._coder.new_day(today)
        cleaner = self._cleaner()
        asked = [self._listing(url, self._watched.followed(url)) for url in self._feeds]
        for batch in gathered(asked, self._stop):
            for listed in batch:
                self._note(listed, done, today)
            self._keep([listed.failure for listed in batch if listed.failure], done.tally)
        self._watched.forget(today)
        self._save()
        waiting = [(url, list(self._watched.followed(url).waiting.values())) for url in self._feeds]
        for visits in gathered([self._pages(url, entries) for url, entries in waiting if entries], self._stop):
            self._keep([_article(visit, cleaner) for visit in visits], done.tally)
            for visit in visits:
                self._watched.settle(visit.feed, visit.entry.url, again=visit.again)
            self._save(seldom=True)
        self._save()
        done.waiting = sum(len(self._watched.followed(url).waiting) for url in self._feeds)
        return done

    def _save(self, *, seldom: bool = False) -> None:
        """Write what is remembered; ``seldom``: not if it was written a moment ago.

        Who is killed in between fetches a few pages again, and keeps none of them twice.
        """
        if not seldom or time.monotonic() > self._saved + _SELDOM:
            self._watched.save(self._folder)
            self._saved = time.monotonic()

    def _note(self, listed: Listed, done: Round, today: date) -> None:
        if listed.failure:
            done.failed += 1
        if listed.found and listed.fetched:
            done.entries += self._watched.list(listed.feed, listed.fetched, listed.found, today)
        elif not listed.failure:
            self._watched.unchanged(listed.feed, today)
            done.unchanged += 1

    def _keep(self, items: Sequence[Article | Failure], tally: Tally) -> None:
        for item in items:
            if isinstance(item, Failure):
                self._report(item)
        keep(items, Alone(self._coder), self._store, tally, lambda _: None)

    def _listing(self, url: str, known: Followed) -> Iterator[Listed]:
        """Ask a feed, on a thread."""
        try:
            fetched = self._fetcher.fetch(url, etag=known.etag, modified=known.modified)
            if fetched.unchanged:
                yield Listed(url)
                return
            found = feed(fetched)
        except Exception as error:  # noqa: BLE001 - the boundary of one feed
            yield Listed(url, failure=failure(url, "reading", error))
            return
        broken = InputError("reading", "broken feed", f"{url}: {found.fault}; {len(found.entries)} entries were read")
        yield Listed(url, fetched, found, failure(url, "reading", broken) if found.fault else None)

    def _pages(self, url: str, waiting: Sequence[Waiting]) -> Iterator[Visited]:
        """Ask for the pages of a feed's entries, on a thread."""
        for one in waiting:
            entry = one.entry
            try:
                item: Page | Failure = page(self._fetcher.fetch(entry.url), entry=entry.url, listed=url)
            except Exception as error:  # noqa: BLE001 - the boundary of one page
                item = failure(entry.url, "reading", error)
            yield Visited(url, entry, item, isinstance(item, Failure) and item.reason in PASSING)


def _article(visit: Visited, cleaner: Cleaner) -> Article | Failure:
    """The article of a page; its title and date are the feed's where the page tells none."""
    if isinstance(visit.item, Failure):
        return visit.item
    try:
        article = cleaner.clean(visit.item)
    except Exception as error:  # noqa: BLE001 - the boundary of one page
        return failure(visit.entry.url, "cleaning", error)
    article = replace(article, title=article.title or visit.entry.title)
    if visit.entry.published and (article.published is None or article.published_inferred):
        dated = replace(article, published=visit.entry.published, published_inferred=FROM_FEED)
        try:
            return cleaner.complete(dated)
        except InputError:
            return article  # the feed's date lies in the future; what the page itself tells stands
    return article


def watch(
    watcher: Watcher,
    *,
    every: float | None,
    stop: threading.Event,
    tell: Callable[[Round], None],
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Make rounds until stopped, or one if ``every`` is None, and give the exit code.

    Args:
        watcher: makes them.
        every: seconds from the beginning of one round to that of the next.
        stop: ends it once it is set.
        tell: hears what came of each.
        clock: seconds that pass.
    """
    reached = failed = False
    while not stop.is_set():
        began = clock()
        done = watcher.round()
        tell(done)
        reached = reached or done.reached
        failed = failed or bool(done.tally.failed)
        if every is None:
            break
        stop.wait(max(0.0, began + every - clock()))
    if not reached:
        return NOTHING_DONE
    return SOME_FAILED if failed else ALL_DONE  # nothing new is no failure
