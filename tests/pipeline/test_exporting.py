"""Lines in files to what exporting takes, in any order."""

from dataclasses import replace

from exportable import event, known, write_lines
from tidings import wire
from tidings.pipeline import Gathered
from tidings.records import Failure


def test_lines_join_in_any_order(tmp_path):
    paths = write_lines(tmp_path, event())
    for order in (paths, paths[::-1]):
        gathered = Gathered.read(order)
        (one,) = gathered.exported(known().codes.ontology)
        assert gathered.failures == []
        assert [report.mention.id for report in one.reports] == ["m1", "m2"]
        assert one.outlets == ("The Gazette",)
        assert one.reports[0].url == "https://gazette.example/a1"


def test_without_articles_the_ids_are_all_that_is_known_of_them(tmp_path):
    (one,) = Gathered.read(write_lines(tmp_path, event())[:2]).exported(known().codes.ontology)
    assert one.articles == ("a1", "a2")
    assert (one.outlets, one.reports[0].article, str(one.reports[0].day)) == ((), None, "2031-05-03")


def test_failures_of_earlier_commands_are_kept(tmp_path):
    lines = write_lines(tmp_path, event())
    failed = Failure(id="a3", stage="reading", reason="empty file", detail="0 bytes")
    (tmp_path / "more.jsonl").write_bytes(wire.encode(failed) + b"\n")
    assert Gathered.read([*lines, tmp_path / "more.jsonl"]).failures == [failed]


def test_a_publication_date_of_another_form_is_told(tmp_path):
    paths = write_lines(tmp_path, event())
    coded = tmp_path / "coded.jsonl"
    coded.write_text(coded.read_text().replace("2031-05-03T10:15:00+02:00", "3 May 2031"))
    gathered = Gathered.read(paths)
    assert list(gathered.exported(known().codes.ontology)) == []
    assert gathered.failures[0].reason == "not a date"


def test_a_file_that_is_not_there_is_a_failure(tmp_path):
    (failure,) = Gathered.read([tmp_path / "none.jsonl"]).failures
    assert failure.reason == "no such file"


def test_an_article_that_is_coded_twice_is_what_the_later_line_says(tmp_path):
    lines = write_lines(tmp_path, event())
    coded = tmp_path / "coded.jsonl"
    first = wire.decode(coded.read_bytes().splitlines()[0])
    coded.write_bytes(coded.read_bytes() + wire.encode(replace(first, mentions=())) + b"\n")
    gathered = Gathered.read(lines)
    assert list(gathered.exported(known().codes.ontology)) == []
    assert [failure.reason for failure in gathered.failures] == ["mentions not at hand"]


def test_coded_lines_with_their_text_tell_the_outlet(tmp_path):
    lines = write_lines(tmp_path, event())[:2]
    coded = tmp_path / "coded.jsonl"
    told = [wire.decode(line) for line in coded.read_bytes().splitlines()]
    told = [replace(one, text="Mali shelled a camp.", publisher="The Gazette") for one in told]
    coded.write_bytes(b"".join(wire.encode(one, with_text=True) + b"\n" for one in told))
    (one,) = Gathered.read(lines).exported(known().codes.ontology)
    assert one.outlets == ("The Gazette",)
