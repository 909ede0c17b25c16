"""Files of every format: columns, values, read back by other programs, and the way back to the mention."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import geopandas
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import examples
from exportable import AGADEZ, CHAD, DEAD, NIGER, event, exported, known, reported
from tidings.errors import InputError
from tidings.events import Fields, Value
from tidings.exporting.exported import Exported
from tidings.exporting.writing import LINES, Export
from tidings.records import Entity, Status

COUNTS = {"gdelt": 61, "gdelt-mentions": 16, "icews": 20, "polecat": 40}


def written(name, *events, **how):
    job = Export(known().codes.layouts[name], known(), check=True, **how)
    stream = io.BytesIO()
    job.write(events or (exported(),), stream)
    return job, stream.getvalue()


def rows(name, *events, **how):
    """The cells by column of a tab-separated file."""
    job, content = written(name, *events, **how)
    lines = [line.split("\t") for line in content.decode().splitlines()]
    columns = [column.name for column in job.layout.columns]
    if job.layout.header:
        assert lines.pop(0) == columns
    return [dict(zip(columns, line, strict=True)) for line in lines]


@pytest.mark.parametrize("name", LINES)
def test_every_format_fits_its_column_list(name):
    job, content = written(name)
    assert job.faults == []
    assert job.rows >= job.events == 1
    assert content


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_the_lists_have_as_many_columns_as_the_datasets(name, count):
    assert len(known().codes.layouts[name].columns) == count
    assert all(len(row) == count for row in rows(name))


def test_every_format_has_its_layout():
    assert set(LINES) == set(known().codes.layouts)


def test_a_gdelt_event():
    (row,) = rows("gdelt")
    said = {name: cell for name, cell in row.items() if cell}
    del said["GlobalEventID"]
    assert said == {
        "Day": "20310502", "MonthYear": "203105", "Year": "2031", "FractionDate": "2031.4164",
        "Actor1Code": "TCDMIL", "Actor1Name": "CHAD", "Actor1CountryCode": "TCD", "Actor1Type1Code": "MIL",
        "Actor2Code": "NER", "Actor2Name": "NIGER", "Actor2CountryCode": "NER",
        "IsRootEvent": "1", "EventCode": "194", "EventBaseCode": "194", "EventRootCode": "19", "QuadClass": "4",
        "GoldsteinScale": "-10", "NumMentions": "2", "NumSources": "1", "NumArticles": "2",
        "ActionGeo_Type": "4", "ActionGeo_Fullname": "Agadez, Niger", "ActionGeo_CountryCode": "NG",
        "ActionGeo_Lat": "16.97", "ActionGeo_Long": "7.99",
        "DATEADDED": "20310503081500", "SOURCEURL": "https://gazette.example/a1",
    }  # fmt: skip


def test_gdelt_mentions_belong_to_gdelt_events():
    (one, other), (of,) = rows("gdelt-mentions"), rows("gdelt")
    assert one["GLOBALEVENTID"] == other["GLOBALEVENTID"] == of["GlobalEventID"]
    assert (one["ActionCharOffset"], one["Actor2CharOffset"], one["Confidence"]) == ("5", "62", "80")
    assert [row["Extras"] for row in (one, other)] == ["mention=m1", "mention=m2"]


def test_organisations_in_cameo():
    body = Entity(start=None, end=None, text="the UN", name="United Nations", organization="UNO", sectors=("JRN",))
    (row,) = rows("gdelt", exported(actors=(body,)))
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == ("UNOMED", "UNO", "MED")


@pytest.mark.parametrize(
    ("feature", "country", "kind"),
    [("PCLI", "NER", "1"), ("ADM1", "USA", "2"), ("ADM1", "NER", "5"), ("PPL", "USA", "3"), ("SEA", None, "")],
)
def test_kinds_of_places_in_gdelt(feature, country, kind):
    (row,) = rows("gdelt", exported(where=replace(AGADEZ, feature=feature, country=country)))
    assert row["ActionGeo_Type"] == kind


def test_quotation_marks_and_breaks_do_not_break_a_tab_separated_row():
    (row,) = rows("icews", exported(actors=(replace(CHAD, name='"Old\tLion"\nof Chad'),)))
    assert row["Source Name"] == "'Old Lion' of Chad"
    told = reported("m1", "a1")
    broken = replace(told, article=replace(told.article, publisher="The\r\nGazette"))
    assert broken.outlet == "The Gazette"


def test_a_polecat_event():
    (row,) = rows("polecat", exported(actors=(CHAD, NIGER)))
    assert row["Event ID"] == "sha256:e1"
    assert (row["Quad Code"], row["Intensity"], row["Event Mode"]) == ("MATERIAL CONFLICT", "-9.5", "heavy-weapons")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Chad; Niger", "TCD; NER", "483; 436")
    assert row["Wikipedia Actor ID"] == row["District"] == "None"


def test_an_icews_event_is_a_row_a_pair():
    found = rows("icews", exported(actors=(CHAD, NIGER), recipients=()))
    assert [(row["Source Name"], row["Target Name"]) for row in found] == [("Chad", "Niger"), ("Niger", "Chad")]
    assert len({row["Event ID"] for row in found}) == 2
    assert found[0]["CAMEO Code"] == "194"


def test_plover_records_say_what_was_only_planned():
    _, content = written("plover", exported(status=Status.PLANNED), all_statuses=True)
    record = json.loads(content)
    assert record["mode"] == ["heavy-weapons", "future"]
    assert record["size"] == {"dead": 12}
    assert record["comment"] == "status planned; origins 2; mentions m1 m2"


def test_plover_gives_no_number_that_is_contradicted():
    twelve, twenty = (
        Value(value=replace(DEAD, value=number), mentions=("m1",), outlets=(), voices=()) for number in (12, 20)
    )
    contradicted = exported(fields=Fields(quantities=(twelve, twenty)))
    assert "size" not in json.loads(written("plover", contradicted)[1])
    (row,) = csv.DictReader(io.StringIO(written("csv", contradicted)[1].decode()))
    assert (row["quantities"], row["contradicted"]) == ("12 killed; 20 killed", "killed")


def test_csv_reads_back():
    (row,) = csv.DictReader(io.StringIO(written("csv")[1].decode()))
    assert (row["event"], row["actors"], row["status"], row["quad"]) == ("sha256:e1", "Chad", "happened", "4")
    one, _ = csv.DictReader(io.StringIO(written("csv-mentions")[1].decode()))
    assert one["rules"] == "lexicon:shell@5-12"
    assert one["evidence"].startswith("Chad shelled")


def test_parquet_reads_back():
    table = pq.read_table(io.BytesIO(written("parquet", exported(), exported(event="e2", where=None))[1]))
    assert table.num_rows == 2
    first, second = table.to_pylist()
    assert first["earliest"] == date(2031, 5, 2)
    assert (first["intensity"], first["quad"], second["latitude"]) == (-9.5, 4, None)
    mentions = pq.read_table(io.BytesIO(written("parquet-mentions")[1])).to_pylist()
    assert [row["historical"] for row in mentions] == [False, False]


def test_geojson_reads_back(tmp_path):
    path = tmp_path / "events.geojson"
    path.write_bytes(written("geojson", exported(), exported(event="e2"))[1])
    frame = geopandas.read_file(path)
    assert list(frame["event"]) == ["sha256:e1", "e2"]
    assert (frame.geometry[0].x, frame.geometry[0].y) == (7.99, 16.97)
    assert frame.crs.to_epsg() == 4326


def test_an_export_of_nothing_is_a_file():
    planned = exported(status=Status.PLANNED)
    assert written("gdelt", planned)[1] == b""
    assert json.loads(written("geojson", exported(where=None))[1])["features"] == []
    assert pq.read_table(io.BytesIO(written("parquet", exported(type=None))[1])).num_rows == 0


def test_what_stays_out_and_what_is_lost_is_told():
    wide = exported(event="e2", latest=date(2031, 5, 4))
    denied = replace(exported(event="e3"), reports=(reported(), reported("m2", "a2", status=Status.DENIED)))
    job, _ = written("icews", exported(), wide, denied, exported(event="e4", status=Status.PLANNED))
    said = list(job.told())
    assert said[:4] == [
        "icews: 3 events in 3 rows",
        "left out: 1 (planned: the format knows no status)",
        "left out: 1 reports of these events (not told as done)",
        "dated by the first day of a wider window: 1",
    ]
    assert said[4].startswith("lost by the format: type, mode and contexts of PLOVER;")


@pytest.mark.parametrize("name", [name for name in LINES if known().codes.layouts[name].ids])
def test_a_row_leads_back_to_event_and_mention(name):
    job, _ = written(name)
    stream = io.BytesIO()
    job.write_ids(stream)
    back = list(csv.DictReader(io.StringIO(stream.getvalue().decode()), delimiter="\t"))
    first = rows(name)[0]
    assert back[0]["id"] == first[job.layout.columns[0].name]
    assert back[0]["event"] == "sha256:e1"
    mentions = {report.mention.id: report.mention for report in exported().reports}
    assert mentions[back[0]["mentions"].split("; ")[0]].cues[0].rule == "lexicon:shell"


def test_publication_dates_an_act_only_on_demand():
    undated = exported(earliest=None, latest=None)
    assert written("icews", undated)[0].left_out == {"no date": 1}
    (row,) = rows("icews", undated, publication_dates=True)
    assert row["Event Date"] == "2031-05-03"
    job, _ = written("icews", undated, exported(event="e2"), publication_dates=True)
    assert "dated by publication alone: 1" in job.told()
    old = replace(undated, reports=(reported(historical=True),))
    assert written("icews", old, publication_dates=True)[0].left_out == {"no date": 1}
    (kept,) = csv.DictReader(io.StringIO(written("csv", undated, publication_dates=True)[1].decode()))
    assert kept["earliest"] == ""


def test_two_events_of_one_number_are_not_written_as_one(monkeypatch):
    monkeypatch.setattr("tidings.exporting.icews.whole_number", lambda *_: 7)
    with pytest.raises(InputError, match="e1 and e2 share 7"):
        written("icews", exported(), exported(event="e2"))


def test_faults_are_told_with_row_and_event():
    job, _ = written("csv", exported(confidence=1.5))
    assert job.faults == ["row 1, event sha256:e1: confidence is '1.5'; expected share"]


party = st.builds(
    Entity,
    start=st.none(),
    end=st.none(),
    text=st.text(),
    name=st.none() | st.text(),
    country=st.sampled_from([None, "TCD", "NER", "PSE", "ROU"]),
    organization=st.sampled_from([None, "UNO", "NATO"]),
    sectors=st.lists(st.sampled_from(["MIL", "JRN", "MED", "ANA", "GOV"]), max_size=5).map(tuple),
)
types = known().codes.ontology.types
acts = st.sampled_from([(name, mode) for name, kind in types.items() for mode in (None, *kind.modes)])


@st.composite
def told(draw):
    """Any act of any parties at any days, told once."""
    kind, mode = draw(acts)
    actors, recipients = (draw(st.lists(party, min_size=least, max_size=3).map(tuple)) for least in (1, 0))
    earliest, latest = sorted(draw(st.tuples(*[st.dates(date(1900, 1, 1))] * 2)))
    sides = {"type": kind, "mode": mode, "actors": actors, "recipients": recipients}
    title = draw(examples.maybe_word)
    one = reported(**sides)
    one = replace(one, article=replace(one.article, title=title, publisher=title))
    return Exported(event=event(**sides, earliest=earliest, latest=latest), reports=(one,))


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(LINES)), one=told())
def test_whatever_is_said_fits_the_columns(name, one):
    job, content = written(name, one)
    assert job.faults == []
    if name in COUNTS:
        lines = content.decode().split("\n")[:-1]
        assert all(line.count("\t") == COUNTS[name] - 1 for line in lines)
        assert len(lines) == job.rows + job.layout.header
