"""Read, code and keep: nothing twice, nothing lost, whatever stops it."""

import os
import resource
import signal
import subprocess
import sys
import time
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
    """``make kill`` does it 50 times with the real command."""
    whole, _ = kept(tmp_path / "whole", stream(400))
    script = Path(__file__).parent.parent / "keeping.py"
    killed = tmp_path / "killed"
    held = [0]
    for batches, more in ((1, 0.0), (2, 0.2), (1, 0.3)):  # the fake coder takes 0.2 s, the rest is writing
        with subprocess.Popen([sys.executable, script, killed, "400"], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            for _ in range(batches):
                assert run.stdout.readline() == b"batch\n"
            time.sleep(more)
            os.kill(run.pid, signal.SIGKILL)
        with Store.open(killed, read_only=True) as store:
            held.append(len(content(store)["articles"]))
    assert held == sorted(held)
    assert 0 < held[-1] < len(whole["articles"])
    finished, tally = kept(killed, stream(400))
    assert finished == whole
    assert tally.known == held[-1]


def test_a_disk_that_fills_up_is_told_and_what_was_kept_before_stays(tmp_path):
    """A limit on file size stands for the end of the disk."""
    kept(tmp_path, stream(10))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(StoreError, match=str(tmp_path)):
            kept(tmp_path, stream(200))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    with Store.open(tmp_path, read_only=True) as store:
        assert len(content(store)["articles"]) >= 8
