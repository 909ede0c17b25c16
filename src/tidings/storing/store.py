"""The store: one DuckDB file in a folder, written in batches, each wholly or not at all.

Articles are known by their ids, so adding the same one twice keeps it once; a run that was killed goes on where its
last batch ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from tidings import wire
from tidings.errors import StoreError
from tidings.records import Article, Coded, Failure
from tidings.storing import schema
from tidings.storing.rows import Row, article_row, failure_row, part_rows, reading_row

FILE = "tidings.duckdb"


class Store:
    """An open store.  Use it as a context manager, or close it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Store:
        """Open the store in a folder; make it where there is none, unless it is only to be read.

        Raises:
            StoreError: there is no store to read, another process writes to it, a later version of Tidings made it,
                or the file is damaged.
        """
        path = folder / FILE
        if read_only and not path.is_file():
            raise StoreError(f"{folder}: no store here; `tidings run PATH --store {folder}` makes one")
        with telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            connection = duckdb.connect(str(path), read_only=read_only)
        store = cls(connection, folder)
        try:
            with telling(folder):
                store._prepare()
        except StoreError:
            connection.close()
            raise
        return store

    def coded(self, ids: Collection[str], coder: str) -> frozenset[str]:
        """Tell which of these articles the store holds as this version of the coder coded them."""
        with telling(self.folder):
            found = self.connection.execute(
                "SELECT id FROM articles WHERE coder = ? AND id IN (SELECT unnest(?::VARCHAR[]))", [coder, list(ids)]
            ).fetchall()
        return frozenset(row[0] for row in found)

    def add(self, read: Sequence[Article], results: Sequence[Coded | Failure], coder: str) -> None:
        """Add a batch in one transaction.

        Args:
            read: every article that was read, those that were coded already included: where it was read is noted.
            results: what newly came of them, and what could not be read; the articles of all coded must be in ``read``.
            coder: the version of the coder.

        Raises:
            StoreError: it could not be written; the store is as it was.
        """
        by_id = {article.id: article for article in read}
        fresh = {result.id: result for result in results}  # the same article twice in a batch: once
        coded = [result for result in fresh.values() if isinstance(result, Coded)]
        failed = [result for result in fresh.values() if isinstance(result, Failure)]
        rows: dict[str, list[Row]] = {
            "articles": [article_row(by_id[result.id], result, coder) for result in coded],
            "failures": [failure_row(failure) for failure in failed],
            **{table: [row for result in coded for row in part_rows(result, table)] for table in schema.PARTS},
        }
        readings = {(row["path"], row["container"]): row for row in map(reading_row, read) if row["path"] is not None}
        with telling(self.folder), self._transaction():
            self._forget(list(fresh), read)
            self._note(list(readings.values()))
            for table, table_rows in rows.items():
                self._insert(table, table_rows)

    def close(self) -> None:
        """Close the file; what was added is in it."""
        with telling(self.folder):
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        """Make the tables of a new store; check the version of an old one."""
        self.connection.execute("SET memory_limit = '512MB'")
        known = self.connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'about'").fetchone()
        if known == (0,):
            with self._transaction():
                for table in schema.TABLES:
                    self.connection.execute(schema.create(table))
                self.connection.execute("INSERT INTO about VALUES ('schema', ?)", [str(schema.VERSION)])
            return
        found = self.connection.execute("SELECT value FROM about WHERE name = 'schema'").fetchone()
        if found is None or int(found[0]) != schema.VERSION:
            version = found[0] if found else "none"
            raise StoreError(
                f"{self.folder}: the store is of version {version}, this Tidings reads and writes version "
                f"{schema.VERSION}; use the Tidings that made it, or another folder"
            )

    def _forget(self, again: Sequence[str], read: Sequence[Article]) -> None:
        """Take out what is known of articles that come again, and failures of what could be read now."""
        for table, column in (("articles", "id"), *((part, "article") for part in schema.PARTS)):
            self.connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [again])  # noqa: S608
        origins = [article.origin for article in read if article.origin]
        places = [origin.container or origin.path for origin in origins]  # what reading calls a failure by
        known = [*again, *(article.id for article in read), *filter(None, places)]
        self.connection.execute("DELETE FROM failures WHERE id IN (SELECT unnest(?::VARCHAR[]))", [known])

    def _note(self, readings: Sequence[Row]) -> None:
        """Note where articles were read, in place of what was read there before."""
        self.connection.execute(
            "DELETE FROM readings WHERE EXISTS (SELECT 1 FROM (SELECT unnest(?::VARCHAR[]) AS path, "
            "unnest(?::VARCHAR[]) AS container) AS again WHERE again.path = readings.path "
            "AND again.container IS NOT DISTINCT FROM readings.container)",
            [[row["path"] for row in readings], [row["container"] for row in readings]],
        )
        self._insert("readings", readings)

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            self.connection.execute(schema.insert(table), [wire.to_json(rows).decode()])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.connection.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Raise what the database or the file system reports as a StoreError that names the folder."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{folder}: {_plainly(str(error))}") from error


def _plainly(message: str) -> str:
    if "Could not set lock" in message or "Conflicting lock" in message:
        return f"another process is writing to this store; wait for it, or use another folder ({message})"
    return message
