"""Dates that a text carries on: an undated act of the article's own news happens when the acts told around it do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tidings.records import Cue, Mention, Status, When

RECENT = timedelta(days=10)  # the article's own news is at most so old
REACH = 3  # sentences over which a dated act dates those told after it


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
                dated = _dated(mention, twin, "times.same-act")
            elif (
                last is not None
                and mention.status is Status.HAPPENED
                and not mention.historical
                and mention.id not in backward
                and sentences[mention.id] - sentences[last.id] <= REACH
            ):
                dated = _dated(mention, last, "times.narrative")
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
        and published - RECENT <= when.earliest
        and when.latest <= published
    )


def _dated(mention: Mention, source: Mention, rule: str) -> Mention:
    if source.when is None:
        return mention
    when = When(earliest=source.when.earliest, latest=source.when.latest)
    cue = Cue(rule=rule, start=source.trigger.start, end=source.trigger.end)
    return replace(mention, when=when, cues=(*mention.cues, cue))
