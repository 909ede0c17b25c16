"""Mentions with what their article tells about them: what is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tidings.events import Told
from tidings.knowledge.linking import LinkingRules
from tidings.linking.blocking import Keyed, windows
from tidings.linking.sides import keys as side_keys
from tidings.linking.words import Vector, heaviest, vector
from tidings.records import Mention, Status

AHEAD = 60  # days before its day that an act is announced, where the text does not date it
BEHIND = 7  # days after it that news of it still is news
LONG = 62  # days: an act dated to more than two months is as good as undated
WEEK = 7
NAMED = 4  # heavy words of a sentence that divide large blocks

YET_TO_COME = frozenset({Status.PLANNED, Status.POSSIBLE, Status.REQUIRED})


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One mention, the article that has it, and the words of both.

    ``dated`` says that the text dates the act; else ``days`` are those that the publication leaves open, None if it
    leaves all open.
    """

    mention: Mention
    told: Told
    evidence: Vector
    article: Vector
    days: tuple[date, date] | None
    dated: bool


def by_publication(told: Told) -> tuple[bool, date, str]:
    """What orders articles: those without a date come last."""
    return told.published is None, told.published or date.min, told.id


def reports(told: Told, article: Vector, rules: LinkingRules) -> Iterator[Report]:
    """Give the mentions of an article."""
    for mention in told.mentions:
        days = _stated(mention)
        yield Report(
            mention=mention,
            told=told,
            evidence=vector(mention.evidence.text, rules.counts),
            article=article,
            days=days or _expected(mention, told.published),
            dated=days is not None,
        )


def _stated(mention: Mention) -> tuple[date, date] | None:
    when = mention.when
    return (when.earliest, when.latest) if when and (when.latest - when.earliest).days <= LONG else None


def _expected(mention: Mention, published: date | None) -> tuple[date, date] | None:
    """The days that publication leaves open for an act that the text does not date."""
    if published is None or mention.historical:
        return None
    if mention.status in YET_TO_COME:
        return published, published + timedelta(days=AHEAD)
    return published - timedelta(days=BEHIND), published


def keyed(report: Report, rules: LinkingRules) -> Keyed:
    """The keys of a mention: its types, a party or its place, and weeks; finer, another of these or a rare word.

    A mention without party and place has its heaviest words for keys; one that nothing dates, the week of publication.
    """
    mention = report.mention
    parties = sorted({key for side in (mention.actors, mention.recipients) for key in side_keys(side)})
    place = [f"at {mention.where.geonames_id or mention.where.name or mention.where.text}"] if mention.where else []
    heavy = heaviest(report.evidence, NAMED)
    marks = [*parties, *place] or list(heavy)
    finer = frozenset([*parties, *place, *heavy])
    if report.days:
        spans = [str(n) for n in _weeks(*report.days)]
    else:
        published = report.told.published
        spans = [f"told {n}" for n in _weeks(published, published)] if published else ["undated"]
    return Keyed(
        id=mention.id,
        order=(report.days[0].toordinal() if report.days else 0, mention.id),
        keys={
            f"{family} {mark} {span}": finer - {mark} for family in _families(mention.type, rules) for mark in marks
            for span in spans
        },
    )  # fmt: skip


def _weeks(first: date, last: date) -> Iterator[int]:
    return windows(first.toordinal(), last.toordinal(), WEEK)


def _families(kind: str, rules: LinkingRules) -> list[str]:
    """A name for each set of types of which two may be one event: that of the type that fulfils."""
    return sorted(rules.steps.get(kind, frozenset()) | {kind})
