"""Articles as packed lines and as Parquet: streamed, and nothing passed over unsaid."""

import bz2
import datetime as dt
import gzip
import json
import logging
import lzma

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidings.reading import read
from tidings.records import Article, Failure


def zstd(content):
    with pa.CompressedOutputStream(sink := pa.BufferOutputStream(), "zstd") as stream:
        stream.write(content)
    return sink.getvalue().to_pybytes()


PACKINGS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd}
MANY = b"".join(
    json.dumps({"text": f"The ferry {n} sailed, {n * 7919 % 1009}."}).encode() + b"\n" for n in range(20_000)
)


def put(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("ending", PACKINGS)
def test_packed_lines_are_read(tmp_path, ending):
    found = list(read([put(tmp_path, f"p.jsonl{ending}", PACKINGS[ending](MANY))]))
    assert len(found) == 20_000
    assert found[-1].text.startswith("The ferry 19999 ")


def test_packings_one_after_another_are_read_as_one(tmp_path):
    half = len(MANY) // 2
    for ending, pack in PACKINGS.items():
        path = put(tmp_path, f"p.jsonl{ending}", pack(MANY[:half]) + pack(MANY[half:]))
        assert sum(isinstance(item, Article) for item in read([path])) == 20_000, ending


@pytest.mark.parametrize("ending", PACKINGS)
def test_packed_lines_that_break_off_are_read_up_to_the_break(tmp_path, ending):
    packed = PACKINGS[ending](MANY)
    *articles, failure = read([put(tmp_path, f"p.jsonl{ending}", packed[: -len(packed) // 20])])
    assert all(isinstance(item, Article) for item in articles)
    assert failure.reason in {"unreadable gzip", "unreadable packing"}
    assert ending == ".bz2" or articles  # bzip2 unpacks blocks of 900 kB, of which this is one


@pytest.mark.parametrize("ending", PACKINGS)
def test_a_name_that_promises_packing_is_held_to_it(tmp_path, ending):
    (failure,) = read([put(tmp_path, f"p.jsonl{ending}", b'{"text": "x"}')])
    assert "does not begin like" in failure.detail


def test_unknown_fields_are_counted_and_told_once_a_file(tmp_path, caplog):
    lines = [{"text": "The ferry sailed.", "date": "2024-05-01", "x": 1}] * 3 + [{"text": "It came.", "date": ""}]
    path = put(tmp_path, "p.jsonl", b"\n".join(json.dumps(line).encode() for line in lines))
    with caplog.at_level(logging.WARNING, "tidings"):
        assert [item.published for item in read([path])] == [None] * 4
    (told,) = caplog.messages
    assert told.startswith(f"{path}: passed over fields that no article has: date (4), x (3); an article has text, ")
    assert "published" in told


def parquet(tmp_path, rows, **options):
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "p.parquet", **options)
    return tmp_path / "p.parquet"


def test_rows_of_parquet_are_articles(tmp_path, caplog):
    day = dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC)
    rows = [
        {"id": 7, "text": "The ferry sailed.", "published": day, "title": "Ferry", "author": "x"},
        {"id": 8, "text": "It came back.", "published": None, "title": None, "author": "y"},
        {"id": 9, "text": None, "published": None, "title": None, "author": None},
    ]
    path = parquet(tmp_path, rows)
    with caplog.at_level(logging.WARNING, "tidings"):
        one, two, failure = read([path])
    assert (one.id, one.published, one.title) == ("7", "2024-05-01T10:00:00+00:00", "Ferry")
    assert (two.origin.path, two.origin.container) == (str(path), f"{path}:2")
    assert (failure.id, failure.reason) == (f"{path}:3", "not an article")
    assert "passed over columns that no article has: author (3)" in caplog.text


def test_parquet_without_text_lists_what_it_has_and_what_it_should(tmp_path):
    (failure,) = read([parquet(tmp_path, [{"body": "x", "date": "y"}])])
    assert failure.reason == "no column text"
    assert "columns found: body, date; expected text, and of text, id, url" in failure.detail


def test_a_damaged_row_group_is_told_and_the_rest_is_read(tmp_path):
    path = parquet(tmp_path, [{"text": f"The ferry {n} sailed."} for n in range(90)], row_group_size=30)
    at = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    content = bytearray(path.read_bytes())
    content[at : at + 20] = b"\xff" * 20
    path.write_bytes(bytes(content))
    found = list(read([path]))
    assert [item.id for item in found if isinstance(item, Failure)] == [f"{path}: row group 2"]
    assert [item.origin.container for item in found if isinstance(item, Article)][30] == f"{path}:61"


@pytest.mark.parametrize("content", [b"", b"PAR1 no more"])
def test_what_is_no_parquet_is_told(tmp_path, content):
    (failure,) = read([put(tmp_path, "p.parquet", content)])
    assert failure.reason == "not Parquet"


def test_a_row_beyond_the_limit_is_told(tmp_path):
    (failure,) = read([parquet(tmp_path, [{"text": "x" * 3000}])], max_bytes=2000)
    assert failure.reason == "too large"
