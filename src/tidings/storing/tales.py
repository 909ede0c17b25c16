"""Articles as linking reads them, at one snapshot: with their mentions as people left them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import duckdb
import msgspec

from tidings.events import Told
from tidings.records import NamedCommitment
from tidings.storing.rows import Row, mention_record
from tidings.storing.schema import CATALOGUE, judged

_AT_ONCE = 500  # rows


def told(connection: duckdb.DuckDBPyConnection, snapshot: int) -> Iterator[Told]:
    """Give every article of a snapshot, by id, with its mentions in its order: see ``Store.told``."""
    articles = _rows(
        connection,
        "SELECT id, publisher, url, published, title, text "  # noqa: S608 - our own names
        f"FROM {CATALOGUE}.articles AT (VERSION => {snapshot}) ORDER BY id",
    )
    mentions = _rows(
        connection,
        f"FROM ({judged(snapshot)}) WHERE NOT coalesce(correction.rejected, false) ORDER BY article, number",
    )
    groups = groupby(mentions, key=lambda row: row["article"])  # both come by article, so one pass over each will do
    waiting = next(groups, None)
    for row in articles:
        found: tuple[Row, ...] = ()
        if waiting is not None and waiting[0] == row["id"]:
            found = tuple(waiting[1])
            waiting = next(groups, None)
        yield Told(
            id=row["id"],
            outlet=row["publisher"] or _host(row["url"]),
            published=_day(row["published"]),
            origin=row["id"],
            title=row["title"],
            text=row["text"],
            mentions=tuple(map(mention_record, found)),
        )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    """Give rows as they come, while others are asked of the same connection."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from (dict(zip(names, row, strict=True)) for row in rows)


def named(connection: duckdb.DuckDBPyConnection, snapshot: int) -> Iterator[NamedCommitment]:
    """Give what the articles of a snapshot name as treaties and agreements."""
    rows = _rows(connection, f"FROM {CATALOGUE}.named AT (VERSION => {snapshot}) ORDER BY article, number")
    yield from (msgspec.convert(row, NamedCommitment) for row in rows)


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time, as the article tells it."""
    return None if published is None else datetime.fromisoformat(published).date()
