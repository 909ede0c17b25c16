"""The tables of a store, as one value: what is created, inserted and read follows from it.

A ``span`` is ``STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR)``, offsets into ``articles.text``.  Lists and
structs unroll with ``unnest``: ``SELECT id, unnest(actors, recursive := true) FROM mentions``.  docs/store.md
tells what each table is.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VERSION = 2
"""Of the tables below: a store that a later version made is refused."""

CATALOGUE = "tidings"
"""What SQL calls the store as a whole: ``FROM tidings.snapshots()``."""

_SPAN = '"start" INTEGER, "end" INTEGER, "text" VARCHAR'
_ENTITY = f"{_SPAN}, name VARCHAR, country VARCHAR, organization VARCHAR, sectors VARCHAR[], wikidata VARCHAR"
_PLACE = (
    f"{_SPAN}, name VARCHAR, country VARCHAR, admin1 VARCHAR, geonames_id BIGINT, "
    "latitude DOUBLE, longitude DOUBLE, feature VARCHAR"
)
_WHEN = 'earliest DATE, latest DATE, "text" VARCHAR, "start" INTEGER, "end" INTEGER'
_QUANTITY = f'low DOUBLE, high DOUBLE, "of" VARCHAR, {_SPAN}'  # low = high: exact; null: open
_FIELDS = ", ".join(
    f'"{name}" STRUCT("value" STRUCT({kind}), mentions VARCHAR[], outlets VARCHAR[], voices VARCHAR[])[]'
    for name, kind in (("when", _WHEN), ("where", _PLACE), ("quantities", _QUANTITY))
)
_CUE = '"rule" VARCHAR, "start" INTEGER, "end" INTEGER'
_DUTY = f"force VARCHAR, content STRUCT({_SPAN}), condition STRUCT({_SPAN}), article VARCHAR, cue STRUCT({_CUE})"
_INVOCATION = (
    f'bearing VARCHAR, mention VARCHAR, "by" STRUCT({_ENTITY})[], status VARCHAR, '
    f"voices STRUCT({_ENTITY}, kind VARCHAR)[], evidence STRUCT({_SPAN}), article VARCHAR, cue STRUCT({_CUE})"
)
_SPAN_COLUMNS = {"start": "INTEGER", "end": "INTEGER", "text": "VARCHAR"}

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        # what the store is: the schema's version
        "about": {"name": "VARCHAR", "value": "VARCHAR"},
        # every file, or line of a file, that was read, and the article that it gave
        "readings": {
            "path": "VARCHAR",
            "container": "VARCHAR",
            "url": "VARCHAR",
            "retrieved": "VARCHAR",
            "article": "VARCHAR",
        },
        # what could not be read or coded; tried again by the next run
        "failures": {"id": "VARCHAR", "stage": "VARCHAR", "reason": "VARCHAR", "detail": "VARCHAR"},
        "articles": {
            "id": "VARCHAR",
            "url": "VARCHAR",
            "publisher": "VARCHAR",
            "title": "VARCHAR",
            "published": "VARCHAR",
            "published_inferred": "VARCHAR",
            "language": "VARCHAR",
            "text": "VARCHAR",
            "text_sha256": "VARCHAR",
            "reader": "VARCHAR",  # the digest of the neural reader, null where the rules alone decided
            "coder": "VARCHAR",  # the version of Tidings, its data and parser that coded it
        },
        "mentions": {
            "id": "VARCHAR",
            "article": "VARCHAR",
            "number": "INTEGER",  # from 0, in the order of the article
            "type": "VARCHAR",
            "mode": "VARCHAR",
            "contexts": "VARCHAR[]",
            "cameo": "VARCHAR",
            "status": "VARCHAR",
            "historical": "BOOLEAN",
            "trigger": f"STRUCT({_SPAN})",
            "evidence": f"STRUCT({_SPAN})",
            "actors": f"STRUCT({_ENTITY})[]",
            "recipients": f"STRUCT({_ENTITY})[]",
            "voices": f"STRUCT({_ENTITY}, kind VARCHAR)[]",
            "silent": f"STRUCT({_ENTITY})[]",
            "earliest": "DATE",  # the wire's "when", a word that SQL keeps for itself
            "latest": "DATE",
            "dated": f"STRUCT({_SPAN})",  # the words that date it; null where the context does
            "place": f"STRUCT({_PLACE})",  # the wire's "where"
            "quantities": f"STRUCT({_QUANTITY})[]",
            "cues": 'STRUCT("rule" VARCHAR, "start" INTEGER, "end" INTEGER)[]',
            "confidence": "DOUBLE",
        },
        "attributions": {
            "article": "VARCHAR",
            "number": "INTEGER",
            "source": f"STRUCT({_SPAN})",
            "cue": f"STRUCT({_SPAN})",
            "content": f"STRUCT({_SPAN})[]",
            "verbatim": "BOOLEAN",
        },
        "times": {
            "article": "VARCHAR",
            "number": "INTEGER",
            **_SPAN_COLUMNS,
            "type": "VARCHAR",
            "value": "VARCHAR",
            "earliest": "DATE",
            "latest": "DATE",
        },
        "places": {
            "article": "VARCHAR",
            "number": "INTEGER",
            **_SPAN_COLUMNS,
            "name": "VARCHAR",
            "country": "VARCHAR",
            "admin1": "VARCHAR",
            "geonames_id": "BIGINT",
            "latitude": "DOUBLE",
            "longitude": "DOUBLE",
            "feature": "VARCHAR",
        },
        "declined": {
            "article": "VARCHAR",
            "number": "INTEGER",
            **_SPAN_COLUMNS,
            "stage": "VARCHAR",
            "reason": "VARCHAR",
        },
        # human judgements, appended and never changed: the last one on a mention counts
        "corrections": {
            "mention": "VARCHAR",
            "by": "VARCHAR",
            "at": "VARCHAR",  # ISO 8601, UTC
            "note": "VARCHAR",
            "rejected": "BOOLEAN",
            "type": "VARCHAR",
            "mode": "VARCHAR",
            "status": "VARCHAR",
        },
        # articles that were added, corrected or deleted since events were last found
        "unlinked": {"article": "VARCHAR"},
        "events": {
            "event": "VARCHAR",
            "story": "VARCHAR",
            "type": "VARCHAR",
            "mode": "VARCHAR",
            "status": "VARCHAR",
            "actors": f"STRUCT({_ENTITY})[]",
            "recipients": f"STRUCT({_ENTITY})[]",
            "earliest": "DATE",
            "latest": "DATE",
            "place": f"STRUCT({_PLACE})",  # the wire's "where"
            "confidence": "DOUBLE",
            "origins": "INTEGER",
            "articles": "VARCHAR[]",
            "mentions": "VARCHAR[]",
            "history": "STRUCT(as_of DATE, status VARCHAR, mention VARCHAR)[]",
            "fields": f"STRUCT({_FIELDS})",
        },
        "links": {
            "event": "VARCHAR",
            "number": "INTEGER",  # from 0, in the order of the event
            "one": "VARCHAR",
            "two": "VARCHAR",
            "score": "DOUBLE",
            "reasons": "VARCHAR[]",
        },
        "coverage": {
            "event": "VARCHAR",
            "number": "INTEGER",
            "outlet": "VARCHAR",
            "stance": "VARCHAR",
            "independent": "BOOLEAN",
            "mentions": "VARCHAR[]",
            "fields": f"STRUCT({_FIELDS})",
        },
        "commitments": {
            "commitment": "VARCHAR",
            "name": "VARCHAR",
            "kind": "VARCHAR",
            "names": "VARCHAR[]",
            "parties": f"STRUCT({_ENTITY})[]",
            "signed": f'STRUCT("when" STRUCT({_WHEN}), articles VARCHAR[])[]',
            "duties": f"STRUCT({_DUTY})[]",
            "invocations": f"STRUCT({_INVOCATION})[]",
            "articles": "VARCHAR[]",
        },
        # what each article says of them
        "named": {
            "article": "VARCHAR",
            "number": "INTEGER",
            "name": "VARCHAR",
            "kind": "VARCHAR",
            "words": "VARCHAR[]",
            "names": f"STRUCT({_SPAN})[]",
            "parties": f"STRUCT({_ENTITY})[]",
            "signed": f"STRUCT({_WHEN})",
            "duties": f"STRUCT({_DUTY})[]",
            "invocations": f"STRUCT({_INVOCATION})[]",
        },
    }
)

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "about": ("name",),
        "readings": ("path", "container"),
        "failures": ("id",),
        "articles": ("id",),
        "mentions": ("id",),
        "corrections": ("mention", "at"),
        "unlinked": ("article",),
        "events": ("event",),
        "links": ("event", "one", "two"),
        "coverage": ("event", "outlet"),
        "commitments": ("commitment",),
        **dict.fromkeys(("attributions", "times", "places", "declined", "named"), ("article", "number")),
    }
)
"""The columns that tell one row of a table from another.  DuckLake has no keys: the store keeps them so."""

PARTS = ("mentions", "attributions", "times", "places", "declined", "named")
"""The tables whose rows belong to one article, by the column ``article``."""


def create(table: str) -> str:
    """Write the statement that makes a table."""
    return f"CREATE TABLE {table} ({_columns(table)})"


def incoming(table: str) -> tuple[str, str]:
    """Write the statements that make the temporary table ``incoming`` beside the store, and lay rows there.

    The rows are one parameter: a JSON array of objects with all columns of the table.
    """
    row = f"STRUCT({_columns(table)})[]"
    return (
        f"CREATE OR REPLACE TEMP TABLE incoming ({_columns(table)})",
        f"INSERT INTO incoming SELECT unnest(CAST(?::JSON AS {row}), max_depth := 2)",
    )


def outdated(table: str, scope: str) -> str:
    """Write the statement that deletes the rows in ``scope`` (a condition on ``old``) that did not come as they are."""
    return (
        f"DELETE FROM {table} WHERE rowid IN (SELECT old.rowid FROM {table} AS old "  # noqa: S608 - our own names
        f"ANTI JOIN incoming AS new ON {_same(table)} WHERE {scope})"
    )


def missing(table: str) -> str:
    """Write the statement that inserts the rows of ``incoming`` that the table does not hold as they are."""
    return f"INSERT INTO {table} SELECT new.* FROM incoming AS new ANTI JOIN {table} AS old ON {_same(table)}"  # noqa: S608


def judged(at: int | None = None) -> str:
    """Write the query of all mentions as their last correction leaves them, which stands in ``correction``.

    Where a correction gives another type, the coder's mode, which is one of its type's, and CAMEO code fall.

    Args:
        at: the snapshot to read, the newest if None.
    """
    when = "" if at is None else f" AT (VERSION => {at})"
    return (
        "SELECT coded.* REPLACE (coalesce(last.type, coded.type) AS type, "  # noqa: S608 - our own names
        "coalesce(last.status, coded.status) AS status, "
        "CASE WHEN last.mode IS NOT NULL THEN last.mode WHEN coalesce(last.type, coded.type) = coded.type "
        "THEN coded.mode END AS mode, CASE WHEN coalesce(last.type, coded.type) = coded.type "
        "AND coalesce(last.mode, coded.mode, '') = coalesce(coded.mode, '') THEN coded.cameo END AS cameo), "
        f"CASE WHEN last.mention IS NOT NULL THEN last END AS correction "
        f"FROM (FROM {CATALOGUE}.mentions{when}) AS coded "
        f"LEFT JOIN (FROM {CATALOGUE}.corrections{when} "
        'QUALIFY row_number() OVER (PARTITION BY mention ORDER BY "at" DESC) = 1) AS last ON last.mention = coded.id'
    )


VIEWS: Mapping[str, str] = MappingProxyType(
    {
        # mentions as people left them: corrected, without those that were rejected
        "corrected": f"SELECT * FROM ({judged()}) WHERE NOT coalesce(correction.rejected, false)",  # noqa: S608
    }
)


def _same(table: str) -> str:
    return " AND ".join(f'new."{name}" IS NOT DISTINCT FROM old."{name}"' for name in TABLES[table])


def _columns(table: str) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in TABLES[table].items())
