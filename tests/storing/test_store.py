"""The store: what is added reads back, once, whole or not at all."""

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples import article, seen, whole
from tidings.errors import StoreError
from tidings.records import Article, Coded, Failure, Origin
from tidings.storing import queries, schema
from tidings.storing.lake import FILE
from tidings.storing.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store") as opened:
        yield opened


def paired(number: int, path: str = "a.html") -> tuple[Article, Coded]:
    record = seen()
    mentions = tuple(replace(mention, id=f"m{number}") for mention in record.mentions)
    origin = Origin(path=path, container=str(number))
    found = replace(record, id=f"a{number}", mentions=mentions)
    return Article(id=found.id, text=record.text, origin=origin), found


def content(store: Store) -> dict[str, list]:
    return {table: sorted(map(repr, queries.ask(store, f"FROM {table}").rows)) for table in schema.TABLES}


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.data())
def test_what_is_added_reads_back(store, records):
    read = records.draw(article.filter(lambda drawn: "\0" not in drawn.id))  # reading declines such an id
    drawn = records.draw(whole)
    named = tuple(replace(one, article=read.id) for one in drawn.commitments)
    record = replace(drawn, id=read.id, text=read.text, commitments=named)
    read = replace(read, published=record.published, published_inferred=record.published_inferred)
    read = replace(read, language=record.language)
    record = replace(record, url=read.url, publisher=read.publisher, title=read.title)
    store.add([read], [record], "v1")
    kept = queries.kept(store, read.id)
    assert kept.coded == record
    assert replace(kept.article, origin=None) == replace(read, origin=None)


def test_adding_again_adds_nothing_twice(store):
    read, record = paired(1)
    store.add([read], [record], "v1")
    before = content(store)
    store.add([read], [record], "v1")
    store.add([read], [], "v1")
    assert content(store) == before
    assert len(before["mentions"]) == 1


def test_one_article_twice_in_a_batch_is_kept_once_with_both_places(store):
    read, record = paired(1)
    other = replace(read, origin=Origin(path="b.html"))
    store.add([read, other], [record, record], "v1")
    assert len(content(store)["articles"]) == 1
    assert len(content(store)["readings"]) == 2


def test_a_newer_coder_takes_the_place_of_the_older(store):
    read, record = paired(1)
    store.add([read], [record], "v1")
    assert store.coded(["a1", "a2"], "v1") == {"a1"}
    assert store.coded(["a1"], "v2") == set()
    store.add([read], [replace(record, mentions=())], "v2")
    assert content(store)["mentions"] == []
    assert store.coded(["a1"], "v2") == {"a1"}


def test_a_failure_stands_until_its_article_is_coded(store):
    read, record = paired(1)
    failure = Failure(id=read.id, stage="coding", reason="internal error", detail="KeyError")
    store.add([read], [failure], "v1")
    store.add([read], [failure], "v1")
    assert len(content(store)["failures"]) == 1
    assert store.coded([read.id], "v1") == set()
    store.add([read], [record], "v1")
    assert content(store)["failures"] == []


@pytest.mark.parametrize(
    "origin", [Origin(path="p/a.html"), Origin(path="p/a.jsonl", container="p/a.jsonl:3")], ids=["file", "line"]
)
def test_a_failure_ends_when_what_stands_there_can_be_read(store, origin):
    failure = Failure(id=origin.container or origin.path, stage="reading", reason="empty file", detail="0 bytes")
    store.add([], [failure], "v1")
    read, record = paired(1)
    store.add([replace(read, origin=origin)], [record], "v1")
    assert content(store)["failures"] == []


def test_a_batch_is_added_wholly_or_not_at_all(store):
    read, record = paired(1)
    before = content(store)
    other, broken = paired(2)
    broken = replace(broken, times=(Failure(id="x", stage="no", reason="time", detail=""),))
    with pytest.raises(StoreError):
        store.add([read, other], [record, broken], "v1")
    assert content(store) == before
    store.add([read], [record], "v1")
    assert len(content(store)["articles"]) == 1


def test_text_that_json_must_escape_is_kept_as_it_is(store):
    text = 'a "quote" \\ back\x00slash \U0001f600 \u2028 end'
    read, record = paired(1)
    read = replace(read, text=text)
    store.add([read], [record], "v1")
    assert queries.kept(store, read.id).article.text == text


def test_a_store_of_a_newer_version_is_refused_with_both_versions_named(tmp_path):
    with Store.open(tmp_path) as store:
        store.connection.execute("UPDATE about SET value = '99' WHERE name = 'schema'")
    with pytest.raises(StoreError, match=rf"version 99.*version {schema.VERSION}"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="99"):
        Store.open(tmp_path, read_only=True)


def test_a_folder_without_a_store_cannot_be_read(tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreError, match=str(tmp_path)):
        Store.open(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        Store.open(tmp_path / "store")


def test_a_path_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file" / "store")
