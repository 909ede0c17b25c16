"""Articles as JSON: one object a line, or one object or array a file.  The form is that of docs/records.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

import msgspec

from tidings.errors import InputError
from tidings.identity import article_id
from tidings.reading.files import UNREADABLE, broken, too_large
from tidings.records import Article, Failure, Origin
from tidings.wire import decode

_BOM = b"\xef\xbb\xbf"
# An escaped high half without its low half, or a low half without its high half.
_HALF_PAIR = re.compile(
    rb"(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..)"
)


class _Article(msgspec.Struct):
    """The wire form; unknown keys are passed over."""

    text: str
    id: str | int | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    published_inferred: str | None = None
    language: str | None = None
    origin: Origin | None = None


_decoder = msgspec.json.Decoder(_Article)


def articles(file: IO[bytes], path: str, max_bytes: int) -> Iterator[Article | Failure]:
    """The articles of a stream of JSON lines, read line by line; blank lines are passed over.

    Args:
        file: the lines.
        path: the file's name, as given.
        max_bytes: a line longer than this becomes a failure.
    """
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
            yield article(line, path, container)


def document(content: bytes, path: str) -> Iterator[Article | Failure]:
    """The articles of a file that is one JSON object or one array of them; an array's are counted from 1."""
    content = content.removeprefix(_BOM).strip()
    if not content.startswith(b"["):
        yield article(content, path, path)
        return
    try:
        parts = msgspec.json.decode(content, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield failure(path, InputError("reading", "not JSON", str(error)))
        return
    for number, part in enumerate(parts, 1):
        yield article(bytes(part), path, f"{path}:{number}")


def article(line: bytes, path: str, container: str) -> Article | Failure:
    """One article, or what is wrong with it, told with line, field, what was found and what was expected."""
    try:
        wire = _decoder.decode(line.removeprefix(_BOM).strip())
    except msgspec.ValidationError as error:
        return _told_before(line) or failure(container, InputError("reading", "not an article", _explained(error)))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        half = _HALF_PAIR.search(line)  # msgspec would call it truncated
        if half:
            detail = f"half a surrogate pair at byte {half.start()}; expected Unicode text"
            return failure(container, InputError("reading", "not text", detail))
        return failure(container, InputError("reading", "not JSON", str(error)))
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
