"""Records as Arrow: what is written reads back as it was, and columns are those of the records."""

from dataclasses import fields, replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples import article, coded, failure, seen
from pooling import Obedient
from pooling import article as plain
from tidings import wire
from tidings.records import Article, Coded, Quantity
from tidings.running.arrow import (
    ARTICLES,
    RESULTS,
    arrow_type,
    articles_to_batch,
    batch_to_articles,
    batch_to_results,
    results_to_batch,
)
from tidings.running.work import code_batch


@given(st.lists(coded | failure, max_size=3))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
def test_results_read_back_as_they_were(results):
    batch = results_to_batch(results)
    assert batch.schema == RESULTS
    assert batch_to_results(batch) == results


@given(st.lists(article, max_size=3))
def test_articles_read_back_as_they_were(articles):
    batch = articles_to_batch(articles)
    assert batch.schema == ARTICLES
    assert batch_to_articles(batch) == articles


def test_a_line_is_the_same_after_arrow_and_parquet(tmp_path):
    numbers = (3, 2.5, (100, None), (None, 7), (1, 2.5), 0)
    quantities = tuple(Quantity(value=value, of="men", text="x", start=0, end=1) for value in numbers)
    record = replace(seen(), mentions=(replace(seen().mentions[0], quantities=quantities),))
    pq.write_table(pa.Table.from_batches([results_to_batch([record])]), tmp_path / "a.parquet")
    [back] = batch_to_results(pq.read_table(tmp_path / "a.parquet"))
    assert wire.encode(back, with_text=True) == wire.encode(record, with_text=True)


def test_columns_are_the_fields_of_the_records():
    assert ARTICLES.names == [item.name for item in fields(Article)]
    assert RESULTS.names == [*(item.name for item in fields(Coded)), "error"]
    assert not ARTICLES.field("text").nullable
    assert ARTICLES.field("title").nullable


def test_a_field_without_a_column_type_is_refused():
    with pytest.raises(TypeError, match="has no Arrow type"):
        arrow_type(dict[str, int])


def test_a_lone_surrogate_becomes_a_replacement_character():
    [back] = batch_to_articles(articles_to_batch([Article(id="a", text="a\ud800b")]))
    assert back.text == "a\ufffdb"


def test_a_batch_from_elsewhere_needs_only_id_and_text():
    given = pa.RecordBatch.from_pydict({"text": ["Kim called Minsk. 1"], "id": ["a1"], "colour": ["red"]})
    assert batch_to_results(code_batch(Obedient(), given)) == list(Obedient().pipe([plain(1)]))
