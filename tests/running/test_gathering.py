"""Items of many sources: all of them, in each source's order, and no further than they are taken."""

import threading
import time

import pytest

from tidings.running.gathering import gathered


def flat(batches):
    return [item for batch in batches for item in batch]


@pytest.mark.parametrize("threads", [1, 8])
def test_all_items_come_each_source_in_order(threads):
    sources = [[(n, k) for k in range(40)] for n in range(20)]
    found = flat(gathered(sources, threading.Event(), threads=threads))
    assert [[item for item in found if item[0] == n] for n in range(20)] == sources


def test_nothing_comes_of_no_sources():
    assert flat(gathered([], threading.Event())) == []


def test_a_slow_source_does_not_hold_up_the_others():
    ready = threading.Event()

    def slow():
        assert ready.wait(5)
        yield "slow"

    found = []
    for batch in gathered([slow(), ["quick"]], threading.Event()):
        found += batch
        ready.set()
    assert found == ["quick", "slow"]


def test_sources_wait_for_the_taker():
    drawn = []

    def source():
        for n in range(1000):
            drawn.append(n)
            yield n

    batches = gathered([source()], threading.Event(), most=4)
    assert next(batches) == [0, 1, 2, 3] or drawn
    time.sleep(0.05)
    assert len(drawn) < 20
    batches.close()


def test_a_fault_in_a_source_is_raised():
    def faulty():
        yield 1
        raise KeyError("fault")

    with pytest.raises(KeyError):
        flat(gathered([faulty()], threading.Event()))


def test_stopping_ends_it_though_a_source_has_more():
    stop = threading.Event()
    count = 0
    for batch in gathered([iter(int, 1)], stop):
        count += len(batch)
        stop.set()
    assert 0 < count < 100
