"""What can be asked of a store."""

from dataclasses import replace

import pytest

from examples import seen
from tidings.records import Article
from tidings.storing import queries
from tidings.storing.store import Store


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path) as opened:
        for article_id, mention_id in (("aa1", "m1"), ("aa2", "m2")):
            record = seen()
            record = replace(record, id=article_id, mentions=(replace(record.mentions[0], id=mention_id),))
            opened.add([Article(id=article_id, text=record.text)], [record], "v1")
        yield opened


def test_a_mention_or_article_is_found_by_its_id_or_the_beginning_of_it(store):
    assert queries.find(store, "m1") == ("aa1", "m1")
    assert queries.find(store, "aa2") == ("aa2", None)
    for unknown, why in (("zz", "nothing"), ("aa", "more than one"), ("m", "more than one")):
        with pytest.raises(queries.QueryError, match=why):
            queries.find(store, unknown)


def test_sql_unrolls_lists_and_structs(store):
    answer = queries.ask(store, "SELECT id, trigger.text, unnest(actors).country AS actor FROM mentions ORDER BY id")
    assert answer.columns == ("id", "text", "actor")
    assert list(answer.rows) == [("m1", "called", "PRK"), ("m2", "called", "PRK")]


def test_more_rows_than_are_held_at_once_all_come(store):
    assert len(list(queries.ask(store, "FROM range(2500)").rows)) == 2500


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing FROM mentions", "SELECT 1; SELECT 2", ""])
def test_faulty_sql_is_told(store, sql):
    with pytest.raises(queries.QueryError):
        list(queries.ask(store, sql).rows)


def test_a_fault_met_while_rows_come_is_told(store):
    with pytest.raises(queries.QueryError):
        list(queries.ask(store, "SELECT CAST(id AS INTEGER) FROM mentions").rows)


def test_parquet_holds_the_rows(store, tmp_path):
    path = tmp_path / "it's.parquet"
    queries.write_parquet(store, "SELECT id FROM mentions ORDER BY id; -- all", path)
    assert list(queries.ask(store, f"""FROM '{str(path).replace("'", "''")}'""").rows) == [("m1",), ("m2",)]


def test_rows_are_counted(store):
    assert queries.counts(store)["articles"] == 2
    assert queries.counts(store)["mentions"] == 2


def test_a_statement_without_rows_makes_no_parquet(store, tmp_path):
    with pytest.raises(queries.QueryError, match="SELECT"):
        queries.write_parquet(store, "SET threads = 1", tmp_path / "x.parquet")
