"""What goes out: an event with all that was read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tidings.events import Event, Life
from tidings.records import Article, Mention

TOLD_AS_DONE = frozenset({Life.HAPPENED, Life.ONGOING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A mention of an event and where it stands; ``article`` is None if only its id is at hand."""

    mention: Mention
    article_id: str
    published: str | None
    article: Article | None = None

    @property
    def outlet(self) -> str | None:
        """Who published it, on one line, if that is known."""
        publisher = self.article.publisher if self.article else None
        return " ".join((publisher or "").split()) or None

    @property
    def url(self) -> str | None:
        """Its address, if that is known."""
        return self.article.url if self.article else None

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An event and its reports, in the order of ``event.mentions``; a story (type None) may have none."""

    event: Event
    reports: tuple[Reported, ...]

    @property
    def type(self) -> str:
        """The event's type.

        Raises:
            ValueError: it is a story, which no format has a row for.
        """
        if self.event.type is None:
            raise ValueError(f"{self.event.event} is a story; expected an act")
        return self.event.type

    @property
    def contexts(self) -> tuple[str, ...]:
        """The contexts of all mentions, in the order in which they come."""
        return distinct(context for report in self.reports for context in report.mention.contexts)

    @property
    def outlets(self) -> tuple[str, ...]:
        """All outlets known, in the order in which they come."""
        return distinct(report.outlet for report in self.reports)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles of its reports."""
        return distinct(report.article_id for report in self.reports)

    def as_done(self) -> Exported:
        """The same without reports that tell of the act as planned, possible, required or denied."""
        done = tuple(report for report in self.reports if Life(report.mention.status) in TOLD_AS_DONE)
        return replace(self, reports=done)


def distinct(values: Iterable[object]) -> tuple[str, ...]:
    """The values that there are, each once, in their order."""
    return tuple(dict.fromkeys(str(value) for value in values if value))
