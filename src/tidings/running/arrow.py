"""Articles and what came of them as Arrow batches: the form in which work goes to other processes and machines.

The schemas are drawn from the records, so a field that a record gains is a column here.  ``ARTICLES`` has the fields of
``Article``.  ``RESULTS`` has those of ``Coded``, as lists and structs, and ``error``, a struct that is null where the
article was coded; where it was not, all but ``id`` and ``error`` are null, as on the wire.  The value of a quantity
is ``{low, high}`` as in the store: the same number twice where it is exact, null for an open end.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from tidings import wire
from tidings.bounds import bounds, value_of
from tidings.records import Article, Coded, Failure, Quantity

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
_BOUNDS = pa.struct([pa.field("low", pa.float64()), pa.field("high", pa.float64())])
_NUMBER_OR_RANGE = get_type_hints(Quantity)["value"]


def arrow_type(annotation: Any) -> pa.DataType:
    """Give the Arrow type of what a field of a record holds.

    Raises:
        TypeError: there is none for it.
    """
    if annotation == _NUMBER_OR_RANGE:
        return _BOUNDS
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind in (Union, types.UnionType) and len(inner) == 2 and inner[1] is types.NoneType:
        return arrow_type(inner[0])
    if kind is tuple and inner[1:] == (...,):
        return pa.list_(arrow_type(inner[0]))
    if kind is Literal or (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return pa.string()
    if is_dataclass(annotation):
        return pa.struct(arrow_fields(annotation))
    raise TypeError(f"{annotation!r} has no Arrow type; give it one in tidings.running.arrow")


def arrow_fields(record: Any) -> list[pa.Field]:
    """Give the columns of a record, in its order; nullable where the record may hold None."""
    hints = get_type_hints(record)
    return [
        pa.field(item.name, arrow_type(hints[item.name]), types.NoneType in get_args(hints[item.name]))
        for item in fields(record)
    ]


def _or_error(coded: list[pa.Field]) -> list[pa.Field]:
    told = pa.struct([field for field in arrow_fields(Failure) if field.name != "id"])
    return [coded[0], *(field.with_nullable(nullable=True) for field in coded[1:]), pa.field("error", told)]


ARTICLES = pa.schema(arrow_fields(Article))
RESULTS = pa.schema(_or_error(arrow_fields(Coded)))


def articles_to_batch(articles: Iterable[Article]) -> pa.RecordBatch:
    """Write articles as a batch of the schema ``ARTICLES``."""
    return _to_batch([msgspec.to_builtins(article) for article in articles], ARTICLES)


def batch_to_articles(batch: pa.RecordBatch) -> list[Article]:
    """Read articles from a batch; columns that an article does not have are passed over.

    Raises:
        ValidationError: a column is missing or holds another type.
    """
    return [msgspec.convert(row, Article) for row in batch.to_pylist()]


def results_to_batch(results: Iterable[Coded | Failure]) -> pa.RecordBatch:
    """Write what came of articles as a batch of the schema ``RESULTS``."""
    return _to_batch([_result_row(result) for result in results], RESULTS)


def batch_to_results(batch: pa.RecordBatch) -> list[Coded | Failure]:
    """Read what came of articles from a batch or table of the schema ``RESULTS``."""
    return [_result(row) for row in batch.to_pylist()]


def _to_batch(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    try:
        return pa.RecordBatch.from_pylist(rows, schema)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist(wire.repaired(rows), schema)


def _result_row(result: Coded | Failure) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(result, builtin_types=(date,))
    if isinstance(result, Failure):
        return {"id": row.pop("id"), "error": row}
    for mention in row["mentions"]:
        for quantity in mention["quantities"]:
            quantity["value"] = bounds(quantity["value"])
    return row


def _result(row: dict[str, Any]) -> Coded | Failure:
    error = row.pop("error")
    if error is not None:
        return msgspec.convert({"id": row["id"], **error}, Failure)
    for mention in row["mentions"]:
        for quantity in mention["quantities"]:
            quantity["value"] = value_of(quantity["value"])
    return msgspec.convert(row, Coded)
