"""What can be asked of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tidings.errors import StoreError
from tidings.records import Article, Coded
from tidings.storing.rows import Row, article_record, coded_record
from tidings.storing.schema import PARTS
from tidings.storing.store import Store, telling

_AT_ONCE = 1000  # rows held in memory while a result is written out


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article as the store keeps it, and the version of the coder that coded it."""

    article: Article
    coded: Coded
    coder: str


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


def kept(store: Store, article_id: str) -> Kept:
    """Read an article with all that was drawn from it.

    Raises:
        QueryError: the store does not hold it.
    """
    with telling(store.folder):
        rows = _rows(store, "SELECT * FROM articles WHERE id = ?", article_id)
        if not rows:
            raise QueryError(f"{store.folder}: {article_id!r}: no such article")
        reading = _rows(store, "SELECT * FROM readings WHERE article = ? ORDER BY path, container", article_id)
        parts = {part: _rows(store, f"FROM {part} WHERE article = ? ORDER BY number", article_id) for part in PARTS}
    return Kept(
        article=article_record(rows[0], reading[0] if reading else None),
        coded=coded_record(rows[0], parts),
        coder=rows[0]["coder"],
    )


def counts(store: Store) -> dict[str, int]:
    """Count the rows of every table of articles, their parts and failures."""
    with telling(store.folder):
        return {
            table: int(_rows(store, f"SELECT count(*) AS n FROM {table}")[0]["n"])  # noqa: S608 - our own names
            for table in ("articles", *PARTS, "failures")
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


def _rows(store: Store, sql: str, *values: str) -> list[Row]:
    cursor = store.connection.execute(sql, list(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
