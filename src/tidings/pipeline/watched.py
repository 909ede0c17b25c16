"""What a watch remembers between rounds: a small file in the store's folder, which appears whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import msgspec

from tidings.errors import SetupError
from tidings.reading.feeds import Entry, Feed
from tidings.reading.fetch import Fetched
from tidings.running.output import beside

FILE = "watched.json"
_KEPT_DAYS = 30  # that a name is remembered after a feed last listed it
_TRIES = 5  # rounds in which a page is asked for that could not be had


@dataclass(slots=True)
class Waiting:
    """An entry whose page is still to be had, and how often that was tried."""

    entry: Entry
    tries: int = 0


@dataclass(slots=True)
class Followed:
    """A feed: what its server wants to hear when asked again, what it lists, and the entries that wait, by address."""

    etag: str | None = None
    modified: str | None = None
    listed: list[str] = field(default_factory=list)
    waiting: dict[str, Waiting] = field(default_factory=dict)


@dataclass(slots=True)
class Watched:
    """The feeds, and every name under which an entry was listed, as a digest, with the day when it last was."""

    feeds: dict[str, Followed] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Watched:
        """Read what is remembered; nothing is where there is no file.

        Raises:
            SetupError: the file is damaged.
        """
        path = folder / FILE
        if not path.exists():
            return cls()
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except msgspec.DecodeError as error:
            detail = "without it every entry that the feeds still list is fetched again, and none is kept twice"
            raise SetupError(f"{path}: damaged ({error}); move it away to begin anew: {detail}") from error

    def save(self, folder: Path) -> None:
        """Write what is remembered."""
        with beside(folder / FILE) as path:
            path.write_bytes(msgspec.json.encode(self))

    def followed(self, feed: str) -> Followed:
        """What is known of a feed."""
        return self.feeds.setdefault(feed, Followed())

    def list(self, feed: str, fetched: Fetched, found: Feed, today: date) -> int:
        """Note what a feed lists; entries that are new wait from now on.  Gives their number."""
        followed = self.followed(feed)
        followed.etag, followed.modified = fetched.etag, fetched.modified
        followed.listed, fresh = [], 0
        for entry in found.entries:
            names = [_digest(entry.url), *([_digest(f"{feed} {entry.guid}")] if entry.guid else [])]
            if not any(name in self.seen for name in names):
                followed.waiting[entry.url] = Waiting(entry)
                fresh += 1
            followed.listed += names
            self.seen.update(dict.fromkeys(names, today.isoformat()))
        return fresh

    def unchanged(self, feed: str, today: date) -> None:
        """Note that a feed lists what it listed."""
        self.seen.update(dict.fromkeys(self.followed(feed).listed, today.isoformat()))

    def settle(self, feed: str, url: str, *, again: bool) -> None:
        """Note what came of an entry: it waits on only if it may be had ``again`` and was not tried too often."""
        waiting = self.followed(feed).waiting
        waiting[url].tries += 1
        if not again or waiting[url].tries >= _TRIES:
            del waiting[url]

    def forget(self, today: date) -> None:
        """Let go of names that no feed has listed for long."""
        oldest = (today - timedelta(days=_KEPT_DAYS)).isoformat()
        self.seen = {name: day for name, day in self.seen.items() if day >= oldest}


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
