"""One act, told twice: undated mentions take the date that the article gives the act elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tidings.records import Cue, Mention, Status, When

#: acts that are done by speaking: each is a saying of its own, with a time of its own
SPEECH: Final = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_FRESH: Final = timedelta(days=10)  # news is at most this old; older dated acts are its background
_LEAD: Final = 2  # sentences in which everything is the news


def share_dates(mentions: Sequence[Mention], published: date | None) -> tuple[Mention, ...]:
    """Date undated acts by what the article says of them elsewhere.

    An undated act that is over and no background takes, in this order, the date of a dated mention with the same type
    and sides, that of the article's main act if it is told in the lead, and, if it is no speech act, that of the main
    act if one of its sides takes part in it.  The main act is the first that is dated to one recent day.

    Args:
        mentions: in the order of their triggers, ``historical`` set.
        published: the article's date, None if unknown: then there is no main act.
    """
    main = _main(mentions, published)
    lead = sorted({m.evidence.start for m in mentions})[:_LEAD]
    out: list[Mention] = []
    for mention in mentions:
        source = (
            None
            if mention.when is not None
            else _source(mention, mentions, main, in_lead=mention.evidence.start in lead)
        )
        out.append(_dated(mention, *source) if source is not None else mention)
    return tuple(out)


def _main(mentions: Sequence[Mention], published: date | None) -> Mention | None:
    if published is None:
        return None
    for mention in mentions:
        when = mention.when
        if (
            when is not None
            and mention.status is Status.HAPPENED
            and when.earliest == when.latest
            and timedelta(0) <= published - when.latest <= _FRESH
        ):
            return mention
    return None


def _source(
    mention: Mention, mentions: Sequence[Mention], main: Mention | None, *, in_lead: bool
) -> tuple[str, Mention] | None:
    """The dated mention that tells this act's date, with the rule that says so."""
    sides = _sides(mention)
    same = [
        m
        for m in mentions
        if m.when is not None
        and m.type == mention.type
        and m.status is mention.status
        and any(sides)
        and _sides(m) == sides
    ]
    if same and len({(m.when.earliest, m.when.latest) for m in same if m.when}) == 1 and not mention.historical:
        return "times.told-elsewhere", same[0]
    if main is None or mention.historical or mention.status is not Status.HAPPENED:
        return None
    if in_lead:
        return "times.lead", main
    if mention.type == main.type and frozenset.union(*sides) & frozenset.union(*_sides(main)):
        return "times.main-act", main
    return None


def _sides(mention: Mention) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(e.code for e in mention.actors if e.code),
        frozenset(e.code for e in mention.recipients if e.code),
    )


def _dated(mention: Mention, rule: str, source: Mention) -> Mention:
    assert source.when is not None
    when = When(earliest=source.when.earliest, latest=source.when.latest)
    cue = Cue(rule=rule, start=source.trigger.start, end=source.trigger.end)
    return replace(mention, when=when, cues=(*mention.cues, cue))
