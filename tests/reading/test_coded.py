import gzip

import pytest

from examples import seen
from telling import act, told
from tidings import wire
from tidings.errors import InputError
from tidings.knowledge import linking
from tidings.knowledge.tables import Data
from tidings.linking import link
from tidings.reading.coded import holds_coded, read_coded, read_events
from tidings.records import Coded, Failure

FAILED = wire.encode(Failure(id="x", stage="cleaning", reason="no text", detail="empty"))


def test_coded_lines_are_told_from_articles(tmp_path):
    coded, articles = tmp_path / "coded.jsonl", tmp_path / "articles.jsonl"
    coded.write_bytes(FAILED + b"\n" + wire.encode(seen(), with_text=True) + b"\n")
    articles.write_text('{"text": "Told."}\n')
    assert holds_coded(coded)
    assert not holds_coded(articles)
    assert not holds_coded(tmp_path / "none.jsonl")
    assert not holds_coded(tmp_path)


def test_coded_lines_come_back(tmp_path):
    path = tmp_path / "coded.jsonl.gz"
    path.write_bytes(
        gzip.compress(b"\n".join([wire.encode(seen(), with_text=True), FAILED, b"{", wire.encode(seen())]))
    )
    assert holds_coded(path)
    whole, failed, broken, bare = read_coded(path)
    assert isinstance(whole, Coded)
    assert whole.text == seen().text
    assert failed.reason == "no text"
    assert broken.id == f"{path}:3"
    assert bare.reason == "no text"
    assert "--with-text" in bare.detail


def test_events_come_back_as_they_were_written(tmp_path):
    rules = linking.load(Data.open())
    shelled = act(when="2024-03-01", where="Halden", told=[("killed", 7)], voices=["the mayor"])
    off = act("REJECT", by="Suria", words="called off talks on grain")
    events = link([told("a", "2024-03-01", shelled), told("b", "2024-03-02", shelled, off)], rules)
    assert any(event.status == "cancelled" for event in events)
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in [FAILED, *map(wire.to_json, events)]))
    assert list(read_events(path)) == events


def test_what_is_no_event_is_told_with_its_line(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text('\n{"event": "e1:x"}\n')
    with pytest.raises(InputError, match=r"events\.jsonl:2: it lacks the field"):
        list(read_events(path))
    with pytest.raises(InputError, match="no such file"):
        list(read_events(tmp_path / "none"))
