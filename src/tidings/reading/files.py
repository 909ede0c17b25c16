"""Which files to read, and their bytes, unpacked and bounded."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

from tidings.errors import InputError

Form = Literal["html", "text", "lines", "json", "warc", "parquet"]

FORMS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".warc": "warc",
    ".parquet": "parquet",
}


def _zstd(file: IO[bytes]) -> IO[bytes]:
    import pyarrow as pa  # noqa: PLC0415  slow to load; the standard library has zstd from Python 3.14 on

    return io.BufferedReader(_Arrow(pa.CompressedInputStream(file, "zstd")))


class _Arrow(io.RawIOBase):
    """A stream of Arrow as Python's buffers want it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return int(self._stream.readinto(buffer))


_Unpack = Callable[[IO[bytes]], IO[bytes]]
# How files begin that are packed, what the packing is called, and what unpacks it.
_PACKINGS: dict[str, tuple[bytes, str, _Unpack]] = {
    ".gz": (b"\x1f\x8b", "gzip", lambda file: io.BufferedReader(gzip.GzipFile(fileobj=file))),
    ".bz2": (b"BZh", "bzip2", lambda file: io.BufferedReader(bz2.BZ2File(file))),
    ".xz": (b"\xfd7zXZ\x00", "xz", lambda file: io.BufferedReader(lzma.LZMAFile(file))),  # noqa: SIM115  closed with it
    ".zst": (b"\x28\xb5\x2f\xfd", "zstd", _zstd),
}
PACKED = tuple(_PACKINGS)
# What a damaged, truncated or encrypted file raises, at opening or at any later read.
UNREADABLE = (OSError, EOFError, zlib.error, lzma.LZMAError)


def form(path: Path) -> Form | None:
    """How a file is to be read, by its name; None if its name does not tell."""
    name = path.name.lower()
    packing = _packing(name)
    kind = FORMS.get(os.path.splitext(name.removesuffix(packing or ""))[1])  # noqa: PTH122  Path.suffix sees none in ".html"
    return None if kind == "parquet" and packing else kind


def _packing(name: str) -> str | None:
    return next((ending for ending in PACKED if name.endswith(ending)), None)


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
    """The file for reading, unpacked if it begins like gzip, bzip2, xz or zstd, whatever its name.

    Raises:
        InputError: it is missing, may not be read, or its name says that it is packed and it is not.
    """
    with raw(path) as file:
        yield unpacked(file, packing=_packing(path.name.lower()))


@contextmanager
def raw(path: Path) -> Iterator[IO[bytes]]:
    """The file for reading, as it is.

    Raises:
        InputError: it is missing or may not be read.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise InputError("reading", "no such file", "expected a file, a folder or - for standard input") from error
    except OSError as error:
        raise InputError("reading", "unreadable file", str(error.strerror)) from error
    with file:
        yield file


def unpacked(file: IO[bytes], *, packing: str | None = None) -> IO[bytes]:
    """A stream of the plain bytes of a stream that may be packed.

    Args:
        file: the stream.
        packing: the ending of its name that says how it is packed, if it has one.

    Raises:
        InputError: ``packing`` says that it is packed, and it is not.
    """
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]
    head = buffered.peek(8)
    for magic, _, unpack in _PACKINGS.values():
        if head.startswith(magic):
            return unpack(buffered)
    if packing and head:
        name = _PACKINGS[packing][1]
        detail = f"the name ends in {packing} but the file does not begin like {name}"
        raise InputError("reading", f"unreadable {name}", detail)
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
    if isinstance(error, gzip.BadGzipFile | zlib.error) or (
        isinstance(error, EOFError) and "end-of-stream" in str(error)
    ):
        return InputError("reading", "unreadable gzip", str(error))
    packed = isinstance(error, EOFError | lzma.LZMAError) or (isinstance(error, OSError) and error.errno is None)
    return InputError("reading", "unreadable packing" if packed else "unreadable file", str(error))


def too_large(max_bytes: int) -> InputError:
    """The error for a page or line beyond the limit."""
    return InputError("reading", "too large", f"more than the limit of {max_bytes:,} bytes (unpacked)")
