"""Pages of web archives (WARC, CC-NEWS), one record in memory at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from tidings.errors import InputError
from tidings.reading.files import too_large
from tidings.reading.passed_over import telling
from tidings.records import Failure, Origin, Page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_HTML = frozenset({"text/html", "application/xhtml+xml"})
# How a record begins: plain, and where each record is packed by itself, as in CC-NEWS, by gzip or zstd.
_PLAIN, _PACKED = b"WARC/1.", (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
_BLOCK = 1 << 20  # bytes searched at a time
_EXPECTED = "a page is a response with status 200 and a content type of HTML"
_TOLD = 120  # characters of a library's message that are told


def pages(file: IO[bytes], path: str, max_bytes: int) -> Iterator[Page | Failure]:
    """The HTML pages of an archive in order.

    A record that is damaged becomes a failure, and reading goes on with the next record that begins after it: in a
    plain archive, and in one whose records are each packed by themselves.  What follows damage inside one packed whole
    is lost, and told.

    Args:
        file: the archive, which can be sought in; plain, or packed by gzip or zstd.
        path: its name, as given.
        max_bytes: a page with more bytes than this becomes a failure.

    Raises:
        InputError: there is no record in it.
    """
    opening = file.read(8)
    mark = next((magic for magic in _PACKED if opening.startswith(magic)), _PLAIN)
    start: int | None = 0
    count = 0
    with telling(path, "responses that are no pages", _EXPECTED) as others:
        while start is not None:
            last = start
            try:
                for record in _records(file, start):
                    last = record.stream_pos
                    count += 1
                    yield from _page(record, path, max_bytes, others)
                break
            except (OSError, ValueError) as error:
                if not count:
                    raise InputError("reading", "not WARC", str(error)[:_TOLD]) from error
                start = _next_whole(file, last, mark)
                yield _damaged(path, _next(file, last + 1, mark), start, str(error))
    if not count:
        raise InputError("reading", "empty file", "no record in it; expected a web archive")


def _records(file: IO[bytes], start: int) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  only archives need it

    file.seek(start)
    yield from ArchiveIterator(file, parse_http=False)


def _next_whole(file: IO[bytes], after: int, mark: bytes) -> int | None:
    """Where the first record begins after ``after`` whose head can be read."""
    start = _next(file, after + 1, mark)
    while start is not None:
        try:
            if next(_records(file, start), None) is not None:
                return start
        except (OSError, ValueError):
            pass  # told as part of the damage
        start = _next(file, start + 1, mark)
    return None


def _next(file: IO[bytes], start: int, mark: bytes) -> int | None:
    """Where a mark next stands in a file."""
    file.seek(start)
    kept = b""
    while block := file.read(_BLOCK):
        found = (kept + block).find(mark)
        if found >= 0:
            return start - len(kept) + found
        start += len(block)
        kept = (kept + block)[1 - len(mark) :]
    return None


def _damaged(path: str, damaged: int | None, following: int | None, why: str) -> Failure:
    """The failure of what lies before a whole record; ``damaged`` is where its own mark stands, if it has one."""
    before = f"before byte {following:,}" if following else "at the end"
    where = f"{path}: record {before if damaged in (None, following) else f'at byte {damaged:,}'}"
    after = f"the next whole record begins at byte {following:,}" if following else "no whole record follows"
    return Failure(id=where, stage="reading", reason="damaged record", detail=f"{where}: {why[:_TOLD]}; {after}")


def _page(record: WarcRecord, path: str, max_bytes: int, others: Counter[str]) -> Iterator[Page | Failure]:
    """The page of a record, or what is wrong with it; nothing for what is no response."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415  only archives need it

    if record.record_type != WarcRecordType.response:
        return
    name = record.record_id or f"{path}: record at byte {record.stream_pos:,}"
    try:
        content = _content(record, max_bytes, others)
        if content is None:
            return
        retrieved = record.headers.get("WARC-Date")
        origin = Origin(path=path, url=record.headers.get("WARC-Target-URI"), container=name, retrieved=retrieved)
        yield Page(content=content, kind="html", origin=origin, charset=record.http_charset)
    except InputError as error:
        yield Failure(id=name, stage="reading", reason=error.reason, detail=f"{path}: {name}: {error.detail}")
    except (OSError, ValueError) as error:
        detail = f"{path}: {name}: {str(error)[:_TOLD]}"
        yield Failure(id=name, stage="reading", reason="damaged record", detail=detail)


def _content(record: WarcRecord, max_bytes: int, others: Counter[str]) -> bytes | None:
    """The page's bytes, unpacked as its HTTP headers say; None if it is no page, which is counted in ``others``."""
    digested = record.content_length <= max_bytes and "WARC-Block-Digest" in record.headers
    if digested and not record.verify_block_digest(consume=False):
        raise InputError("reading", "damaged record", "its bytes are not those of its WARC-Block-Digest")
    record.parse_http(auto_decode="all")
    headers = record.http_headers
    if headers is None:
        raise InputError("reading", "damaged record", "a response without HTTP headers")
    if headers.status_code != 200:
        others[f"status {headers.status_code}"] += 1
        return None
    if (kind := (record.http_content_type or "no content type").lower()) not in _HTML:
        others[kind] += 1
        return None
    due, packed = record.content_length, any(headers.get(f"{what}-Encoding") for what in ("Content", "Transfer"))
    content: bytes = record.reader.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise too_large(max_bytes)
    if not packed and len(content) < due:
        raise InputError("reading", "damaged record", f"it breaks off after {len(content):,} of {due:,} bytes")
    return content
