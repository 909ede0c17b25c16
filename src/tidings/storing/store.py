"""The store: a DuckLake in a folder, written in batches, each wholly or not at all, which forgets nothing.

Articles are known by their ids, so adding the same one twice keeps it once; a run that was killed goes on where its
last batch ended.  Every batch is a snapshot: what was known then can be read ever after.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import duckdb

from tidings import wire
from tidings.errors import StoreError
from tidings.events import Commitment, Correction, Event, Told
from tidings.records import Article, Coded, Failure, NamedCommitment
from tidings.storing import event_rows, schema, tales
from tidings.storing.lake import Lake, telling
from tidings.storing.rows import Row, article_row, failure_row, part_rows, reading_row

_ATTEMPTS = 12
"""How often a change is tried when other writers are quicker; with the waits between, about a minute."""
_WAIT = 0.05  # seconds before the second attempt, doubled up to _LONGEST_WAIT, and as long again by chance
_LONGEST_WAIT = 5.0
_TIDY_EVERY = 64  # batches, after which small files are put together
_SMALL = 64 * 2**20  # bytes; a Parquet file that is larger is not written anew to join it with others
_AT_ONCE = 5000  # rows that are handed to the database together
_OF_ARTICLE = "old.article IN (SELECT unnest(?::VARCHAR[]))"

_LINK = "link: "  # how the message of a snapshot begins that linking made


class _LinkedSinceError(Exception):
    """Another writer has linked the store meanwhile."""


class Store:
    """An open store.  Use it as a context manager, or close it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
        self.connection = connection
        self.folder = lake.folder
        self._lake = lake
        self._batches = 0

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        existing: bool = False,
        as_of: datetime | None = None,
        catalogue: str | None = None,
    ) -> Store:
        """Open the store in a folder; make it where there is none, unless it is to be read or to be an existing one.

        Args:
            folder: holds the data, and the catalogue if that is local.
            read_only: nothing can be changed.
            existing: it may be changed, but not made.
            as_of: read what the store held then; it can then only be read.
            catalogue: ``postgres:`` and libpq's connection string or URI, for a store that several write to; None for
                the one that the folder tells, or a local one.

        Raises:
            StoreError: there is no store to read, or was none then; another process writes to it; another version of
                Tidings made it; the catalogue cannot be reached or is damaged.
            SetupError: an extension of DuckDB is not installed.
        """
        read_only = read_only or as_of is not None
        lake = Lake.of(folder, catalogue)
        if (read_only or existing) and not lake.there:
            raise StoreError(f"{folder}: no store here; `tidings run PATH --store {folder}` makes one")
        connection = duckdb.connect()
        store = cls(connection, lake)
        try:
            with telling(folder):
                if not read_only:
                    folder.mkdir(parents=True, exist_ok=True)
                store._again(lambda: lake.attach(connection, read_only=read_only, as_of=as_of), "opened")
                store._prepare(read_only=read_only, as_of=as_of)
        except BaseException:
            connection.close()
            raise
        return store

    @property
    def snapshot(self) -> int:
        """The number of the newest snapshot."""
        with telling(self.folder):
            found = self.connection.execute(f"FROM {schema.CATALOGUE}.current_snapshot()").fetchone()
        return int(found[0]) if found else 0

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
        articles = [article_row(by_id[result.id], result, coder) for result in coded]
        parts = {table: [row for result in coded for row in part_rows(result, table)] for table in schema.PARTS}

        def put() -> None:
            self._put_articles(list(fresh), articles, parts)
            self._put_failures(failed, [*fresh, *by_id], read)
            self._put_readings(read)
            self._mark([result.id for result in coded])

        self._write(put, f"run: {len(coded)} articles, {len(failed)} failures")
        self._batches += 1
        if self._batches % _TIDY_EVERY == 0:
            self.tidy()

    def correct(self, article: str, correction: Correction) -> None:
        """Append a judgement on a mention of an article; it wins over the coder, now and when coded again."""

        def put() -> None:
            self._insert("corrections", [event_rows.correction_row(correction)])
            self._mark([article])

        self._write(put, f"correct: {correction.mention} by {correction.by}")

    def delete(self, article: str) -> None:
        """Take out an article and all that was drawn from it; earlier snapshots keep it."""

        def take() -> None:
            self._put_articles([article], [], {table: [] for table in schema.PARTS})
            self._settle("readings", [], "old.article = ?", [article])
            self._mark([article])

        self._write(take, f"delete: {article}")

    def told(self) -> Iterator[Told]:
        """Give every article with its mentions as people left them, by id, each as the only one of its text."""
        with telling(self.folder):
            yield from tales.told(self.connection, self.snapshot)

    def named(self) -> Iterator[NamedCommitment]:
        """Give what every article names as treaties and agreements, by article."""
        with telling(self.folder):
            yield from tales.named(self.connection, self.snapshot)

    @property
    def unlinked(self) -> frozenset[str]:
        """The articles that were added, corrected or deleted since :meth:`relink`."""
        with telling(self.folder):
            return frozenset(row[0] for row in self.connection.execute("SELECT article FROM unlinked").fetchall())

    def relink(
        self, events: Iterable[Event], *, commitments: Iterable[Commitment] | None = None, seen: int | None = None
    ) -> bool:
        """Make these the events of the store in one transaction; only what differs is written.

        Args:
            events: all of them, with their links and coverage.
            commitments: all of them; None leaves those that are there.
            seen: the snapshot that was linked: articles that came later still count as unlinked; None for the newest.

        Returns:
            Whether it was done: not if another writer has linked the store since ``seen``, for these may be older.
        """
        rows: dict[str, list[Row]] = {"events": [], "links": [], "coverage": []}
        for event in events:
            for table, found in event_rows.event_rows(event).items():
                rows[table] += found
        if commitments is not None:
            rows["commitments"] = [event_rows.commitment_row(commitment) for commitment in commitments]
        at = "" if seen is None else f" AT (VERSION => {int(seen)})"

        def put() -> None:
            if seen is not None and self._linked_since(seen):
                raise _LinkedSinceError
            for table, found in rows.items():
                self._settle(table, found, "true", [])
            self.connection.execute(f"DELETE FROM unlinked WHERE rowid IN (SELECT rowid FROM unlinked{at})")  # noqa: S608

        try:
            self._write(put, f"{_LINK}{len(rows['events'])} events")
        except _LinkedSinceError:
            return False
        return True

    def _linked_since(self, snapshot: int) -> bool:
        found = self.connection.execute(
            f"SELECT 1 FROM {schema.CATALOGUE}.snapshots() "  # noqa: S608 - our own name
            "WHERE snapshot_id > ? AND starts_with(commit_message, ?) LIMIT 1",
            [snapshot, _LINK],
        )
        return found.fetchone() is not None

    def tidy(self) -> None:
        """Put small files together, so that reading stays quick; what is told stays."""
        with telling(self.folder):
            self._again(self._tidy, "tidied")

    def close(self) -> None:
        """Close it; what was added is in it."""
        with telling(self.folder):
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self, *, read_only: bool, as_of: datetime | None) -> None:
        """Make the tables of a new store; check the version of an old one."""
        if not self._made:
            if read_only:
                when = f" at {as_of:%Y-%m-%d %H:%M:%S} UTC" if as_of else ""
                raise StoreError(f"{self.folder}: the store held nothing{when}")
            self._again(self._make, "made")
        found = self.connection.execute("SELECT value FROM about WHERE name = 'schema'").fetchone()
        if found is None or int(found[0]) != schema.VERSION:
            version = found[0] if found else "none"
            raise StoreError(
                f"{self.folder}: the store is of version {version}, this Tidings reads and writes version "
                f"{schema.VERSION}; use the Tidings that made it, or another folder"
            )
        for name, query in schema.VIEWS.items():
            self.connection.execute(f"CREATE TEMP VIEW {name} AS {query}")
        if not read_only:
            self._lake.note()

    @property
    def _made(self) -> bool:
        known = self.connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND table_name = 'about'", [schema.CATALOGUE]
        ).fetchone()
        return known != (0,)

    def _make(self) -> None:
        with self._transaction("run: made the store"):
            if not self._made:
                for table in schema.TABLES:
                    self.connection.execute(schema.create(table))
                self.connection.execute("INSERT INTO about VALUES ('schema', ?)", [str(schema.VERSION)])
                self.connection.execute("INSERT INTO about VALUES ('turn', '')")
        self._lake.settle(self.connection)

    def _put_articles(self, ids: Sequence[str], articles: Sequence[Row], parts: Mapping[str, Sequence[Row]]) -> None:
        """Put articles and their parts in place of what is known of these ids."""
        held = self.connection.execute(
            "SELECT 1 FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[])) LIMIT 1", [ids]
        ).fetchone()
        if held is None:  # the most frequent case by far, and the tables need not be read for it
            for table, rows in {"articles": articles, **parts}.items():
                self._insert(table, rows)
            return
        self._settle("articles", articles, "old.id IN (SELECT unnest(?::VARCHAR[]))", [ids])
        for table, rows in parts.items():
            self._settle(table, rows, _OF_ARTICLE, [ids])

    def _put_failures(self, failed: Sequence[Failure], known: Sequence[str], read: Sequence[Article]) -> None:
        """Put failures in place of those known of the same articles, or of where articles could be read now."""
        origins = [article.origin for article in read if article.origin]
        places = [origin.container or origin.path for origin in origins]  # what reading calls a failure by
        scope = "old.id IN (SELECT unnest(?::VARCHAR[]))"
        self._settle("failures", [failure_row(failure) for failure in failed], scope, [[*known, *filter(None, places)]])

    def _put_readings(self, read: Sequence[Article]) -> None:
        """Note where articles were read, in place of what was read there before."""
        rows = {(row["path"], row["container"]): row for row in map(reading_row, read) if row["path"] is not None}
        if rows:
            scope = (
                "EXISTS (SELECT 1 FROM incoming AS again WHERE again.path = old.path "
                "AND again.container IS NOT DISTINCT FROM old.container)"
            )
            self._settle("readings", list(rows.values()), scope, [])

    def _mark(self, articles: Sequence[str]) -> None:
        """Note that events must be found again; a mark that stands already is set anew, later than what was linked."""
        self.connection.execute("DELETE FROM unlinked WHERE article IN (SELECT unnest(?::VARCHAR[]))", [articles])
        self._insert("unlinked", [{"article": article} for article in articles])

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            self._lay(table, rows)
            self.connection.execute(f"INSERT INTO {table} FROM incoming")

    def _lay(self, table: str, rows: Sequence[Row]) -> None:
        """Lay rows beside the store, in the temporary table ``incoming``."""
        make, put = schema.incoming(table)
        self.connection.execute(make)
        for first in range(0, len(rows), _AT_ONCE):
            self.connection.execute(put, [wire.to_json(rows[first : first + _AT_ONCE]).decode()])

    def _settle(self, table: str, rows: Sequence[Row], scope: str, values: Sequence[object]) -> None:
        """Make these the rows in a scope, and touch only what differs, so that the change log tells what changed."""
        self._lay(table, rows)
        self.connection.execute(schema.outdated(table, scope), list(values))
        if rows:
            self.connection.execute(schema.missing(table))

    def _write(self, change: Callable[[], None], message: str) -> None:
        def changed() -> None:
            with self._transaction(message):
                if self._lake.shared:
                    # DuckLake has no keys, and two inserts do not conflict: all writers change one row, so that of two
                    # at once the later one starts anew and sees what the other added.
                    self.connection.execute("UPDATE about SET value = ? WHERE name = 'turn'", [uuid4().hex])
                change()

        with telling(self.folder):
            self._again(changed, "written")

    def _again(self, change: Callable[[], None], what: str) -> None:
        """Do something that other writers may come in the way of, until it is done or has been tried often enough."""
        wait = _WAIT
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return change()
            except duckdb.Error as error:
                if not self._lake.shared or not _met_another(error):
                    raise
                if attempt == _ATTEMPTS:
                    raise StoreError(
                        f"{self.folder}: could not be {what}: other writers were quicker {_ATTEMPTS} times ({error})"
                    ) from error
            time.sleep(wait * (1 + random.random()))  # noqa: S311 - no secret
            wait = min(2 * wait, _LONGEST_WAIT)
        return None

    @contextmanager
    def _transaction(self, message: str) -> Iterator[None]:
        self.connection.execute("BEGIN TRANSACTION")
        try:
            yield
            self.connection.execute(f"CALL {schema.CATALOGUE}.set_commit_message('tidings', ?)", [message])
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _tidy(self) -> None:
        lake = f"'{schema.CATALOGUE}'"
        self.connection.execute(f"CALL ducklake_merge_adjacent_files({lake}, max_file_size => {_SMALL})")
        # Files that were put together are in the way of nobody: on a shared store, someone may still be reading them.
        old = "older_than => now() - INTERVAL 1 DAY" if self._lake.shared else "cleanup_all => true"
        self.connection.execute(f"CALL ducklake_cleanup_old_files({lake}, {old})")


def _met_another(error: duckdb.Error) -> bool:
    """Whether another writer came in the way: DuckLake tells of conflicts, PostgreSQL of what two made at once."""
    told = str(error)
    return isinstance(error, duckdb.TransactionException) or any(
        sign in told for sign in ("duplicate key value", "could not serialize", "already exists", "deadlock detected")
    )
