"""What counts as a spec of date-times that is reproduced."""

import json
from datetime import datetime

import pytest

from tidings.scoring import times
from tidings.scoring.others import OTHERS
from tidings.scoring.specs import share

SAID = "2024-05-15T00:00:00"
TAG = times.tidings_alone()


def spec(text, words, kind, *values):
    start = text.index(words)
    result = {"start": start, "end": start + len(words), "type": f"datetimeV2.{kind}", "values": list(values)}
    return {"input": text, "reference": SAID, "not_supported": None, "results": [result]}


def shared(tmp_path, *rows):
    path = tmp_path / "specs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return share(path, TAG)


@pytest.mark.parametrize(
    "row",
    [
        spec("We met Friday.", "Friday", "date", {"timex": "XXXX-WXX-5", "value": "2024-05-10"}),
        spec("It ends in May.", "May", "daterange", {"timex": "XXXX-05", "start": "2024-05-01", "end": "2024-06-01"}),
        spec(
            "It ran from May to July.",
            "from May to July",
            "daterange",
            {"timex": "", "start": "2024-05-01", "end": "2024-07-01"},
        ),
        spec("Open since 2019.", "since 2019", "daterange", {"timex": "", "start": "2019-01-01", "Mod": "since"}),
        spec(
            "He stays 3 days from 6 May on.",
            "3 days from 6 May",
            "date",
            {"timex": "2024-05-09", "value": "2024-05-09"},
        ),
        spec(
            "He stays 3 days, starting 6 May.",
            "3 days, starting 6 May",
            "daterange",
            {"timex": "", "start": "2024-05-06", "end": "2024-05-09"},
        ),
        spec("It took 72 hours.", "72 hours", "duration", {"timex": "P3D", "value": "259200"}),
        spec(
            "It fell at 7:30 on 6 May.",
            "7:30 on 6 May",
            "datetime",
            {"timex": "XXXX-05-06T07:30", "value": "2024-05-06 07:30:00"},
        ),
        spec("They wed in summer.", "summer", "daterange", {"timex": "SU", "value": "not resolved"}),
    ],
)
def test_one_reading_told_is_enough(tmp_path, row):
    kind = row["results"][0]["type"].partition(".")[2]
    assert shared(tmp_path, row)[kind] == (1, 1)


def test_another_day_is_none_and_a_time_where_none_is_counts_against(tmp_path):
    wrong = spec("We met Friday.", "Friday", "date", {"timex": "2024-05-03", "value": "2024-05-03"})
    nothing = {"input": "They ran in May.", "reference": SAID, "not_supported": "java", "results": []}
    told = shared(tmp_path, wrong, nothing, {"input": "May", "reference": None, "results": []})
    assert told == {"date and range": (0, 1), "of them in Python": (0, 1), "date": (0, 1), "nothing": (0, 1)}


def test_another_tagger_that_is_not_installed_is_named_with_how_to_install_it(monkeypatch, capsys):
    def missing(package):
        if package == "tidings":
            return "1"
        raise times.PackageNotFoundError(package)

    monkeypatch.setattr(times, "version", missing)
    assert [name for name, _ in times.taggers()] == ["Tidings 1"]
    told = capsys.readouterr().err
    assert all(other.name in told and other.install in told for other in OTHERS)


def test_the_tagger_reads_from_the_day_of_the_text():
    [told] = TAG("They left yesterday.", datetime.fromisoformat(SAID))
    assert (told.readings[0].start, told.readings[0].end) == ("2024-05-14", "2024-05-15")
