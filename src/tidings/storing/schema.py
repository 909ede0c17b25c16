"""The tables of a store, as one value: what is created, inserted and read follows from it.

A ``span`` is ``STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR)``, offsets into ``articles.text``.  Lists and
structs unroll with ``unnest``: ``SELECT id, unnest(actors, recursive := true) FROM mentions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VERSION = 1
"""Of the tables below: a store that a later version made is refused."""

_SPAN = '"start" INTEGER, "end" INTEGER, "text" VARCHAR'
_ENTITY = f"{_SPAN}, name VARCHAR, country VARCHAR, organization VARCHAR, sectors VARCHAR[], wikidata VARCHAR"
_PLACE = (
    f"{_SPAN}, name VARCHAR, country VARCHAR, admin1 VARCHAR, geonames_id BIGINT, "
    "latitude DOUBLE, longitude DOUBLE, feature VARCHAR"
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
            "quantities": f'STRUCT(low DOUBLE, high DOUBLE, "of" VARCHAR, {_SPAN})[]',  # low = high: exact; null: open
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
    }
)

PARTS = ("mentions", "attributions", "times", "places", "declined")
"""The tables whose rows belong to one article, by the column ``article``."""


def create(table: str) -> str:
    """Write the statement that makes a table."""
    return f"CREATE TABLE {table} ({_columns(table)})"


def insert(table: str) -> str:
    """Write the statement that inserts rows, given as one parameter: a JSON array of objects with all columns."""
    row = f"STRUCT({_columns(table)})[]"
    return f"INSERT INTO {table} SELECT unnest(CAST(?::JSON AS {row}), max_depth := 2)"


def _columns(table: str) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in TABLES[table].items())
