"""Dates told elsewhere: by another report of the same act, or by the story that an act is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tidings.records import Cue, Mention, Status, When

#: acts that are done by speaking: each is a saying of its own, with a time of its own
SPEECH: Final = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_FRESH: Final = timedelta(days=10)  # news is at most this old; older dated acts are its background
_LEAD: Final = 2  # sentences in which everything is the news
_REACH: Final = 3  # sentences over which a dated act dates those told after it


Sides = tuple[frozenset[str], frozenset[str]]
Act = tuple[str, Status, Sides]


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
    dated: dict[Act, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.when is not None:
            dated[_act(mention)].append(mention)
    out: list[Mention] = []
    for mention in mentions:
        source = (
            None if mention.when is not None else _source(mention, dated, main, in_lead=mention.evidence.start in lead)
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
    mention: Mention, dated: Mapping[Act, Sequence[Mention]], main: Mention | None, *, in_lead: bool
) -> tuple[str, Mention] | None:
    """The dated mention that tells this act's date, with the rule that says so."""
    sides = _sides(mention)
    same = dated.get(_act(mention), ()) if any(sides) else ()
    if same and len({(m.when.earliest, m.when.latest) for m in same if m.when}) == 1 and not mention.historical:
        return "times.told-elsewhere", same[0]
    if main is None or mention.historical or mention.status is not Status.HAPPENED:
        return None
    if in_lead:
        return "times.lead", main
    if mention.type == main.type and frozenset.union(*sides) & frozenset.union(*_sides(main)):
        return "times.main-act", main
    return None


def carry_dates(
    mentions: Sequence[Mention],
    same: Mapping[str, str],
    sentences: Mapping[str, int],
    backward: frozenset[str],
    published: date | None,
) -> list[Mention]:
    """Date undated acts from their context.

    Args:
        mentions: in the order of the text.
        same: ids of mentions by the id of one that reports the same act again.
        sentences: the number of the sentence of each mention, by id.
        backward: ids of mentions told in the past perfect: what went before takes no date from what follows.
        published: the article's date; without it nothing is carried.
    """
    by_id = {m.id: m for m in mentions}
    done: list[Mention] = []
    last: Mention | None = None
    for mention in mentions:
        dated = mention
        if mention.when is None:
            twin = by_id.get(same.get(mention.id, ""))
            if twin is not None and twin.when is not None and twin.status == mention.status:
                dated = _dated(mention, "times.same-act", twin)
            elif (
                last is not None
                and mention.status is Status.HAPPENED
                and not mention.historical
                and mention.id not in backward
                and sentences[mention.id] - sentences[last.id] <= _REACH
            ):
                dated = _dated(mention, "times.narrative", last)
        elif _is_news(mention, published):
            last = mention
        by_id[dated.id] = dated
        done.append(dated)
    return done


def _is_news(mention: Mention, published: date | None) -> bool:
    """Whether a mention is a dated act of the article's own news."""
    when = mention.when
    return (
        when is not None
        and published is not None
        and mention.status is Status.HAPPENED
        and published - _FRESH <= when.earliest
        and when.latest <= published
    )


def _act(mention: Mention) -> Act:
    """What two reports of one act share."""
    return mention.type, mention.status, _sides(mention)


def _sides(mention: Mention) -> Sides:
    return (
        frozenset(e.code for e in mention.actors if e.code),
        frozenset(e.code for e in mention.recipients if e.code),
    )


def _dated(mention: Mention, rule: str, source: Mention) -> Mention:
    assert source.when is not None
    when = When(earliest=source.when.earliest, latest=source.when.latest)
    cue = Cue(rule=rule, start=source.trigger.start, end=source.trigger.end)
    return replace(mention, when=when, cues=(*mention.cues, cue))
