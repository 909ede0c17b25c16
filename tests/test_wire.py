"""The wire format: what is written reads back as it was, in the fields and order of docs/records.md."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings import wire
from tidings.errors import InputError
from tidings.records import (
    Article,
    Attribution,
    Coded,
    Cue,
    Declined,
    Entity,
    Failure,
    Mention,
    Origin,
    Place,
    Quantity,
    Span,
    Status,
    Time,
    Voice,
    VoiceKind,
    When,
)

word = st.text(st.characters(codec="utf-8"), max_size=12)
maybe_word = st.none() | word
offset = st.integers(0, 10**9)
number = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
day = st.dates()


def many(strategy, most=2):
    return st.lists(strategy, max_size=most).map(tuple)


party = {
    "start": st.none() | offset,
    "end": st.none() | offset,
    "text": word,
    "name": maybe_word,
    "country": maybe_word,
    "organization": maybe_word,
    "sectors": many(word),
    "wikidata": maybe_word,
}
at = {"start": offset, "end": offset, "text": word}
span = st.builds(Span, **at)
entity = st.builds(Entity, **party)
voice = st.builds(Voice, **party, kind=st.sampled_from(VoiceKind))
when = st.builds(When, earliest=day, latest=day, text=maybe_word, start=st.none() | offset, end=st.none() | offset)
coordinate = st.none() | st.floats(-180, 180)
place = st.builds(
    Place,
    **at,
    name=maybe_word,
    country=maybe_word,
    admin1=maybe_word,
    geonames_id=st.none() | offset,
    latitude=coordinate,
    longitude=coordinate,
    feature=maybe_word,
)
quantity = st.builds(Quantity, **at, of=word, value=number | st.tuples(st.none() | number, st.none() | number))
time = st.builds(
    Time,
    **at,
    type=st.sampled_from(["DATE", "TIME", "DURATION", "SET"]),
    value=word,
    earliest=st.none() | day,
    latest=st.none() | day,
)
mention = st.builds(
    Mention,
    id=word,
    type=word,
    mode=maybe_word,
    contexts=many(word),
    cameo=maybe_word,
    status=st.sampled_from(Status),
    historical=st.booleans(),
    trigger=span,
    evidence=span,
    actors=many(entity),
    recipients=many(entity),
    voices=many(voice),
    silent=many(entity),
    when=st.none() | when,
    where=st.none() | place,
    quantities=many(quantity),
    cues=many(st.builds(Cue, rule=word, start=offset, end=offset)),
    confidence=st.floats(0, 1),
)
attribution = st.builds(
    Attribution, source=st.none() | span, cue=st.none() | span, content=many(span), verbatim=st.booleans()
)
coded = st.builds(
    Coded,
    id=word,
    text_sha256=word,
    published=maybe_word,
    published_inferred=maybe_word,
    language=maybe_word,
    mentions=many(mention),
    attributions=many(attribution),
    times=many(time),
    places=many(place),
    declined=many(st.builds(Declined, **at, stage=word, reason=word)),
    text=maybe_word,
)
failure = st.builds(Failure, id=word, stage=word, reason=word, detail=word)
article = st.builds(
    Article,
    id=word,
    text=word,
    url=maybe_word,
    publisher=maybe_word,
    title=maybe_word,
    published=maybe_word,
    published_inferred=maybe_word,
    language=maybe_word,
    origin=st.builds(Origin, path=maybe_word, url=maybe_word, container=maybe_word, retrieved=maybe_word),
)


@given(coded | failure)
def test_a_record_reads_back_as_it_was(record):
    assert wire.decode(wire.encode(record, with_text=True)) == record


@given(article)
def test_an_article_reads_back_as_it_was(record):
    assert wire.decode_article(wire.encode_article(record)) == record


@given(coded)
def test_a_line_is_one_line_of_utf8_json(record):
    line = wire.encode(record)
    assert b"\n" not in line
    assert json.loads(line.decode("utf-8"))["id"] == record.id


def seen() -> Coded:
    kim = Entity(start=0, end=3, text="Kim", name="Kim Jong Un", country="PRK", sectors=("GOV",))
    return Coded(
        id="a",
        text_sha256="0",
        published="2024-05-02",
        published_inferred=None,
        language="en",
        mentions=(
            Mention(
                id="m",
                type="CONSULT",
                mode="phone",
                contexts=(),
                cameo="041",
                status=Status.HAPPENED,
                historical=False,
                trigger=Span(start=4, end=10, text="called"),
                evidence=Span(start=0, end=20, text="Kim called Minsk ..."),
                actors=(kim,),
                recipients=(),
                voices=(Voice(start=None, end=None, text="KCNA", kind=VoiceKind.MEDIA),),
                silent=(),
                when=When(earliest=date(2024, 5, 1), latest=date(2024, 5, 1)),
                where=None,
                quantities=(Quantity(value=(100, None), of="men", text="more than 100", start=1, end=2),),
                cues=(Cue(rule="lexicon:call", start=4, end=10),),
                confidence=0.5,
            ),
        ),
        attributions=(),
        times=(),
        places=(),
        declined=(),
        text="Kim called Minsk ...",
    )


def test_fields_stand_in_the_documented_order():
    line = json.loads(wire.encode(seen()))
    assert list(line) == [
        *["id", "text_sha256", "published", "language", "mentions", "attributions", "times", "places", "declined"]
    ]
    [mention] = line["mentions"]
    assert list(mention) == [
        *["id", "type", "mode", "contexts", "cameo", "status", "historical", "trigger", "evidence", "actors"],
        *["recipients", "voices", "silent", "when", "where", "quantities", "cues", "confidence"],
    ]
    party = ["start", "end", "text", "name", "country", "organization", "sectors", "wikidata"]
    assert list(mention["actors"][0]) == party
    assert list(mention["voices"][0]) == [*party, "kind"]
    assert mention["when"] == {
        "earliest": "2024-05-01",
        "latest": "2024-05-01",
        "text": None,
        "start": None,
        "end": None,
    }
    assert mention["quantities"][0]["value"] == [100, None]


def test_text_stands_only_where_asked_for():
    assert "text" not in json.loads(wire.encode(seen()))
    assert json.loads(wire.encode(seen(), with_text=True))["text"] == "Kim called Minsk ..."


def test_an_inferred_date_says_so():
    inferred = replace(seen(), published_inferred="why")
    assert json.loads(wire.encode(inferred))["published_inferred"] == "why"


def test_lone_surrogates_become_replacement_characters_one_for_one():
    failed = Failure(id="x", stage="reading", reason="bad text", detail="a\ud800b")
    assert json.loads(wire.encode(failed).decode("utf-8"))["error"]["detail"] == "a\ufffdb"


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'{"id": "x"}', b'{"id": "x", "error": {}}', b'{"error": 3}'])
def test_what_is_no_coded_line_says_what_it_lacks(line):
    with pytest.raises(InputError) as caught:
        wire.decode(line)
    assert caught.value.detail


def test_unknown_fields_are_passed_over():
    line = json.loads(wire.encode(seen(), with_text=True)) | {"added_later": 1}
    assert wire.decode(json.dumps(line)) == seen()
