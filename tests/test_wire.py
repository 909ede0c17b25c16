"""The wire format: what is written reads back as it was, in the fields and order of docs/records.md."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given

from examples import article, coded, failure, seen, whole
from exportable import event
from tidings import wire
from tidings.errors import InputError
from tidings.events import Coverage, Stance, State
from tidings.reading import lines
from tidings.records import Failure, Status


@given(whole | failure)
def test_a_record_reads_back_as_it_was(record):
    assert wire.decode(wire.encode(record, with_text=True)) == record


@given(article)
def test_an_article_reads_back_as_it_was(record):
    assume(record.id and record.text.strip() and b"\\u0000" not in wire.encode_article(record))
    expected = replace(record, published=record.published or None)
    assert lines.article(wire.encode_article(record), "a.jsonl", "a.jsonl:1") == expected


@given(coded)
def test_a_line_is_one_line_of_utf8_json(record):
    line = wire.encode(record)
    assert b"\n" not in line
    assert json.loads(line.decode("utf-8"))["id"] == record.id


def test_fields_stand_in_the_documented_order():
    line = json.loads(wire.encode(seen()))
    assert list(line) == [
        *[
            "id",
            "text_sha256",
            "url",
            "publisher",
            "title",
            "published",
            "language",
            "mentions",
            "attributions",
            "times",
            "places",
            "declined",
            "commitments",
            "reader",
        ]
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


@pytest.mark.parametrize("status", [*Status, "postponed", "cancelled"])
def test_an_event_reads_back_as_it_was(status):
    whole = event(status=status, history=(State(as_of=None, status=status, mention="m1"),), coverage=(COVERED,))
    assert wire.decode_event(wire.to_json(whole)) == whole


COVERED = Coverage(
    outlet="The Gazette", stance=Stance.DENIES, independent=False, mentions=("m1",), fields=event().fields
)


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"status": "over"}, 'status "over" is not one of happened'),
        ({"origins": "two"}, "field origins: Expected `int`, got `str`"),
    ],
)
def test_an_event_of_another_form_is_told(change, detail):
    line = json.loads(wire.to_json(event())) | change
    with pytest.raises(InputError, match=detail):
        wire.decode_event(json.dumps(line))
    del line["links"]
    with pytest.raises(InputError):
        wire.decode_event(json.dumps(line))
