"""Web archives: pages stream out of them, and damage takes no more than its record."""

import gzip
import hashlib
import logging
import tracemalloc
from base64 import b32encode

import pyarrow as pa
import pytest

from tidings.reading import read
from tidings.records import Failure, Page

HTML = "<html><body><p>The café on the quay is open, number {}.</p></body></html>"


def record(number, *, body=None, kind="text/html; charset=iso-8859-1", status=200, headers="", sort="response"):
    body = HTML.format(number).encode("latin-1") if body is None else body
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    block = head.encode() + body
    digest = b32encode(hashlib.sha1(block).digest()).decode()
    return (
        f"WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Target-URI: https://quay.example/{number}\r\n"
        f"WARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype={sort}\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + (block + b"\r\n\r\n")


def zstd(content):
    return pa.Codec("zstd").compress(content, asbytes=True)


PACKINGS = {".warc": bytes, ".warc.gz": gzip.compress, ".warc.zst": zstd}


def archive(tmp_path, records, name=".warc.gz"):
    path = tmp_path / f"a{name}"
    path.write_bytes(b"".join(map(PACKINGS[name], records)))
    return path


def names(found):
    return [item.origin.container if isinstance(item, Page) else item.reason for item in found]


@pytest.mark.parametrize("name", PACKINGS)
def test_pages_of_an_archive_say_where_they_came_from(tmp_path, name):
    path = archive(tmp_path, [record(0, sort="request"), *map(record, range(1, 4))], name)
    one, *more = read([path])
    assert one.content.decode(one.charset) == HTML.format(1)
    assert (one.kind, one.origin.path, one.origin.url) == ("html", str(path), "https://quay.example/1")
    assert (one.origin.container, one.origin.retrieved) == ("<urn:uuid:1>", "2024-05-01T10:00:00Z")
    assert names(more) == ["<urn:uuid:2>", "<urn:uuid:3>"]


def test_an_archive_packed_whole_is_read(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record(1) + record(2)))
    assert names(read([path])) == ["<urn:uuid:1>", "<urn:uuid:2>"]


def test_a_page_packed_in_its_record_is_unpacked(tmp_path):
    body = gzip.compress(HTML.format(1).encode("latin-1"))
    (page,) = read([archive(tmp_path, [record(1, body=body, headers="Content-Encoding: gzip\r\n")])])
    assert b"number 1" in page.content


def test_responses_that_are_no_pages_are_counted_and_told(tmp_path, caplog):
    others = [record(1, kind="image/png"), record(2, status=404), record(3, kind="image/png"), record(4)]
    with caplog.at_level(logging.WARNING, "tidings"):
        assert names(read([archive(tmp_path, others)])) == ["<urn:uuid:4>"]
    assert "passed over responses that are no pages: image/png (2), status 404 (1)" in caplog.text


@pytest.mark.parametrize("name", PACKINGS)
def test_a_record_whose_head_is_damaged_is_told_and_the_rest_is_read(tmp_path, name):
    parts = [PACKINGS[name](record(n)) for n in range(5)]
    broken = bytearray(parts[2])
    broken[:60] = broken[:4] + b"\xff" * 56
    parts[2] = bytes(broken)
    path = tmp_path / f"a{name}"
    path.write_bytes(b"".join(parts))
    one, two, failure, four, five = read([path])
    assert names([one, two, four, five]) == [f"<urn:uuid:{n}>" for n in (0, 1, 3, 4)]
    assert failure.reason == "damaged record"
    assert f"byte {len(parts[0] + parts[1] + parts[2]):,}" in failure.detail
    if name != ".warc":
        assert failure.id == f"{path}: record at byte {len(parts[0] + parts[1]):,}"


@pytest.mark.parametrize("name", PACKINGS)
def test_a_record_whose_page_is_damaged_is_named(tmp_path, name):
    parts = [PACKINGS[name](record(n)) for n in range(4)]
    parts[1] = parts[1][:-30] + b"\xf0" * 10 + parts[1][-20:]
    path = tmp_path / f"a{name}"
    path.write_bytes(b"".join(parts))
    found = list(read([path]))
    assert [n for n in names(found) if n.startswith("<")] == [f"<urn:uuid:{n}>" for n in (0, 2, 3)]
    failures = [item for item in found if isinstance(item, Failure)]
    assert {failure.reason for failure in failures} == {"damaged record"}
    assert any("urn:uuid:1" in failure.id for failure in failures) or "record at byte" in failures[0].id


def test_a_record_that_breaks_off_at_the_end_is_told(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes((record(1) + record(2))[:-40])
    assert names(read([path])) == ["<urn:uuid:1>", "damaged record"]


def test_a_page_that_unpacks_to_too_much_is_told(tmp_path):
    bomb = record(1, body=gzip.compress(b"x" * 5_000_000), headers="Content-Encoding: gzip\r\n")
    found = list(read([archive(tmp_path, [bomb, record(2)])], max_bytes=20_000))
    assert names(found) == ["too large", "<urn:uuid:2>"]
    assert found[0].id == "<urn:uuid:1>"


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty file"), (b"<html>no archive", "not WARC")])
def test_what_is_no_archive_is_told(tmp_path, content, reason):
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    assert names(read([path])) == [reason]


def test_memory_does_not_grow_with_the_archive(tmp_path):
    def peak(count):
        path = tmp_path / f"{count}.warc.gz"
        with path.open("wb") as file:
            file.writelines(gzip.compress(record(n, body=b"<p>" + b"word " * 20_000), 1) for n in range(count))
        tracemalloc.start()
        assert sum(1 for _ in read([path])) == count
        (_, most), _ = tracemalloc.get_traced_memory(), tracemalloc.stop()
        return most

    assert peak(200) < 1.5 * peak(20)
