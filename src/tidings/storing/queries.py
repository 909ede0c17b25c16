"""What can be asked of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from tidings.errors import StoreError
from tidings.events import Commitment, Correction, Event
from tidings.records import Article, Coded, Mention
from tidings.storing.event_rows import PARTS as EVENT_PARTS
from tidings.storing.event_rows import commitment_record, correction_record, event_record
from tidings.storing.lake import telling
from tidings.storing.rows import Row, article_record, coded_record, mention_record
from tidings.storing.schema import PARTS, judged
from tidings.storing.store import Store

_AT_ONCE = 1000  # rows held in memory while a result is written out
_SEEN = {"mentions": f"({judged()})"}  # what is read in place of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article as the store keeps it.

    Attributes:
        article: what was read.
        coded: what was drawn from it, as people left it: corrected, without the mentions that they rejected.
        coder: the version of the coder.
        rejected: the mentions that people rejected.
        corrections: what people judged of its mentions, earliest first.
    """

    article: Article
    coded: Coded
    coder: str
    rejected: tuple[Mention, ...]
    corrections: tuple[Correction, ...]


class QueryError(StoreError):
    """A question that the store cannot answer: faulty SQL, an id that it does not hold or that is not unique."""


def find(store: Store, target: str) -> tuple[str, str | None]:
    """Find the article and, if it is one, the mention of an id, or of the beginning of one.

    Raises:
        QueryError: nothing has this id, or more than one thing has an id that begins so.
    """
    with telling(store.folder):
        found = store.connection.execute(
            "SELECT article, id FROM mentions WHERE starts_with(id, $1) UNION ALL "
            "SELECT id, NULL FROM articles WHERE starts_with(id, $1) ORDER BY 1, 2 LIMIT 3",
            [target],
        ).fetchall()
    exact = [row for row in found if target in row]
    if len(exact or found) != 1:
        what = "nothing has an id that begins so" if not found else "more than one id begins so; give more of it"
        raise QueryError(f"{store.folder}: {target!r}: {what}")
    article, mention = (exact or found)[0]
    return article, mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention as the coder has it, and the id of its article."""

    article: str
    mention: Mention


def mention(store: Store, target: str) -> Found:
    """Read the mention of an id, or of the beginning of one, as the coder has it.

    Raises:
        QueryError: no mention has this id, or more than one has an id that begins so.
    """
    article, id_ = find(store, target)
    if id_ is None:
        raise QueryError(f"{store.folder}: {target!r}: this is an article; expected the id of a mention")
    with telling(store.folder):
        [row] = rows_of(store, "FROM mentions WHERE id = ?", id_)
    return Found(article=article, mention=mention_record(row))


def kept(store: Store, article_id: str) -> Kept:
    """Read an article with all that was drawn from it.

    Raises:
        QueryError: the store does not hold it.
    """
    with telling(store.folder):
        rows = rows_of(store, "SELECT * FROM articles WHERE id = ?", article_id)
        if not rows:
            raise QueryError(f"{store.folder}: {article_id!r}: no such article")
        reading = rows_of(store, "SELECT * FROM readings WHERE article = ? ORDER BY path, container", article_id)
        parts = {
            part: rows_of(store, f"FROM {_SEEN.get(part, part)} WHERE article = ? ORDER BY number", article_id)
            for part in PARTS
        }
        corrections = rows_of(
            store,
            "SELECT corrections.* FROM corrections JOIN mentions ON mentions.id = corrections.mention "
            'WHERE article = ? ORDER BY "at"',
            article_id,
        )
    rejected = [row for row in parts["mentions"] if row["correction"] and row["correction"]["rejected"]]
    parts["mentions"] = [row for row in parts["mentions"] if row not in rejected]
    return Kept(
        article=article_record(rows[0], reading[0] if reading else None),
        coded=coded_record(rows[0], parts),
        coder=rows[0]["coder"],
        rejected=tuple(map(mention_record, rejected)),
        corrections=tuple(map(correction_record, corrections)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events to give: those that are all of this.

    Attributes:
        event: the beginning of their id.
        type: of PLOVER.
        actor: the country or organisation of an actor.
        recipient: the country or organisation of a recipient.
        since: they may have been on this day or later.
        until: they may have been on this day or earlier.
    """

    event: str | None = None
    type: str | None = None
    actor: str | None = None
    recipient: str | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> Iterator[tuple[str, Any]]:
        """Give each as a condition, and the value of its one parameter."""
        party = "len(list_filter({}, lambda party: coalesce(party.country, party.organization) = ?)) > 0"
        asked = {
            "starts_with(event, ?)": self.event,
            "type = ?": self.type,
            party.format("actors"): self.actor,
            party.format("recipients"): self.recipient,
            "latest >= ?": self.since,
            "earliest <= ?": self.until,
        }
        yield from ((condition, value) for condition, value in asked.items() if value is not None)


def events(store: Store, wanted: Wanted | None = None) -> Iterator[Event]:
    """Read events whole, with their links and coverage, by date and id.

    Raises:
        StoreError: the store cannot be read.
    """
    conditions = list((wanted or Wanted()).conditions())
    where = " AND ".join(condition for condition, _ in conditions) or "true"
    values = [value for _, value in conditions]
    with telling(store.folder):
        ids = [
            row["event"]
            for row in rows_of(store, f"SELECT event FROM events WHERE {where} ORDER BY earliest, event", *values)  # noqa: S608
        ]
    for first in range(0, len(ids), _AT_ONCE):
        yield from _whole(store, ids[first : first + _AT_ONCE])


def _whole(store: Store, ids: Sequence[str]) -> Iterator[Event]:
    chosen = "WHERE event IN (SELECT unnest(?::VARCHAR[]))"
    with telling(store.folder):
        rows = {row["event"]: row for row in rows_of(store, f"FROM events {chosen}", ids)}
        parts: dict[str, dict[str, list[Row]]] = {id_: {part: [] for part in EVENT_PARTS} for id_ in ids}
        for part in EVENT_PARTS:
            for row in rows_of(store, f"FROM {part} {chosen} ORDER BY number", ids):
                parts[row["event"]][part].append(row)
    for id_ in ids:
        yield event_record(rows[id_], parts[id_])


def event(store: Store, target: str) -> Event:
    """Read the event of an id, or of the beginning of one.

    Raises:
        QueryError: no event has this id, or more than one has an id that begins so.
    """
    found = list(islice(events(store, Wanted(event=target)), 2))
    exact = [one for one in found if one.event == target]
    if len(exact or found) != 1:
        what = "no event has an id that begins so" if not found else "more than one id begins so; give more of it"
        raise QueryError(f"{store.folder}: {target!r}: {what}")
    return (exact or found)[0]


def mentions_of(store: Store, told: Event) -> tuple[Mention, ...]:
    """Read the mentions of an event, as people left them, in its order."""
    with telling(store.folder):
        rows = rows_of(store, "FROM corrected WHERE id IN (SELECT unnest(?::VARCHAR[]))", list(told.mentions))
    found = {row["id"]: mention_record(row) for row in rows}
    return tuple(found[id_] for id_ in told.mentions if id_ in found)


def commitments(store: Store) -> Iterator[Commitment]:
    """Read all commitments, by id."""
    with telling(store.folder):
        rows = rows_of(store, "FROM commitments ORDER BY commitment")
    yield from map(commitment_record, rows)


def counts(store: Store) -> dict[str, int]:
    """Count the rows of every table of articles, their parts, failures and events."""
    with telling(store.folder):
        return {
            table: int(rows_of(store, f"SELECT count(*) AS n FROM {table}")[0]["n"])  # noqa: S608 - our own names
            for table in ("articles", *PARTS, "failures", "events")
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The columns of a result, and its rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def ask(store: Store, sql: str) -> Answer:
    """Put one statement of SQL to the store.

    Raises:
        QueryError: the SQL is faulty; the message is the database's.
    """
    with _asking(store.folder):
        statement = _single(sql)
        cursor = store.connection.execute(statement)
        columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns=columns, rows=_stream(store, cursor))


def write_parquet(store: Store, sql: str, path: Path) -> None:
    """Write the answer to one SELECT into a Parquet file.

    Raises:
        QueryError: the SQL is faulty; the message is the database's.
    """
    with _asking(store.folder):
        relation = store.connection.sql(_single(sql))
        if relation is None:
            raise QueryError("expected a SELECT; this statement has no rows to write")
        relation.write_parquet(str(path))


def _single(sql: str) -> str:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"expected one SQL statement, found {len(statements)}")
    return str(statements[0].query)


def _stream(store: Store, cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while True:
        with _asking(store.folder):
            rows = cursor.fetchmany(_AT_ONCE)
        if not rows:
            return
        yield from rows


@contextmanager
def _asking(folder: Path) -> Iterator[None]:
    try:
        with telling(folder):
            yield
    except StoreError as error:
        cause = error.__cause__
        if isinstance(cause, duckdb.Error) and not isinstance(cause, duckdb.IOException):
            raise QueryError(str(cause)) from cause
        raise


def rows_of(store: Store, sql: str, *values: Any) -> list[Row]:
    """Read the rows of a query of ours, columns by name."""
    cursor = store.connection.execute(sql, list(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
