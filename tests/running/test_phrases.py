import json

from tidings.errors import InputError
from tidings.records import Entity, Failure
from tidings.running.phrases import resolved


def test_dates_go_as_they_are_written_and_a_bad_one_fails_alone():
    asked = []

    def resolve(phrase, *, context, on):
        asked.append((phrase, context, on))
        if on == "soon":
            raise InputError("reading", "no date", "soon")
        return Entity(start=0, end=len(phrase), text=phrase, country="PER")

    rows = [{"text": "a", "date": "10 May 2015"}, {"id": 7, "text": "b", "date": "soon"}, {"text": "c", "context": "d"}]
    answers = list(resolved((json.dumps(row).encode() for row in rows), "f", resolve))
    assert asked == [("a", "", "10 May 2015"), ("b", "", "soon"), ("c", "d", None)]
    assert [answer.reason if isinstance(answer, Failure) else answer["country"] for answer in answers] == [
        "PER",
        "no date",
        "PER",
    ]
