"""Processes that code: order, bounds, and what happens when they die."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from keeping import content
from pooling import Obedient, article, obey
from tidings.errors import DataError, SetupError
from tidings.records import Failure
from tidings.running.batches import PIECE, batches
from tidings.running.coders import FEW, Alone, coders, processes_for
from tidings.running.keep import keep
from tidings.running.pool import AHEAD, Pool, _Worker
from tidings.running.tally import Tally
from tidings.storing.store import Store

SCRIPT = Path(__file__).parent.parent / "pooling.py"
TWO = 2


@pytest.fixture(scope="module")
def pool():
    with Pool(Obedient(), TWO) as opened:
        yield opened


def results(pool, items, most=64):
    return [result for batch in pool.map(batches(items, articles=most)) for result in batch]


def test_the_order_stays_whatever_takes_how_long(pool):
    given = [article(n, f"SLEEP {n * 7919 % 40}") for n in range(100)]
    assert results(pool, given, most=30) == [obey(replaced) for replaced in given]


def test_batches_come_back_as_they_were_cut(pool):
    given = [[], [article(n) for n in range(20)], [], [article(20)]]
    assert [len(batch) for batch in pool.map(given)] == [0, 20, 0, 1]


def test_one_that_fails_and_one_that_failed_before_take_no_others_along(pool):
    unread = Failure(id="x", stage="reading", reason="empty file", detail="0 bytes")
    given = [article(0), unread, article(1, "FAIL"), article(2, "HUGE"), article(3)]
    good, passed, failed, huge, last = results(pool, given)
    assert (good, passed, last) == (obey(article(0)), unread, obey(article(3)))
    assert failed == obey(article(1, "FAIL"))
    assert (huge.id, huge.reason) == ("a2", "internal error")


def test_what_kills_its_process_is_told_and_all_others_are_coded(pool):
    given = [article(n, "KILL" if n in (3, 21) else "Kim called.") for n in range(40)]
    found = results(pool, given)
    dead = [result for result in found if isinstance(result, Failure)]
    assert [(failure.id, failure.stage, failure.reason) for failure in dead] == [
        ("a3", "coding", "worker died"),
        ("a21", "coding", "worker died"),
    ]
    assert "SIGKILL(-9)" in dead[0].detail
    assert [result for result in found if result not in dead] == [
        obey(one) for one in given if one.id not in ("a3", "a21")
    ]


def test_what_was_with_a_process_that_was_killed_is_tried_again(pool, tmp_path):
    given = [article(n, f"ONCE {tmp_path / 'killed'}" if n == 3 else "Kim called.") for n in range(20)]
    assert not [result for result in results(pool, given) if isinstance(result, Failure)]
    assert (tmp_path / "killed").exists()


@pytest.mark.parametrize("by", ["alone", "pool"])
def test_no_more_is_read_ahead_than_the_bound(pool, by):
    taken = 0

    def stream():
        nonlocal taken
        for number in range(400):
            taken += 1
            yield article(number)

    coding, most = (pool, TWO * AHEAD * PIECE) if by == "pool" else (Alone(Obedient()), 0)
    given = 0
    for batch in coding.map(batches(stream(), articles=20)):
        assert taken <= given + 20 + most + 20 + 1  # the batch that is given, what is ahead, the one being cut
        given += len(batch)
    assert given == taken == 400


def test_a_process_has_one_thread_for_arithmetic_and_leaves_ctrl_c_to_its_parent(pool):
    def ask(*question):
        return pool._threads.submit(pool._with_a_worker, _Worker._ask, *question).result()

    assert ask(os.getenv, "OMP_NUM_THREADS") == "1"
    assert signal.SIGINT in ask(signal.pthread_sigmask, signal.SIG_BLOCK, [])


def test_faulty_data_are_told_as_without_a_pool():
    with Pool(Obedient(fault="data"), TWO) as faulty, pytest.raises(DataError, match=r"words\.tsv:7"):
        results(faulty, [article(0)])


def test_processes_that_die_while_loading_end_the_run():
    with Pool(Obedient(fault="death"), TWO) as dying, pytest.raises(SetupError, match="--processes"):
        results(dying, [article(0)])


def test_few_articles_are_coded_in_this_process_and_many_on_all_cores(monkeypatch):
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")
    given = [article(n) for n in range(FEW)]
    for items, asked, expected in ((given[1:], None, 1), (given, None, 1), (given, 3, 3), (given[:1], 2, 2)):
        stream, count = processes_for(iter(items), asked)
        assert (list(stream), count) == (items, expected)
    with coders(Obedient("v7"), 1) as by:
        assert isinstance(by, Alone)
        assert by.version == "v7"


def test_a_pool_keeps_what_one_process_keeps(pool, tmp_path):
    given = [article(n % 190, "FAIL" if n % 190 == 7 else "Kim called.") for n in range(200)]  # ten come twice
    found = {}
    for name, by in (("alone", Alone(Obedient())), ("pool", pool)):
        tally = Tally()
        with Store.open(tmp_path / name) as store:
            keep(given, by, store, tally, lambda _: None)
            found[name] = content(store), tally
    assert found["pool"] == found["alone"]
    assert found["pool"][1].known == 9  # of the ten, one had failed


# ------------------------------------------------------------------ runs that are stopped


def run(folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    (folder / "pids").mkdir()
    command = [sys.executable, str(SCRIPT), str(folder / "pids"), *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)


def written(folder: Path, count: int, pause: int, touching: int = 0) -> Path:
    """Articles that each take so many milliseconds; one of them makes a file when it is coded."""
    path = folder / "articles.jsonl"
    texts = [f"SLEEP {pause} Kim called Minsk." for _ in range(count)]
    texts[touching] += f" TOUCH {folder / 'touched'}"
    rows = ({"id": f"a{n}", "text": text, "language": "en"} for n, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def wait_for(what, seconds=60.0):
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return found


def pids(folder: Path) -> list[int]:
    return [int(path.name) for path in (folder / "pids").iterdir()]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z" if Path("/proc/self").exists() else False


def test_ctrl_c_ends_a_run_cleanly_and_the_next_goes_on(tmp_path):
    path, store = written(tmp_path, 200, 10, touching=64 + TWO * AHEAD * PIECE), tmp_path / "store"
    with run(tmp_path, "run", path, "--processes", "2", "--store", store) as started:
        wait_for((tmp_path / "touched").exists)  # it is read only when the first batch is kept
        os.killpg(started.pid, signal.SIGINT)  # as a terminal does: to all processes at once
        began = time.monotonic()
        _, told = started.communicate()
    assert (started.returncode, told) == (130, b"tidings: interrupted\n")
    assert time.monotonic() - began < 10  # seconds; it takes a tenth of one where nobody else is at work
    assert all(map(gone, pids(tmp_path)))
    tally = Tally()
    with Store.open(store) as opened:
        kept = len(content(opened)["articles"])
        assert kept in (64, 128)
        keep([article(n) for n in range(200)], Alone(Obedient()), opened, tally, lambda _: None)
        assert len(content(opened)["articles"]) == 200
    assert tally.known == kept


def test_ctrl_c_leaves_no_half_written_file(tmp_path):
    path, out = written(tmp_path, 200, 20, touching=100), tmp_path / "out.jsonl"
    with run(tmp_path, "code", path, "--processes", "2", "-o", out) as started:
        wait_for((tmp_path / "touched").exists)
        os.killpg(started.pid, signal.SIGINT)
        _, told = started.communicate()
    assert (started.returncode, told) == (130, b"tidings: interrupted\n")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["articles.jsonl", "pids", "touched"]
    assert all(map(gone, pids(tmp_path)))


def test_processes_whose_parent_was_killed_end(tmp_path):
    path = written(tmp_path, 200, 100)
    with run(tmp_path, "code", path, "--processes", "2") as started:
        wait_for(lambda: len(pids(tmp_path)) == 2)
        started.kill()
        wait_for(lambda: all(map(gone, pids(tmp_path))))
