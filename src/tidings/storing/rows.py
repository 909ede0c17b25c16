"""Records as rows of the store's tables, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tidings.bounds import bounds, value_of
from tidings.records import Article, Coded, Failure, Mention, Origin
from tidings.storing.schema import TABLES

Row = dict[str, Any]
_SPAN = ("text", "start", "end")
_FIELDS = {"named": "commitments"}  # tables of parts that are not called as the field of the record


def article_row(article: Article, coded: Coded, coder: str) -> Row:
    """Lay out an article, with what the coder found out about it as a whole."""
    return {
        "id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "title": article.title,
        "published": coded.published,
        "published_inferred": coded.published_inferred,
        "language": coded.language,
        "text": article.text,
        "text_sha256": coded.text_sha256,
        "reader": coded.reader,
        "coder": coder,
    }


def reading_row(article: Article) -> Row:
    """Lay out where an article was read."""
    return {**msgspec.to_builtins(article.origin or Origin()), "article": article.id}


def failure_row(failure: Failure) -> Row:
    """Lay out a failure."""
    return dict(msgspec.to_builtins(failure))


def part_rows(coded: Coded, table: str) -> list[Row]:
    """Lay out one sort of what was drawn from an article (see ``schema.PARTS``), numbered in its order."""
    rows = []
    for number, record in enumerate(getattr(coded, _FIELDS.get(table, table))):
        row = _mention_row(record) if isinstance(record, Mention) else dict(msgspec.to_builtins(record))
        rows.append({**row, "article": coded.id, "number": number})
    return rows


def coded_record(article: Mapping[str, Any], parts: Mapping[str, Sequence[Row]]) -> Coded:
    """Build the record again from the article's row and the rows of its parts."""
    values = {
        **article,
        **{
            _FIELDS.get(table, table): [_mention_values(row) if table == "mentions" else row for row in rows]
            for table, rows in parts.items()
        },
    }
    return msgspec.convert(values, Coded)


def article_record(row: Mapping[str, Any], reading: Mapping[str, Any] | None) -> Article:
    """Build the article again from its row and from where it was read first."""
    return msgspec.convert({**row, "origin": reading}, Article)


def mention_record(row: Mapping[str, Any]) -> Mention:
    """Build a mention again from its row."""
    return msgspec.convert(_mention_values(row), Mention)


def _mention_row(mention: Mention) -> Row:
    values = msgspec.to_builtins(mention)
    when = values.pop("when")
    values["place"] = values.pop("where")
    values["earliest"] = when and when["earliest"]
    values["latest"] = when and when["latest"]
    values["dated"] = (
        {key: when[key] for key in _SPAN} if when and any(when[key] is not None for key in _SPAN) else None
    )
    values["quantities"] = [quantity_row(quantity) for quantity in values["quantities"]]
    return {name: values.get(name) for name in TABLES["mentions"]}


def _mention_values(row: Mapping[str, Any]) -> Row:
    values = dict(row)
    dated = values.pop("dated") or dict.fromkeys(_SPAN)
    earliest, latest = values.pop("earliest"), values.pop("latest")
    values["when"] = None if earliest is None else {"earliest": earliest, "latest": latest, **dated}
    values["where"] = values.pop("place")
    values["quantities"] = [quantity_values(quantity) for quantity in values["quantities"]]
    return values


def quantity_row(quantity: Mapping[str, Any]) -> Row:
    """Lay out how many as two ends, equal for a number."""
    row = dict(quantity)
    return row | bounds(row.pop("value"))


def quantity_values(row: Mapping[str, Any]) -> Row:
    """Give a number for two equal ends."""
    values = dict(row)
    return {**values, "value": value_of({"low": values.pop("low"), "high": values.pop("high")})}
