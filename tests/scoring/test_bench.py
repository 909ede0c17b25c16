"""The bench prints what it measured; the watch gives each stage its own time alone."""

import time

from tidings.scoring import stages
from tidings.scoring.bench import tell_speed, tell_stages


def test_ratio_is_that_of_each_round(capsys):
    rounds = [
        {part: {"seconds": s, "megabytes": 100.0} for part, s in (("parser", bare), ("tidings", all_), ("rules", 1.0))}
        for bare, all_ in ((1.0, 2.0), (3.0, 4.0), (2.0, 2.5))
    ]
    tell_speed(rounds, count=10, words=1000)
    out = capsys.readouterr().out
    assert "ratio of Tidings                 0.75   (0.50 to 0.80 in 3 rounds)" in out
    assert "bare pipeline              500 words/s    5.0 articles/s    100 MB at most" in out


def test_stages_with_what_none_of_them_took(capsys):
    tell_stages({"seconds": 2.0, "stages": {"coding": 1.0, "the reader": 0.5}}, words=1_000_000)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["coding", "1.0", "µs", "a", "word", "50.0%"]
    assert lines[-1] == ["the", "rest", "0.5", "µs", "a", "word", "25.0%"]


def test_watch_takes_inner_time_from_the_outer(monkeypatch):
    clock = iter([0.0, 1.0, 3.0, 10.0])
    monkeypatch.setattr(time, "process_time", lambda: next(clock))
    watch = object.__new__(stages.Watch)
    watch.seconds, watch._inner = stages.defaultdict(float), []
    inner = watch._timed(lambda: None, "inner")
    watch._timed(inner, "outer")()
    assert watch.seconds == {"inner": 2.0, "outer": 8.0}
