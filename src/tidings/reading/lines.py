"""Articles as JSON: one object a line, or one object or array a file.  The form is that of docs/records.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from tidings.errors import InputError
from tidings.identity import article_id
from tidings.reading.files import UNREADABLE, broken, too_large
from tidings.reading.passed_over import strangers, telling
from tidings.records import Article, Failure, Origin
from tidings.wire import decode

_BOM = b"\xef\xbb\xbf"
# An escaped high half without its low half, or a low half without its high half.
_HALF_PAIR = re.compile(
    rb"(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..)"
)


class _Article(msgspec.Struct):
    """The wire form; unknown keys are passed over, and told."""

    text: str
    id: str | int | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    published_inferred: str | None = None
    language: str | None = None
    origin: Origin | None = None


class _Strict(_Article, forbid_unknown_fields=True):
    """The wire form and nothing else."""


FIELDS = _Article.__struct_fields__
EXPECTED = f"an article has {', '.join(FIELDS)}"
_strict = msgspec.json.Decoder(_Strict)
_decoder = msgspec.json.Decoder(_Article)
_keys = msgspec.json.Decoder(dict[str, msgspec.Raw])


def articles(file: IO[bytes], path: str, max_bytes: int) -> Iterator[Article | Failure]:
    """The articles of a stream of JSON lines, read line by line; blank lines are passed over.

    Args:
        file: the lines.
        path: the file's name, as given.
        max_bytes: a line longer than this becomes a failure.
    """
    with telling(path, "fields that no article has", EXPECTED) as unknown:
        yield from _articles(file, path, max_bytes, unknown)


def _articles(file: IO[bytes], path: str, max_bytes: int, unknown: Counter[str]) -> Iterator[Article | Failure]:
    number = 0
    while True:
        number += 1
        container = f"{path}:{number}"
        try:
            line = file.readline(max_bytes + 1)
            if len(line) > max_bytes:
                _skip_line(file, line, max_bytes)
                yield failure(container, too_large(max_bytes))
                continue
        except UNREADABLE as error:
            yield failure(container, broken(error))
            return
        if not line:
            return
        if line.strip():
            yield article(line, path, container, unknown)


def document(content: bytes, path: str) -> Iterator[Article | Failure]:
    """The articles of a file that is one JSON object or one array of them; an array's are counted from 1."""
    content = content.removeprefix(_BOM).strip()
    with telling(path, "fields that no article has", EXPECTED) as unknown:
        if not content.startswith(b"["):
            yield article(content, path, path, unknown)
            return
        try:
            parts = msgspec.json.decode(content, type=list[msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield failure(path, InputError("reading", "not JSON", str(error)))
            return
        for number, part in enumerate(parts, 1):
            yield article(bytes(part), path, f"{path}:{number}", unknown)


def article(line: bytes, path: str, container: str, unknown: Counter[str] | None = None) -> Article | Failure:
    """One article, or what is wrong with it, told with line, field, what was found and what was expected.

    Fields that no article has are counted in ``unknown``, if it is given.
    """
    try:
        wire = _decoded(line.removeprefix(_BOM).strip(), Counter() if unknown is None else unknown)
    except msgspec.ValidationError as error:
        return _told_before(line) or failure(container, InputError("reading", "not an article", _explained(error)))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        half = _HALF_PAIR.search(line)  # msgspec would call it truncated
        if half:
            detail = f"half a surrogate pair at byte {half.start()}; expected Unicode text"
            return failure(container, InputError("reading", "not text", detail))
        return failure(container, InputError("reading", "not JSON", str(error)))
    return _made(wire, path, container)


def from_row(row: dict[str, Any], path: str, container: str, max_bytes: int) -> Article | Failure:
    """One article of a table, or what is wrong with it; ``row`` holds fields of an article alone."""
    try:
        wire = msgspec.convert(row, _Article)
    except msgspec.ValidationError as error:
        return failure(container, InputError("reading", "not an article", _explained(error)))
    if len(wire.text.encode("utf-8", "surrogatepass")) > max_bytes:
        return failure(container, too_large(max_bytes))
    return _made(wire, path, container)


def _decoded(line: bytes, unknown: Counter[str]) -> _Article:
    """The line's article; the slow way of finding unknown fields is gone only where there are any."""
    try:
        return _strict.decode(line)
    except msgspec.ValidationError:
        wire = _decoder.decode(line)
    unknown.update(strangers(_keys.decode(line), FIELDS))
    return wire


def _made(wire: _Article, path: str, container: str) -> Article | Failure:
    identity = None if wire.id is None else str(wire.id)
    for name, value in _strings(wire):
        if "\x00" in value:
            detail = f"a NUL character at character {value.index(chr(0))} of {name}; expected Unicode text"
            named = None if identity is None or "\x00" in identity else identity
            return failure(container, InputError("reading", "not text", detail), named)
    if not wire.text.strip():
        return failure(container, InputError("reading", "no text", "text is empty; expected an article"), identity)
    return Article(
        id=identity or article_id(wire.publisher, wire.url, wire.text),
        text=wire.text,
        url=wire.url,
        publisher=wire.publisher,
        title=wire.title,
        published=wire.published or None,
        published_inferred=wire.published_inferred,
        language=wire.language,
        origin=wire.origin or Origin(path=path, url=wire.url, container=container),
    )


def _strings(wire: _Article) -> Iterator[tuple[str, str]]:
    """Every string of an article, by the name of its field."""
    fields: dict[str, object] = {**msgspec.structs.asdict(wire), "origin": None}
    fields |= {f"origin.{name}": value for name, value in msgspec.to_builtins(wire.origin or Origin()).items()}
    yield from ((name, value) for name, value in fields.items() if isinstance(value, str))


def _told_before(line: bytes) -> Failure | None:
    """The failure of a line that an earlier command wrote in an article's place, None if it is no such line."""
    try:
        record = decode(line)
    except InputError:
        return None
    return record if isinstance(record, Failure) else None


def failure(where: str, error: InputError, identity: str | None = None) -> Failure:
    """The failure of what stands at ``where``, which is also its id if it brought none."""
    return Failure(id=identity or where, stage=error.stage, reason=error.reason, detail=f"{where}: {error.detail}")


def _skip_line(file: IO[bytes], line: bytes, max_bytes: int) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(max_bytes)


def _explained(error: Exception) -> str:
    """The message of msgspec with the field named as we name it."""
    message = str(error)
    found = re.search(r" - at `\$\.?(.*?)`$", message)
    if found:
        return f"field {found[1] or 'text'}: {message[: found.start()]}"
    return message
