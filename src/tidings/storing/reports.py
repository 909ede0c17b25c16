"""Events with the reports that they were drawn from: what exports take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tidings.events import Event
from tidings.records import Article, Mention
from tidings.storing import queries
from tidings.storing.lake import telling
from tidings.storing.rows import article_record, mention_record
from tidings.storing.store import Store

Report = tuple[Mention, Article]
_AT_ONCE = 500  # events


def reported(store: Store) -> Iterator[tuple[Event, tuple[Report, ...]]]:
    """Give every event with its mentions, as people left them, each with its article; by date and id.

    Raises:
        StoreError: the store cannot be read.
    """
    events = queries.events(store)
    while some := list(islice(events, _AT_ONCE)):
        reports = dict(_reports(store, [mention for event in some for mention in event.mentions]))
        for event in some:
            yield event, tuple(reports[mention] for mention in event.mentions if mention in reports)


def _reports(store: Store, ids: list[str]) -> Iterator[tuple[str, Report]]:
    with telling(store.folder):
        mentions = queries.rows_of(store, "FROM corrected WHERE id IN (SELECT unnest(?::VARCHAR[]))", ids)
        named = sorted({row["article"] for row in mentions})
        articles = queries.rows_of(store, "FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[]))", named)
    found = {row["id"]: article_record(row, None) for row in articles}
    yield from ((row["id"], (mention_record(row), found[row["article"]])) for row in mentions)
