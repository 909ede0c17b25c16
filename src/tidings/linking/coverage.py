"""How each outlet stands to an event: asserts, hedges, denies, or leaves it out though it tells of the happening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from tidings.events import Coverage, Fields, Stance, Told
from tidings.linking.fields import fields
from tidings.linking.reports import Report, by_publication
from tidings.records import Mention, Status, VoiceKind

AFTER = 2  # days after the last report of an event to which an outlet had time to tell of it
ASSERTED = frozenset({Status.HAPPENED, Status.ONGOING, Status.PLANNED, Status.REQUIRED})


def stance(mention: Mention) -> Stance:
    """How one mention stands to the act: denied; possible, or on hearsay alone, is hedged; the rest is asserted."""
    if mention.status is Status.DENIED:
        return Stance.DENIES
    hearsay = bool(mention.voices) and mention.voices[-1].kind is VoiceKind.HEARSAY
    return Stance.ASSERTS if mention.status in ASSERTED and not hearsay else Stance.HEDGES


def coverage(reports: Sequence[Report], story: Iterable[Told]) -> tuple[Coverage, ...]:
    """A row for each outlet that tells of an event, and for each that was read and tells of the same story only.

    An outlet asserts what one of its mentions asserts, and denies what all deny; where it tells that one says so and
    another denies it, what it tells first counts, for news begins with what it holds.

    Args:
        reports: the mentions of the event, by publication; none for a story, of which all articles tell.
        story: the articles of the story that the event is part of.
    """
    tellers = list({report.told.id: report.told for report in reports}.values()) or sorted(story, key=by_publication)
    rows: dict[str, Coverage] = {}
    first: dict[str, str | None] = {}  # which outlet carried a text first
    for told in tellers:
        first.setdefault(told.origin, told.outlet)
    for told in tellers:
        if told.outlet is None or told.outlet in rows:
            continue
        own = [report for report in reports if report.told.outlet == told.outlet]
        rows[told.outlet] = Coverage(
            outlet=told.outlet,
            stance=_stance([report.mention for report in own]),
            independent=told.outlet in first.values(),
            mentions=tuple(report.mention.id for report in own),
            fields=fields(own),
        )
    for told in _silent(tellers, story) if reports else ():
        if told.outlet and told.outlet not in rows:
            rows[told.outlet] = Coverage(
                outlet=told.outlet, stance=Stance.SILENT, independent=told.origin not in first, mentions=(),
                fields=Fields(),
            )  # fmt: skip
            first[told.origin] = told.outlet
    return tuple(sorted(rows.values(), key=lambda row: (list(Stance).index(row.stance), row.outlet)))


def origins(told: Iterable[Told]) -> int:
    """How many texts tell of it independently."""
    return len({one.origin for one in told})


def _stance(mentions: Sequence[Mention]) -> Stance:
    """The stance of an outlet by its mentions, in their order; none for a story, which it tells."""
    if not mentions:
        return Stance.ASSERTS
    stances = [stance(mention) for mention in mentions]
    if Stance.ASSERTS in stances and Stance.DENIES in stances:
        return next(found for found in stances if found is not Stance.HEDGES)
    if Stance.ASSERTS in stances:
        return Stance.ASSERTS
    return Stance.DENIES if set(stances) == {Stance.DENIES} else Stance.HEDGES


def _silent(tellers: Sequence[Told], story: Iterable[Told]) -> list[Told]:
    """Articles of the story that do not tell of the event though they appeared when others did, or just after."""
    days = [told.published for told in tellers if told.published]
    if not days:
        return []
    first, last = min(days), max(days) + timedelta(days=AFTER)
    telling = {told.id for told in tellers}
    silent = (one for one in story if one.id not in telling and one.published and first <= one.published <= last)
    return sorted(silent, key=by_publication)
