"""Where a command writes."""

from pathlib import Path

import pytest

from tidings.running.output import output


def test_a_file_appears_only_at_the_end(tmp_path):
    target = tmp_path / "out.jsonl"
    with output(target) as stream:
        stream.write(b"line\n")
        assert not target.exists()
    assert target.read_bytes() == b"line\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def fail_half_way(stream, error):
    stream.write(b"half")
    raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_what_was_there_stays_when_writing_fails(tmp_path, error):
    target = tmp_path / "out.jsonl"
    target.write_text("before")
    with pytest.raises(error), output(target) as stream:
        fail_half_way(stream, error)
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with output(tmp_path / "link") as stream:
        stream.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError), output(tmp_path / "nowhere" / "out.jsonl"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told():
    with pytest.raises(OSError, match="No space left"), output(Path("/dev/full")) as stream:
        stream.write(b"x")
