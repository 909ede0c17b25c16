"""Which files to read, and their bytes, unpacked and bounded."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from tidings.errors import InputError

Form = Literal["html", "text", "lines", "json"]

FORMS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
}
_PACKED = ".gz"
_GZIP_MAGIC = b"\x1f\x8b"
# What a damaged, truncated or encrypted file raises, at opening or at any later read.
UNREADABLE = (OSError, EOFError, zlib.error)


def form(path: Path) -> Form | None:
    """How a file is to be read, by its name; None if its name does not tell."""
    name = path.name.lower().removesuffix(_PACKED)
    return FORMS.get(os.path.splitext(name)[1])  # noqa: PTH122  Path.suffix sees none in ".html"


def walk(folder: Path) -> Iterator[Path]:
    """The files of a folder and its folders whose names tell how to read them, sorted; hidden ones are passed over."""
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry)
        elif form(entry):
            yield entry


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file for reading, unpacked if it begins like gzip, whatever its name.

    Raises:
        InputError: it is missing, may not be read, or is called .gz and is not gzip.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise InputError("reading", "no such file", "expected a file, a folder or - for standard input") from error
    except OSError as error:
        raise InputError("reading", "unreadable file", str(error.strerror)) from error
    with file:
        yield unpacked(file, packed=path.name.lower().endswith(_PACKED))


def unpacked(file: IO[bytes], *, packed: bool = False) -> IO[bytes]:
    """A stream of the plain bytes of a stream that may be gzip.

    Raises:
        InputError: ``packed`` says that it is gzip, and it is not.
    """
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]
    magic = buffered.peek(2)[:2]
    if magic == _GZIP_MAGIC:
        return io.BufferedReader(gzip.GzipFile(fileobj=buffered))
    if packed and magic:
        raise InputError("reading", "unreadable gzip", "the name ends in .gz but the file does not begin like gzip")
    return buffered


def bounded(file: IO[bytes], max_bytes: int) -> bytes:
    """All bytes of a stream, of which no more than ``max_bytes`` are ever unpacked.

    Raises:
        InputError: it is empty, longer, or breaks off.
    """
    try:
        content = file.read(max_bytes + 1)
    except UNREADABLE as error:
        raise broken(error) from error
    if not content.strip():
        raise InputError("reading", "empty file", f"{len(content)} bytes, all of them blank; expected an article")
    if len(content) > max_bytes:
        raise too_large(max_bytes)
    return content


def broken(error: BaseException) -> InputError:
    """The error for a stream that fails while it is read."""
    gzipped = isinstance(error, EOFError | zlib.error | gzip.BadGzipFile)
    return InputError("reading", "unreadable gzip" if gzipped else "unreadable file", str(error))


def too_large(max_bytes: int) -> InputError:
    """The error for a page or line beyond the limit."""
    return InputError("reading", "too large", f"more than the limit of {max_bytes:,} bytes (unpacked)")
