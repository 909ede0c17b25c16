"""What a store held before, what changed, and what people judged."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from examples import seen
from tidings.errors import StoreError
from tidings.events import Commitment, Correction, Coverage, Event, Fields, Link, Signing, Stance, State, Value
from tidings.records import Article, Cue, Duty, Invocation, Place, Quantity, Span, Status, When
from tidings.storing import changes, queries
from tidings.storing.queries import Wanted
from tidings.storing.store import Store

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store") as opened:
        add(opened, "a1", "a2")
        yield opened


def add(store: Store, *names: str, coder: str = "v1") -> None:
    records = [replace(seen(), id=name, mentions=(replace(seen().mentions[0], id=f"m-{name}"),)) for name in names]
    articles = [
        Article(id=record.id, text=record.text, publisher=f"The {record.id}", published="2024-05-02T10:00")
        for record in records
    ]
    store.add(articles, records, coder)


def judged(**fields) -> Correction:
    return Correction(mention="m-a1", by="Ada", at=datetime.now(UTC).isoformat(), note="read it", **fields)


def event(number: int, *mentions: str, tolls: tuple[float, ...] = (3,)) -> Event:
    day = date(2024, 5, number)
    who = seen().mentions[0].actors
    fields = Fields(
        when=(Value(value=When(earliest=day, latest=day), mentions=mentions, outlets=("It's",), voices=()),),
        where=(
            Value(
                value=Place(start=1, end=2, text="M", latitude=53.9, longitude=27.56667),
                mentions=mentions,
                outlets=(),
                voices=(),
            ),
        ),
        quantities=tuple(
            Value(
                value=Quantity(value=toll, of="dead", text="…", start=0, end=1),
                mentions=mentions,
                outlets=(),
                voices=('an "official"',),
            )
            for toll in tolls
        ),
    )
    return Event(
        event=f"e{number}",
        story="s1",
        type="CONSULT",
        mode=None,
        actors=who,
        recipients=(replace(who[0], name=None, country=None, organization="UNO"),),
        earliest=day,
        latest=day,
        where=None,
        status="postponed",
        confidence=0.23363728867575434,
        articles=("a1", "a2"),
        mentions=mentions,
        origins=2,
        history=(State(as_of=day, status=Status.PLANNED, mention=mentions[0]),),
        fields=fields,
        coverage=(
            Coverage(outlet="The a1", stance=Stance.ASSERTS, independent=True, mentions=mentions, fields=fields),
            Coverage(outlet="B", stance=Stance.SILENT, independent=True, mentions=(), fields=Fields()),
        ),
        links=(Link(one=mentions[0], two="m-x", score=0.1 + 0.2, reasons=("same day", "same sides")),),
    )


def test_as_of_gives_the_answer_of_then_after_corrections_deletions_and_tidying(store):
    before = datetime.now(UTC)
    store.correct("a1", judged(type="ASSAULT"))
    store.delete("a2")
    store.tidy()
    count = "SELECT id, type FROM corrected ORDER BY id"
    assert list(queries.ask(store, count).rows) == [("m-a1", "ASSAULT")]
    store.close()
    with Store.open(store.folder, as_of=before) as then:
        assert list(queries.ask(then, count).rows) == [("m-a1", "CONSULT"), ("m-a2", "CONSULT")]
        assert queries.kept(then, "a1").corrections == ()
        assert [one.id for one in then.told()] == ["a1", "a2"]
    with pytest.raises(StoreError, match="2000-01-01"):
        Store.open(store.folder, as_of=LONG_AGO)


def test_a_correction_wins_over_the_coder_and_survives_coding_again(store):
    store.correct("a1", judged(rejected=True))
    store.correct("a1", judged(type="ASSAULT", status=Status.DENIED))
    add(store, "a1", coder="v2")
    kept = queries.kept(store, "a1")
    [mention] = kept.coded.mentions
    assert (mention.type, mention.mode, mention.cameo, mention.status) == ("ASSAULT", None, None, Status.DENIED)
    assert [one.rejected for one in kept.corrections] == [True, False]
    told = {one.id: one for one in store.told()}
    assert told["a1"].mentions == (mention,)
    assert told["a2"].mentions[0].type == "CONSULT"
    note = "SELECT correction.note, correction.by FROM corrected WHERE correction IS NOT NULL"
    assert list(queries.ask(store, note).rows) == [("read it", "Ada")]


def test_a_correction_of_the_mode_alone_leaves_the_type(store):
    store.correct("a1", judged(mode="meet"))
    [mention] = queries.kept(store, "a1").coded.mentions
    assert (mention.type, mention.mode, mention.cameo) == ("CONSULT", "meet", None)


def test_what_is_rejected_is_no_longer_told_but_still_found(store):
    store.correct("a1", judged(rejected=True))
    kept = queries.kept(store, "a1")
    assert kept.coded.mentions == ()
    assert [one.id for one in kept.rejected] == ["m-a1"]
    assert next(store.told()).mentions == ()
    assert queries.mention(store, "m-a1").mention.type == "CONSULT"


def test_articles_are_told_with_outlet_day_and_origin(store):
    first, second = store.told()
    assert (first.id, first.outlet, first.published, first.origin) == ("a1", "The a1", date(2024, 5, 2), "a1")
    assert (second.origin, second.agency) == ("a2", None)


def test_deleting_takes_all_that_was_drawn_and_asks_for_linking(store):
    store.relink([])
    assert store.unlinked == frozenset()
    store.delete("a1")
    assert store.unlinked == {"a1"}
    counts = queries.counts(store)
    assert (counts["articles"], counts["mentions"]) == (1, 1)
    with pytest.raises(queries.QueryError):
        queries.find(store, "a1")


def test_what_comes_while_events_are_found_stays_unlinked(store):
    seen_then = store.snapshot
    add(store, "a1", "a3", coder="v2")
    store.relink([], seen=seen_then)
    assert store.unlinked == {"a1", "a3"}


def test_events_read_back_whole(store):
    events = [event(2, "m-a1"), event(1, "m-a2", "m-a1", tolls=(3, 4.5))]
    store.relink(events)
    assert list(queries.events(store)) == [events[1], events[0]]
    assert queries.event(store, "e2") == events[0]
    assert [mention.id for mention in queries.mentions_of(store, events[1])] == ["m-a2", "m-a1"]
    with pytest.raises(queries.QueryError, match="more than one"):
        queries.event(store, "e")
    with pytest.raises(queries.QueryError, match="no event"):
        queries.event(store, "x")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(event="e1"), ["e1"]),
        (Wanted(type="CONSULT", actor="PRK", recipient="UNO"), ["e1", "e2"]),
        (Wanted(actor="UNO"), []),
        (Wanted(type="ASSAULT"), []),
        (Wanted(since=date(2024, 5, 2)), ["e2"]),
        (Wanted(until=date(2024, 5, 1)), ["e1"]),
    ],
    ids=repr,
)
def test_events_are_found_by_what_they_are(store, wanted, found):
    store.relink([event(1, "m-a1"), event(2, "m-a2")])
    assert [one.event for one in queries.events(store, wanted)] == found


SPAN = Span(start=0, end=4, text="pact")
CUE = Cue(rule="commitments:pact", start=0, end=4)


def test_commitments_read_back(store):
    pact = Commitment(
        commitment="c1",
        name="Pact of Minsk",
        kind="pact",
        names=("pact",),
        parties=seen().mentions[0].actors,
        signed=(Signing(when=When(earliest=date(2015, 2, 12), latest=date(2015, 2, 12)), articles=("a1",)),),
        duties=(
            Duty(force="requires", content=SPAN, condition=SPAN, article="a1", cue=CUE),
            Duty(force="forbids", content=SPAN, condition=None, article="a1", cue=CUE),
        ),
        invocations=(
            Invocation(
                bearing="invokes",
                mention="m-a1",
                by=seen().mentions[0].actors,
                status=Status.HAPPENED,
                voices=seen().mentions[0].voices,
                evidence=SPAN,
                article="a1",
                cue=CUE,
            ),
        ),
        articles=("a1",),
    )
    store.relink([], commitments=[pact])
    assert list(queries.commitments(store)) == [pact]
    store.relink([])
    assert list(queries.commitments(store)) == [pact]


def test_linking_again_writes_only_what_changed(store):
    store.relink([event(1, "m-a1"), event(2, "m-a2")])
    before = store.snapshot
    store.relink([event(1, "m-a1"), event(2, "m-a2")])
    assert store.snapshot == before
    store.relink([event(1, "m-a1"), replace(event(2, "m-a2"), origins=1), event(3, "m-a1")])
    log = [row for row in changes.changed(store, "events", LONG_AGO).rows if row[0] > before]
    assert [(row[3], row[4], row[5]) for row in log] == [("updated", "e2", ["origins"]), ("inserted", "e3", None)]
    assert all(row[0] <= before or row[4] == "e3" for row in changes.changed(store, "links", LONG_AGO).rows)


def test_changes_tell_what_each_snapshot_brought_whatever_was_tidied(store):
    store.correct("a1", judged(rejected=True))
    add(store, "a1", coder="v2")
    store.delete("a2")
    add(store, "a3")
    before = list(changes.summary(store, LONG_AGO).rows)
    told = [row[2:] for row in before]
    assert told == [
        ("run: 2 articles, 0 failures", "articles", 2, 0, 0),
        ("run: 2 articles, 0 failures", "mentions", 2, 0, 0),
        ("correct: m-a1 by Ada", "corrections", 1, 0, 0),
        ("run: 1 articles, 0 failures", "articles", 0, 0, 1),
        ("delete: a2", "articles", 0, 1, 0),
        ("delete: a2", "mentions", 0, 1, 0),
        ("run: 1 articles, 0 failures", "articles", 1, 0, 0),
        ("run: 1 articles, 0 failures", "mentions", 1, 0, 0),
    ]
    store.tidy()
    assert list(changes.summary(store, LONG_AGO).rows) == before
    assert list(changes.summary(store, datetime.now(UTC) + timedelta(days=1)).rows) == []
    with pytest.raises(queries.QueryError, match="expected one of"):
        changes.changed(store, "nothing", LONG_AGO)


def test_an_older_view_never_replaces_what_was_linked_later(store):
    seen = store.snapshot
    store.delete("a2")
    assert store.relink([event(1, "m-a1")], seen=store.snapshot)
    assert not store.relink([event(2, "m-a2")], seen=seen)
    assert [one.event for one in queries.events(store)] == [event(1, "m-a1").event]
    assert store.unlinked == frozenset()
