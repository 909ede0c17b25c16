"""The commands, without the parser: what they answer at once, and how they fail."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from examples import seen
from tidings import wire
from tidings.cli import main
from tidings.records import Article
from tidings.storing.store import Store

TIDINGS = [sys.executable, "-m", "tidings.cli"]


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    with Store.open(folder) as opened:
        for number in range(3):
            record = replace(seen(), id=f"a{number}", mentions=(replace(seen().mentions[0], id=f"m{number}"),))
            opened.add([Article(id=record.id, text=record.text)], [record], "v1")
    return str(folder)


def tidings(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_help_and_version_answer():
    found = subprocess.run([*TIDINGS, "--help"], capture_output=True, check=True)
    assert b"explain" in found.stdout
    assert tidings("--version").output.startswith("tidings ")


def test_help_imports_nothing_heavy():  # so it answers at once; how fast is measured by `make bench`
    heavy = ("spacy", "duckdb", "rich", "msgspec", "loky", "pyarrow", "matplotlib", "urllib3", "numpy")
    code = f"import sys, tidings.cli; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        *[("nothing",), ("read",), ("code", "--nothing"), ("run", "x.html"), ("code", "x", "--min-confidence", "2")],
        *[("code", "x", "--processes", "0"), ("run", "x", "--on", "ray"), ("run", "x", "--store", "y", "--to", "z")],
        *[("run", "x", "--on", "spark", "--to", "y"), ("run", "x", "--on", "ray", "--to", "y", "--processes", "2")],
    ],
)
def test_wrong_usage_is_2(arguments):
    assert tidings(*arguments).exit_code == 2


def test_without_the_extra_a_cluster_is_refused_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "daft", None)
    monkeypatch.delitem(sys.modules, "tidings.running.cluster", raising=False)
    told = tidings("run", "x.jsonl", "--on", "ray", "--to", "y")
    assert told.exit_code == 3
    assert told.stderr.splitlines() == ["Error: daft is not installed; --on needs it: pip install 'tidings[cluster]'"]


def test_reading_a_good_page_a_bad_one_and_none(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(
        "Chad sent 500 soldiers to Niger on Monday, the defence ministry said in a statement on the radio.\n"
    )
    bad = tmp_path / "bad.html"
    bad.write_bytes(b"")
    assert tidings("read", good).exit_code == 0
    partial = tidings("read", good, bad)
    assert partial.exit_code == 1
    assert len(partial.stdout.splitlines()) == 2
    assert partial.stderr.splitlines()[-1] == "tidings: 1 of 2 failed (1 reading: empty file)"
    assert tidings("read", bad).exit_code == 3
    assert tidings("read", tmp_path / "nowhere.html").exit_code == 3


def test_copies_are_grouped_and_what_failed_is_told(tmp_path):
    told = "The ferry to the islands will not sail before Sunday, its owner said, as both engines need repair"
    rows = [
        {"id": "a", "text": f"PORT VALDOR, May 3 (Reuters) - {told}.", "published": "2020-05-03"},
        {"id": "b", "text": f"{told}, which may take longer.", "published": "2020-05-02"},
        {
            "id": "c",
            "text": "A wholly other story of a lighthouse keeper who grows lemons in a shed by the northern sea.",
        },
        {"id": "a", "text": "This text has an id that another has already, so that one of them must be told apart."},
        {"id": "d", "text": "Too short to tell."},
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "no JSON\n")
    found = tidings("copies", path)
    failures, [group] = (lines := [json.loads(line) for line in found.stdout.splitlines()])[:2], lines[2:]
    assert [failure["error"]["reason"] for failure in failures] == ["id stands twice", "not JSON"]
    assert (group["articles"], group["agency"]) == (["b", "a"], "reuters")
    assert [(like["articles"], like["kind"]) for like in group["likenesses"]] == [(["a", "b"], "near")]
    assert [(credit["article"], credit["rule"]) for credit in group["credits"]] == [("a", "dateline")]
    assert found.exit_code == 1
    assert "too few words to be compared: 1" in found.stderr
    path.write_text(json.dumps(rows[2]) + "\n")
    alone = tidings("copies", path)
    assert (alone.exit_code, alone.stdout) == (0, "")


def test_o_writes_what_standard_output_would_get(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text("Chad sent 500 soldiers to Niger on Monday, the defence ministry said.\n")
    out = tmp_path / "out.jsonl"
    assert tidings("read", good, "-o", out).stdout == ""
    assert out.read_text() == tidings("read", good).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_is_3(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text("Chad sent 500 soldiers to Niger on Monday, the defence ministry said.\n")
    assert "No space left" in tidings("read", good, "-o", "/dev/full").stderr
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run([*TIDINGS, "read", good], stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert found.returncode == 3
    assert found.stderr.count("\n") == 1
    assert "No space left" in found.stderr


def test_a_reader_that_goes_away_is_no_noise(store):
    command = [*TIDINGS, "sql", "FROM range(1000000)", "--store", store, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.readline()
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 141


def test_sql_in_every_format(store, tmp_path):
    query = "SELECT id, trigger.text AS words FROM mentions ORDER BY id LIMIT 1"
    assert "called" in tidings("sql", query, "--store", store).stdout
    assert tidings("sql", query, "--store", store, "--format", "csv").stdout == "id,words\nm0,called\n"
    assert tidings("sql", query, "--store", store, "--format", "jsonl").stdout == '{"id": "m0", "words": "called"}\n'
    out = tmp_path / "out.parquet"
    assert tidings("sql", query, "--store", store, "--format", "parquet", "-o", out).exit_code == 0
    assert "m0" in tidings("sql", f"FROM '{out}'", "--store", store).stdout
    assert tidings("sql", query, "--store", store, "--format", "parquet").exit_code == 2


def test_sql_leaves_the_store_as_it_is_and_tells_its_faults(store, tmp_path):
    assert tidings("sql", "DELETE FROM mentions", "--store", store).exit_code == 2
    assert "3" in tidings("sql", "SELECT count(*) FROM mentions", "--store", store).stdout
    assert tidings("sql", "SELEC", "--store", store).exit_code == 2
    assert tidings("sql", "SELECT 1", "--store", tmp_path / "nowhere").exit_code == 3


def test_explain_finds_a_mention_or_all_of_an_article(store, tmp_path):
    shown = tidings("explain", "m1", "--store", store)
    assert shown.exit_code == 0
    assert "[trigger: called]" in shown.stdout
    assert "Coded by another version (v1)" in shown.stdout
    assert "m1" in tidings("explain", "a1", "--store", store).stdout
    page = tmp_path / "page.html"
    assert tidings("explain", "a1", "--store", store, "--html", page).exit_code == 0
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert tidings("explain", "nothing", "--store", store).exit_code == 3


@pytest.fixture
def linked(tmp_path):
    """What `tidings link` makes of three coded articles, one of them without a text."""
    first = replace(seen(), publisher="Courier", published="2024-06-04")
    other = replace(
        first, id="b", publisher="Herald", mentions=tuple(replace(m, id=f"{m.id}b") for m in first.mentions)
    )
    coded, events = tmp_path / "coded.jsonl", tmp_path / "events.jsonl"
    lines = [
        wire.encode(first, with_text=True),
        wire.encode(other, with_text=True),
        wire.encode(replace(first, id="c")),
    ]
    coded.write_bytes(b"\n".join(lines))
    result = tidings("link", coded, "-o", events)
    assert result.exit_code == 1
    return events


def test_link_writes_failures_then_events(linked):
    rows = [json.loads(line) for line in linked.read_text().splitlines()]
    assert rows[0]["error"]["reason"] == "no text"
    assert {"event", "type", "articles", "mentions", "coverage", "history", "links"} <= rows[1].keys()
    assert any(len(row["articles"]) == 2 for row in rows[1:])


def test_coverage_of_an_event_by_the_beginning_of_its_id(linked):
    event = json.loads(linked.read_text().splitlines()[1])
    result = tidings("coverage", event["event"][:12], "--events", linked)
    assert result.exit_code == 0
    assert "Courier" in result.stdout
    shown = tidings("coverage", event["event"], "--events", linked, "--json")
    assert json.loads(shown.stdout)["event"] == event["event"]
    assert tidings("coverage", "e1:none", "--events", linked).exit_code == 2
    assert tidings("coverage", "e1:none", "--events", "nowhere.jsonl").exit_code == 3


def test_compare_two_outlets(linked):
    result = tidings("compare", "Courier", "Herald", "--events", linked, "--since", "2024-01-01")
    assert result.exit_code == 0
    assert "both tell" in result.stdout
    shown = tidings("compare", "Courier", "Herald", "--events", linked, "--json")
    assert json.loads(shown.stdout.splitlines()[0])["both"]
    unknown = tidings("compare", "Courier", "Gazette", "--events", linked)
    assert unknown.exit_code == 2
    assert "Gazette" in unknown.stderr


def test_a_correction_shows_in_explain_and_sql_and_as_of_goes_back(store):
    before = datetime.now(UTC).isoformat()
    judge = ("correct", "m1", "--store", store, "--by", "Ada")
    assert tidings(*judge, "--type", "ASSAULT", "--note", "a raid, not a call").exit_code == 0
    note = "m1: corrected to ASSAULT by Ada"
    assert note in tidings("explain", "m1", "--store", store).stdout
    assert note not in tidings("explain", "m2", "--store", store).stdout
    assert note not in tidings("explain", "m1", "--store", store, "--as-of", before).stdout
    query = "SELECT type FROM corrected WHERE id = 'm1'"
    assert "ASSAULT" in tidings("sql", query, "--store", store).stdout
    assert "CONSULT" in tidings("sql", query, "--store", store, "--as-of", before).stdout
    assert tidings("sql", query, "--store", store, "--as-of", "2001-01-01").exit_code == 3
    assert tidings("sql", query, "--store", store, "--as-of", "tomorrow").exit_code == 2
    assert tidings(*judge, "--reject", "--note", "a film").exit_code == 0
    assert "m1: rejected by Ada" in tidings("explain", "m1", "--store", store).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("nothing", "--reject", "--note", "x"), 3, "nothing has an id"),
        (("a1", "--reject", "--note", "x"), 3, "expected the id of a mention"),
        (("m1", "--note", "x"), 2, "expected what to correct"),
        (("m1", "--type", "PARLEY", "--note", "x"), 2, "CONSULT"),
        (("m1", "--mode", "airstrike", "--note", "x"), 2, "CONSULT has"),
    ],
)
def test_a_faulty_correction_is_told(store, arguments, code, why):
    found = tidings("correct", *arguments, "--store", store)
    assert (found.exit_code, why in found.stderr) == (code, True)


def test_nothing_is_corrected_where_there_is_no_store(tmp_path):
    found = tidings("correct", "m1", "--reject", "--note", "x", "--store", tmp_path / "nowhere")
    assert found.exit_code == 3
    assert not (tmp_path / "nowhere").exists()


def test_deleting_an_article_stands_in_the_changes(store):
    assert tidings("delete", "m1", "--store", store).exit_code == 2
    assert tidings("delete", "a1", "--store", store).exit_code == 0
    assert tidings("explain", "a1", "--store", store).exit_code == 3
    found = tidings("changes", "--store", store, "--since", "2020-01-01", "--format", "jsonl").stdout
    rows = [json.loads(line) for line in found.splitlines()]
    assert [row["deleted"] for row in rows if (row["message"], row["table"]) == ("delete: a1", "mentions")] == [1]
    assert rows[-1]["message"].startswith("link: ")
    found = tidings(
        "changes", "--store", store, "--since", "2020-01-01", "--table", "articles", "--format", "csv"
    ).stdout
    assert found.splitlines()[-1].endswith("delete: a1,deleted,a1,")
    assert tidings("changes", "--store", store, "--since", "2020-01-01", "--table", "x").exit_code == 2
