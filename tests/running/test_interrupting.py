"""A first Ctrl-C asks, a second one insists."""

import os
import signal

import pytest

from tidings.running.interrupting import until_interrupted


def test_the_first_signal_is_a_wish_and_the_second_an_end():
    told, before = [], signal.getsignal(signal.SIGINT)
    with until_interrupted(lambda: told.append(1)) as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(1)
        assert told == [1]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
