import gzip
import io
import json

import pytest

from tidings.reading import read
from tidings.records import Article, Failure, Origin, Page

HTML = b"<html><body><p>The road is open.</p></body></html>"
LINE = {"text": "The road is open."}


def lines(*articles):
    return b"".join(json.dumps(a).encode() + b"\n" for a in articles)


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(path, **options):
    (found,) = read([path], **options)
    return found


@pytest.mark.parametrize("name", ["p.html", "p.HTM", "p.html.gz", "p.txt", "p.txt.gz"])
def test_a_page_is_read_by_its_name(tmp_path, name):
    path = put(tmp_path / name, gzip.compress(HTML) if name.endswith("gz") else HTML)
    assert only(path) == Page(content=HTML, kind="text" if ".txt" in name else "html", origin=Origin(path=str(path)))


def test_a_page_packed_without_saying_so_is_unpacked(tmp_path):
    assert only(put(tmp_path / "p.html", gzip.compress(HTML))).content == HTML


def test_a_folder_is_read_sorted_with_its_folders_and_without_other_files(tmp_path):
    for name in ("b.html", "a/z.txt", "a/.hidden.html", "c.html.gz", "picture.png", "README.md"):
        put(tmp_path / name, gzip.compress(HTML) if name.endswith("gz") else HTML)
    assert [p.origin.path.removeprefix(str(tmp_path)) for p in read([tmp_path])] == [
        "/a/z.txt",
        "/b.html",
        "/c.html.gz",
    ]


@pytest.mark.parametrize("name", ["p.jsonl", "p.json", "p.jsonl.gz", "p.json.gz", "p.ndjson"])
def test_articles_are_read_line_by_line(tmp_path, name):
    content = lines({"id": "a", **LINE}) + b"\n" + lines({"id": 7, "title": "T", "new_key": [1], **LINE})
    path = put(tmp_path / name, gzip.compress(content) if name.endswith("gz") else content)
    one, two = read([path])
    assert (one.id, two.id, two.title, two.text) == ("a", "7", "T", "The road is open.")
    assert (one.origin.path, one.origin.container) == (str(path), f"{path}:1")
    assert two.origin.container == f"{path}:3"


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_file_may_be_one_array(tmp_path, indent):
    path = put(tmp_path / "p.json", json.dumps([LINE, {"text": 3}, LINE], indent=indent).encode())
    kinds = [type(found) for found in read([path])]
    assert kinds == [Article, Failure, Article]


def test_a_json_file_may_be_one_object_over_many_lines(tmp_path):
    path = put(tmp_path / "p.json", json.dumps(LINE, indent=2).encode())
    assert only(path).text == LINE["text"]


def test_an_id_is_a_digest_when_none_is_given(tmp_path):
    one, two, three = read([put(tmp_path / "p.jsonl", lines(LINE, LINE, {"url": "u", **LINE}))])
    assert one.id.startswith("sha256:")
    assert one.id == two.id != three.id


def test_an_origin_that_is_given_is_kept(tmp_path):
    given = {"path": "page.html", "url": "u", "container": None, "retrieved": "2024-01-01"}
    found = only(put(tmp_path / "p.jsonl", lines({"origin": given, **LINE})))
    assert found.origin == Origin(path="page.html", url="u", retrieved="2024-01-01")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input_is_a_page_or_lines(pack):
    (page,) = read(["-"], stdin=io.BytesIO(pack(b"\n " + HTML)))
    assert (page.kind, page.origin.path) == ("html", "-")
    one, two = read(["-"], stdin=io.BytesIO(pack(lines(LINE, LINE))))
    assert (one.text, two.origin.container) == (LINE["text"], "-:2")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("p.html", b"", "empty file"),
        ("p.html", b" \n\n", "empty file"),
        ("p.txt", b"", "empty file"),
        ("p.jsonl", b"", "empty file"),
        ("p.jsonl", b"\n\n", "empty file"),
        ("p.html.gz", HTML, "unreadable gzip"),
        ("p.html.gz", gzip.compress(HTML)[:-9], "unreadable gzip"),
        ("p.html.gz", gzip.compress(HTML)[:12] + b"\xff" * 20, "unreadable gzip"),
        ("p.html", b"x" * 2001, "too large"),
        ("p.html.gz", gzip.compress(b"x" * 5_000_000), "too large"),
        ("p.pdf", b"%PDF", "unknown kind of file"),
        ("p.json", b'[{"text": "The ro', "not JSON"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path, name, content, reason):
    bad = put(tmp_path / name, content)
    good = put(tmp_path / "good.html", HTML)
    failure, page = read([bad, good], max_bytes=2000)
    assert (failure.stage, failure.reason, failure.id) == ("reading", reason, str(bad))
    assert failure.detail.startswith(f"{bad}: ")
    assert page.content == HTML


def test_a_page_of_20_mb_is_beyond_the_limit(tmp_path):
    found = only(put(tmp_path / "p.html", b"<p>" + b"word " * 4_000_000))
    assert (found.reason, "10,000,000 bytes" in found.detail) == ("too large", True)


def test_a_missing_file_is_told(tmp_path):
    failure, page = read([tmp_path / "none.html", put(tmp_path / "p.html", HTML)])
    assert failure.reason == "no such file"
    assert isinstance(page, Page)


def test_a_missing_folder_is_told(tmp_path):
    assert only(tmp_path / "none").reason == "no such file"


def test_a_folder_without_a_page_is_told(tmp_path):
    put(tmp_path / "picture.png", b"x")
    assert only(tmp_path).reason == "nothing to read"


@pytest.mark.parametrize(
    ("bad", "reason", "detail"),
    [
        (b'{"text": "The road is', "not JSON", "truncated"),
        (b'{"title": "T"}', "not an article", "missing required field `text`"),
        (b'{"text": 3}', "not an article", "field text: Expected `str`, got `int`"),
        (b'{"text": "x", "url": []}', "not an article", "field url: Expected `str | null`, got `array`"),
        (b'{"text": "x", "origin": {"path": 1}}', "not an article", "field origin.path: Expected `str | null`"),
        (b"[1]", "not an article", "Expected `object`, got `array`"),
        (b'{"text": "  "}', "no text", "text is empty"),
        (b'{"id": "i", "text": "a\\u0000b"}', "not text", "NUL character at character 1 of text"),
        (b'{"id": "i\\u0000", "text": "a"}', "not text", "NUL character at character 1 of id"),
        (b'{"text": "a", "origin": {"path": "\\u0000"}}', "not text", "NUL character at character 0 of origin.path"),
        (b'{"text": "a\\ud800b"}', "not text", "half a surrogate pair at byte 11"),
        (b'{"text": "a\\udc00b"}', "not text", "half a surrogate pair"),
        (b'{"text": "a\\\\ud800b", "url": 1}', "not an article", "field url"),
        (b'{"text": "caf\xe9"}', "not JSON", "UTF-8"),
        (b"not json at all", "not JSON", "malformed"),
        (b'{"text": "' + b"x" * 3000 + b'"}', "too large", "2,000 bytes"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(tmp_path, bad, reason, detail):
    path = put(tmp_path / "p.jsonl", lines(LINE) + bad + b"\n" + lines(LINE))
    before, failure, after = read([path], max_bytes=2000)
    assert failure.reason == reason
    assert failure.detail.startswith(f"{path}:2: ")
    assert detail.lower() in failure.detail.lower()
    assert before.text == after.text == LINE["text"]


def test_a_line_cut_short_at_the_end_of_the_file_is_told(tmp_path):
    one, failure = read([put(tmp_path / "p.jsonl", (lines(LINE) * 2)[:-9])])
    assert (type(one), failure.reason) == (Article, "not JSON")


def test_lines_in_a_truncated_gzip_are_read_up_to_the_break(tmp_path):
    content = lines(*({"text": f"The road number {n} is open, {n * 7919 % 1009}."} for n in range(20_000)))
    found = list(read([put(tmp_path / "p.jsonl.gz", gzip.compress(content)[:-5000])]))
    assert len(found) > 10_000
    assert all(isinstance(a, Article) for a in found[:-1])
    assert found[-1].reason == "unreadable gzip"


def test_reading_is_lazy(tmp_path):
    path = put(tmp_path / "p.jsonl", lines(LINE) * 3)
    stream = read([path, tmp_path / "none"])
    assert isinstance(next(stream), Article)
    stream.close()
