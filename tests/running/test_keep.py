"""Read, code and keep: nothing twice, nothing lost, whatever stops it."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from keeping import coder_of, content, stream
from tidings.errors import StoreError
from tidings.running.coders import Alone
from tidings.running.keep import keep
from tidings.running.tally import Tally
from tidings.storing.store import Store


def kept(folder: Path, items, coder=None) -> tuple[dict, Tally]:
    tally = Tally()
    with Store.open(folder) as store:
        keep(items, Alone(coder or coder_of()), store, tally, lambda _: None)
        return content(store), tally


def test_all_is_kept_and_counted(tmp_path):
    tables, tally = kept(tmp_path, stream(200))
    assert len(tables["articles"]) == tally.coded == 180
    assert len(tables["failures"]) == tally.failed.total() == 20
    assert len(tables["mentions"]) == tally.mentions["CONSULT"] == 180
    assert tally.exit_code == 1


def test_running_again_codes_nothing_but_what_failed(tmp_path):
    before, _ = kept(tmp_path, stream(200))
    coder = coder_of()
    after, tally = kept(tmp_path, stream(200), coder)
    assert after == before
    assert (tally.read, tally.known, tally.coded) == (190, 180, 0)
    assert len(coder.asked) == 10


def test_another_version_of_the_coder_codes_all_again(tmp_path):
    before, _ = kept(tmp_path, stream(100))
    after, tally = kept(tmp_path, stream(100), coder_of("v2"))
    assert tally.coded == 90
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}


def test_a_run_killed_in_the_middle_and_started_again_ends_with_the_same_store(tmp_path):
    whole, _ = kept(tmp_path / "whole", stream(400))
    script = Path(__file__).parent.parent / "keeping.py"
    killed = tmp_path / "killed"
    with subprocess.Popen([sys.executable, script, killed, "400"], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"batch\n"
        assert run.stdout.readline() == b"batch\n"
        os.kill(run.pid, signal.SIGKILL)
    with Store.open(killed, read_only=True) as store:
        partial = content(store)
    assert 0 < len(partial["articles"]) < len(whole["articles"])
    finished, tally = kept(killed, stream(400))
    assert finished == whole
    assert tally.known == len(partial["articles"])


def test_a_disk_that_fills_up_is_told_and_what_was_kept_before_stays(tmp_path):
    """A limit on file size stands for the end of the disk."""
    kept(tmp_path, stream(10))
    size = (tmp_path / "tidings.duckdb").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with pytest.raises(StoreError, match=str(tmp_path)):
            kept(tmp_path, stream(20_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    with Store.open(tmp_path, read_only=True) as store:
        assert len(content(store)["articles"]) >= 9
