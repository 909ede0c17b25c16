"""Paths to pages and articles: what a name tells is read so, and what cannot be read is told."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from tidings.errors import InputError
from tidings.reading import archive, lines, parquet
from tidings.reading.files import FORMS, PACKED, UNREADABLE, Form, bounded, broken, form, opened, raw, unpacked, walk
from tidings.records import Article, Failure, Origin, Page

MAX_BYTES = 10_000_000  # of one page or one line; the longest real articles have a tenth of it
STDIN = "-"

_HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_SNIFFED = 1024  # bytes
_ENDINGS = f"{' '.join(FORMS)}, or in one of these (but .parquet) and {' '.join(PACKED)}"


def read(
    paths: Iterable[str | Path], *, max_bytes: int = MAX_BYTES, stdin: IO[bytes] | None = None
) -> Iterator[Page | Article | Failure]:
    """Everything under some paths, in order: HTML pages, plain text, articles as JSON lines or Parquet, WARC.

    A name that ends as ``FORMS`` lists, each but Parquet also packed (``PACKED``), tells how a file is read.  A folder
    gives all such files in it and its folders, sorted by name.  ``-`` is standard input: a page if it begins with
    ``<``, else JSON lines.  JSON lines, Parquet and WARC stream; memory does not grow with their length.

    Args:
        paths: files and folders.
        max_bytes: a page or a line of JSON with more bytes than this, unpacked, becomes a failure.
        stdin: standard input, if it is not that of the process.

    Yields:
        Pages for the cleaning stage, articles, and a failure for each file or line that could not be read.
    """
    for path in paths:
        given = str(path)
        if given == STDIN:
            yield from _standard_input(stdin or sys.stdin.buffer, max_bytes)
        elif Path(given).is_dir():
            yield from _folder(Path(given), max_bytes)
        else:
            yield from _file(Path(given), max_bytes)


def _folder(folder: Path, max_bytes: int) -> Iterator[Page | Article | Failure]:
    count = 0
    try:
        for path in walk(folder):
            count += 1
            yield from _file(path, max_bytes)
    except OSError as error:  # a folder that may not be listed; files tell their own errors
        yield lines.failure(str(folder), InputError("reading", "unreadable folder", str(error)))
        return
    if not count:
        detail = f"no file in it ends in {_ENDINGS}"
        yield lines.failure(str(folder), InputError("reading", "nothing to read", detail))


def _file(path: Path, max_bytes: int) -> Iterator[Page | Article | Failure]:
    kind = form(path)
    if kind is None and path.exists():
        detail = f"expected a name that ends in {_ENDINGS}"
        yield lines.failure(str(path), InputError("reading", "unknown kind of file", detail))
        return
    try:
        if kind == "warc" or kind == "parquet":  # noqa: PLR1714  the type-checker narrows by these
            with raw(path) as file:
                yield from (archive.pages if kind == "warc" else parquet.rows)(file, str(path), max_bytes)
            return
        with opened(path) as file:
            yield from _stream(file, kind or "text", str(path), max_bytes)
    except InputError as error:
        yield lines.failure(str(path), error)
    except UNREADABLE as error:
        yield lines.failure(str(path), broken(error))


def _standard_input(stream: IO[bytes], max_bytes: int) -> Iterator[Page | Article | Failure]:
    try:
        file = unpacked(stream)
        head = file.peek(_SNIFFED)[:_SNIFFED] if isinstance(file, io.BufferedReader) else b""
        yield from _stream(file, "html" if _HTML_START.match(head) else "lines", STDIN, max_bytes)
    except InputError as error:
        yield lines.failure(STDIN, error)
    except UNREADABLE as error:
        yield lines.failure(STDIN, broken(error))


def _stream(file: IO[bytes], kind: Form, path: str, max_bytes: int) -> Iterator[Page | Article | Failure]:
    if kind == "html" or kind == "text":  # noqa: PLR1714  the type-checker narrows by these
        yield Page(content=bounded(file, max_bytes), kind=kind, origin=Origin(path=path))
    elif kind == "json" and isinstance(file, io.BufferedReader) and not _is_lines(file):
        yield from lines.document(bounded(file, max_bytes), path)
    else:
        count = 0
        for found in lines.articles(file, path, max_bytes):
            count += 1
            yield found
        if not count:
            raise InputError("reading", "empty file", "no line that is not blank; expected an article in each")


def _is_lines(file: io.BufferedReader) -> bool:
    """Whether a .json file holds JSON lines: its first line is an object by itself, or too long to tell."""
    head = file.peek(1 << 16).lstrip(b"\xef\xbb\xbf \t\r\n")
    line, newline, _ = head.partition(b"\n")
    if not newline:
        return head.startswith(b"{")
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
