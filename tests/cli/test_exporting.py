"""`tidings export` and `tidings panel`, over lines in files."""

import csv
import json

import pytest
from click.testing import CliRunner

from exportable import event, write_lines
from tidings.cli import main
from tidings.cli.exporting import FORMATS
from tidings.exporting.writing import LINES
from tidings.records import Status


def tidings(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_offers_every_format():
    assert set(FORMATS) == set(LINES)


@pytest.mark.parametrize("form", FORMATS)
def test_export_writes_a_file_and_says_what_is_lost(tmp_path, form):
    lines = write_lines(tmp_path, event(), event(event="e2", status=Status.PLANNED))
    target = tmp_path / "out"
    found = tidings("export", "--format", form, "--check", "-o", target, *lines)
    assert found.exit_code == 0, found.output
    assert target.read_bytes()
    assert "lost by the format: " in found.stderr


def test_planned_acts_stay_out_unless_asked_for(tmp_path):
    lines = write_lines(tmp_path, event(), event(event="e2", status=Status.PLANNED))
    found = tidings("export", "--format", "polecat", *lines)
    assert len(found.stdout.splitlines()) == 2
    assert "left out: 1 (planned: the format knows no status)" in found.stderr
    assert "these rows do not lead back" in found.stderr
    assert len(tidings("export", "--format", "polecat", "--all-statuses", *lines).stdout.splitlines()) == 3


def test_a_side_file_leads_back(tmp_path):
    target = tmp_path / "icews.tsv"
    tidings("export", "--format", "icews", "-o", target, *write_lines(tmp_path, event()))
    with (tmp_path / "icews.tsv.ids.tsv").open() as file:
        (back,) = csv.DictReader(file, delimiter="\t")
    assert (back["event"], back["mentions"], back["articles"]) == ("sha256:e1", "m1; m2", "a1; a2")
    assert back["id"] == target.read_text().splitlines()[1].split("\t")[0]


def test_an_event_whose_mentions_are_not_given_fails_alone(tmp_path):
    lines = write_lines(tmp_path, event(), event(event="e2", mentions=("m1", "m9")))
    found = tidings("export", "--format", "csv", *lines)
    assert found.exit_code == 1
    assert len(found.stdout.splitlines()) == 2
    assert "e2: exporting: mentions not at hand: e2: 1 of its mentions, as m9" in found.stderr


def test_lines_that_are_no_records_are_told(tmp_path):
    lines = write_lines(tmp_path, event())
    bad = tmp_path / "bad.jsonl"
    broken = json.loads((tmp_path / "events.jsonl").read_text()) | {"status": "over"}
    bad.write_text(json.dumps(broken) + '\n{"event": "e9"}\nnot JSON\n[1]\n')
    found = tidings("export", "--format", "csv", *lines, bad)
    assert found.exit_code == 1
    assert 'status "over" is not one of happened' in found.stderr
    assert "it lacks the field story" in found.stderr
    assert sum(line.startswith(f"tidings: {bad}:") for line in found.stderr.splitlines()) == 4
    assert len(found.stdout.splitlines()) == 2
    assert tidings("export", "--format", "csv", tmp_path / "none.jsonl").exit_code == 3


def test_a_row_that_does_not_fit_is_a_failure(tmp_path):
    lines = write_lines(tmp_path, event(confidence=2.0))
    assert tidings("export", "--format", "csv", *lines).exit_code == 0
    found = tidings("export", "--format", "csv", "--check", *lines)
    assert found.exit_code == 1
    assert "confidence is '2.0'; expected share" in found.stderr


def test_an_act_that_the_ontology_lacks_is_told(tmp_path):
    found = tidings("export", "--format", "csv", *write_lines(tmp_path, event(mode="catapult")))
    assert "ASSAULT/catapult is not in plover/" in found.stderr
    assert found.exit_code == 1
    assert tidings("panel", *write_lines(tmp_path, event(type="SIEGE", mode=None))).exit_code == 1


def test_intensity_is_the_users_to_set(tmp_path):
    folder = tmp_path / "own" / "plover"
    folder.mkdir(parents=True)
    row = "ASSAULT\theavy-weapons\t-4\t194\tas weighed here\n"
    (folder / "modes.tsv").write_text(f"type\tmode\tintensity\tcameo\tmeaning\n{row}")
    lines = write_lines(tmp_path, event())
    found = tidings("export", "--format", "csv", "--lexicon", tmp_path / "own", *lines)
    (row,) = csv.DictReader(found.stdout.splitlines())
    assert row["intensity"] == "-4"


def test_a_panel_with_its_picture(tmp_path):
    lines = write_lines(tmp_path, event(), event(event="e2", earliest=None, latest=None))
    found = tidings("panel", "--dyad", "tcd-ner", "--by", "week", "--plot", tmp_path / "p.svg", *lines)
    assert found.exit_code == 0, found.output
    (row,) = csv.DictReader(found.stdout.splitlines())
    assert (row["period"], row["events"], row["ASSAULT"], row["intensity"]) == ("2031-W18", "1", "1", "-9.5")
    assert "not counted: 1 (no date)" in found.stderr
    assert "TCD to NER, events by week" in (tmp_path / "p.svg").read_text()
    assert tidings("panel", "--format", "parquet", "-o", tmp_path / "p.parquet", *lines).exit_code == 0


def test_wrong_usage_of_exports_and_panels(tmp_path):
    lines = write_lines(tmp_path, event())
    assert tidings("export", *lines).exit_code == 2
    assert tidings("export", "--format", "parquet", *lines).exit_code == 2
    assert tidings("panel", "--format", "parquet", *lines).exit_code == 2
    assert tidings("panel", "--dyad", "TCD", *lines).exit_code == 2
    assert tidings("panel", "--plot", tmp_path / "p.svg", *lines).exit_code == 2
