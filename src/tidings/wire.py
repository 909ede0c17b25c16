"""Records as JSON lines and back: the wire format of docs/records.md, version 1.

Fields stand in the order of the records.  A line is always valid UTF-8: a lone surrogate, which no UTF-8 can hold,
becomes U+FFFD, one for one, so that offsets do not move.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_type_hints

import msgspec

from tidings.errors import InputError
from tidings.events import Event, Life
from tidings.records import Article, Coded, Failure, Origin

_SURROGATE = re.compile("[\ud800-\udfff]")
_EVENT: Mapping[str, Any] = MappingProxyType(get_type_hints(Event))


def valid(text: str) -> str:
    r"""Replace every lone surrogate by U+FFFD; the text stays as long as it was.

    >>> valid("a\ud800b") == "a\ufffdb"
    True
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def encode(record: Coded | Failure, *, with_text: bool = False) -> bytes:
    """Write one line of ``tidings code``, without the line break.

    The text is written only ``with_text``; ``published_inferred`` only where the date was inferred.
    """
    if isinstance(record, Failure):
        error = {"stage": record.stage, "reason": record.reason, "detail": record.detail}
        return to_json({"id": record.id, "error": error})
    line: dict[str, Any] = {
        "id": record.id,
        "text_sha256": record.text_sha256,
        "url": record.url,
        "publisher": record.publisher,
        "title": record.title,
        "published": record.published,
    }
    if record.published_inferred is not None:
        line["published_inferred"] = record.published_inferred
    line |= {
        "language": record.language,
        "mentions": record.mentions,
        "attributions": record.attributions,
        "times": record.times,
        "places": record.places,
        "declined": record.declined,
        "commitments": record.commitments,
        "reader": record.reader,
    }
    if with_text:
        line["text"] = record.text
    return to_json(line)


def decode(line: bytes | str) -> Coded | Failure:
    """Read a line that :func:`encode` wrote.  Fields that this version does not know are passed over.

    Raises:
        InputError: the line is no JSON or lacks a field; the detail says which, with its path.
    """
    values = _object(line)
    try:
        if "error" in values:
            return msgspec.convert({"id": values.get("id"), **values["error"]}, Failure)
        return msgspec.convert({"published_inferred": None, **values}, Coded)
    except (msgspec.ValidationError, TypeError) as error:
        raise InputError("reading", "not a coded line", str(error)) from error


def decode_event(line: bytes | str) -> Event:
    """Read a line of ``tidings link``.  Fields that this version does not know are passed over.

    Raises:
        InputError: the line is no JSON, lacks a field or has one of another form; the detail says which.
    """
    values = _object(line)
    if values.get("status") not in [None, *Life]:
        raise InputError("reading", "not an event", f'status "{values["status"]}" is not one of {" ".join(Life)}')
    found: dict[str, Any] = {}
    for name, kind in _EVENT.items():
        try:
            found[name] = msgspec.convert(values[name], kind)
        except KeyError as error:
            raise InputError("reading", "not an event", f"it lacks the field {name}") from error
        except msgspec.ValidationError as error:
            raise InputError("reading", "not an event", f"field {name}: {error}") from error
    return Event(**found)


def encode_article(article: Article) -> bytes:
    """Write one line of ``tidings read``, without the line break."""
    line: dict[str, Any] = {
        "id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "title": article.title,
        "published": article.published,
    }
    if article.published_inferred is not None:
        line["published_inferred"] = article.published_inferred
    line |= {"language": article.language, "text": article.text, "origin": article.origin or Origin()}
    return to_json(line)


def to_json(value: object) -> bytes:
    """Write any record, or lists and dicts of records, as valid JSON in UTF-8."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(repaired(msgspec.to_builtins(value)))


def repaired(value: Any) -> Any:
    """Replace every lone surrogate in strings, and in lists and dicts of them: see :func:`valid`."""
    if isinstance(value, str):
        return valid(value)
    if isinstance(value, dict):
        return {valid(key): repaired(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [repaired(item) for item in value]
    return value


def _object(line: bytes | str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise InputError("reading", "not JSON", str(error)) from error
