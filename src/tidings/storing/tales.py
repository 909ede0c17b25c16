"""Articles as linking reads them, at one snapshot: with their mentions as people left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from tidings.events import Told
from tidings.records import Mention
from tidings.storing.rows import mention_record
from tidings.storing.schema import CATALOGUE, judged

_AT_ONCE = 500  # articles


def told(
    connection: duckdb.DuckDBPyConnection, snapshot: int, origins: Mapping[str, str], agencies: Mapping[str, str]
) -> Iterator[Told]:
    """Give every article of a snapshot, by id, with its mentions in its order: see ``Store.told``."""
    at = f"AT (VERSION => {snapshot})"
    ids = [row[0] for row in connection.execute(f"SELECT id FROM {CATALOGUE}.articles {at} ORDER BY id").fetchall()]  # noqa: S608
    for first in range(0, len(ids), _AT_ONCE):
        chosen = ids[first : first + _AT_ONCE]
        mentions = _mentions(connection, chosen, snapshot)
        rows = connection.execute(
            f"SELECT id, publisher, published, title, text FROM {CATALOGUE}.articles {at} "  # noqa: S608
            "WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY id",
            [chosen],
        ).fetchall()
        for id_, outlet, published, title, text in rows:
            yield Told(
                id=id_,
                outlet=outlet,
                published=None if published is None else _day(published),
                origin=origins.get(id_, id_),
                agency=agencies.get(id_),
                title=title,
                text=text,
                mentions=tuple(mentions.get(id_, ())),
            )


def _mentions(
    connection: duckdb.DuckDBPyConnection, articles: Sequence[str], snapshot: int
) -> dict[str, list[Mention]]:
    cursor = connection.execute(
        f"FROM ({judged(snapshot)}) WHERE article IN (SELECT unnest(?::VARCHAR[])) "
        "AND NOT coalesce(correction.rejected, false) ORDER BY article, number",
        [articles],
    )
    names = [column[0] for column in cursor.description or ()]
    found: dict[str, list[Mention]] = {}
    for values in cursor.fetchall():
        row: dict[str, Any] = dict(zip(names, values, strict=True))
        found.setdefault(row["article"], []).append(mention_record(row))
    return found


def _day(published: str) -> date:
    """The day of an ISO 8601 date or date-time, as the article tells it."""
    return date.fromisoformat(published[:10])
