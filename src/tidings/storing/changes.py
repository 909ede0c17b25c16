"""The change log: what each snapshot of a store brought, as DuckLake itself tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tidings.storing.lake import telling
from tidings.storing.queries import Answer, QueryError
from tidings.storing.schema import CATALOGUE, KEYS, TABLES
from tidings.storing.store import Store

TOLD = tuple(table for table in TABLES if table not in {"about", "unlinked"})
"""The tables that the change log tells of; the two others are the store's own marks."""

SUMMARY = ("snapshot", "time", "message", "table", "inserted", "deleted", "updated")


@dataclass(frozen=True, slots=True)
class _Snapshots:
    first: int
    last: int


def summary(store: Store, since: datetime) -> Answer:
    """Count what was inserted, deleted and updated, by snapshot and table, from a moment on.

    A row that was deleted and inserted in one snapshot, known by its keys, was updated; if it is the same, nothing was.
    """
    return Answer(columns=SUMMARY, rows=_summary(store, since))


def changed(store: Store, table: str, since: datetime) -> Answer:
    """Give each row of a table that was inserted, deleted or updated from a moment on.

    The columns are snapshot, time, message, change, the keys of the table, and ``columns``: which columns an update
    changed.

    Raises:
        QueryError: there is no such table.
    """
    if table not in TOLD:
        raise QueryError(f'no table "{table}"; expected one of {", ".join(TOLD)}')
    columns = ("snapshot", "time", "message", "change", *KEYS[table], "columns")
    return Answer(columns=columns, rows=_changed(store, table, since))


def _summary(store: Store, since: datetime) -> Iterator[tuple[Any, ...]]:
    span = _snapshots(store, since)
    if span is None:
        return
    with telling(store.folder):
        rows = []
        for table in TOLD:
            counts = ", ".join(f"count(*) FILTER (change = '{what}')" for what in ("inserted", "deleted", "updated"))
            query = f"SELECT snapshot, time, message, '{table}', {counts} FROM ({_diff(table, span)}) GROUP BY ALL"  # noqa: S608
            rows += store.connection.execute(query).fetchall()
    places = {table: place for place, table in enumerate(TOLD)}
    yield from sorted(rows, key=lambda row: (row[0], places[row[3]]))


def _changed(store: Store, table: str, since: datetime) -> Iterator[tuple[Any, ...]]:
    span = _snapshots(store, since)
    if span is None:
        return
    with telling(store.folder):
        keys = ", ".join(f'"{key}"' for key in KEYS[table])
        rows = store.connection.execute(f"FROM ({_diff(table, span)}) ORDER BY snapshot, {keys}").fetchall()
    yield from rows


def _snapshots(store: Store, since: datetime) -> _Snapshots | None:
    """The first and last snapshot from a moment on, after the one that made the tables."""
    with telling(store.folder):
        found = store.connection.execute(
            f"SELECT min(snapshot_id), max(snapshot_id) FROM {CATALOGUE}.snapshots() "  # noqa: S608 - our own names
            "WHERE snapshot_time >= ?::TIMESTAMPTZ AND schema_version > 0",
            [since.isoformat()],
        ).fetchone()
    return None if found is None or found[0] is None else _Snapshots(*found)


def _diff(table: str, span: _Snapshots) -> str:
    """Write the query that pairs what a snapshot took out of a table with what it put there."""
    keys = KEYS[table]
    changes = f"{CATALOGUE}.table_changes('{table}', {span.first}, {span.last})"
    pair = " AND ".join(
        ["gone.snapshot_id = come.snapshot_id", *(f'gone."{key}" IS NOT DISTINCT FROM come."{key}"' for key in keys)]
    )
    differing = ", ".join(
        f'CASE WHEN gone."{name}" IS DISTINCT FROM come."{name}" THEN \'{name}\' END'
        for name in TABLES[table]
        if name not in keys
    )
    found = ", ".join(f'coalesce(come."{key}", gone."{key}") AS "{key}"' for key in keys)
    updated = "gone.snapshot_id IS NOT NULL AND come.snapshot_id IS NOT NULL"
    return (
        "SELECT made.snapshot_id AS snapshot, "  # noqa: S608 - our own names
        "strftime(timezone('UTC', made.snapshot_time), '%Y-%m-%dT%H:%M:%SZ') AS time, "
        "made.commit_message AS message, paired.* EXCLUDE (number) FROM ("
        "SELECT coalesce(come.snapshot_id, gone.snapshot_id) AS number, "
        "CASE WHEN gone.snapshot_id IS NULL THEN 'inserted' WHEN come.snapshot_id IS NULL THEN 'deleted' "
        f"ELSE 'updated' END AS change, {found}, "
        f"CASE WHEN {updated} THEN list_filter([{differing or 'NULL'}], lambda name: name IS NOT NULL) END AS columns "
        f"FROM (FROM {changes} WHERE change_type IN ('delete', 'update_preimage')) AS gone FULL JOIN "
        f"(FROM {changes} WHERE change_type IN ('insert', 'update_postimage')) AS come ON {pair}) AS paired "
        f"JOIN {CATALOGUE}.snapshots() AS made ON made.snapshot_id = paired.number "
        "WHERE columns IS NULL OR len(columns) > 0"
    )
