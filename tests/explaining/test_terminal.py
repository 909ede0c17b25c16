"""An explanation on a terminal."""

from dataclasses import replace

import pytest

from examples import seen
from tidings.explaining.explanation import Explanation, printable
from tidings.explaining.terminal import lines
from tidings.records import Article, Declined


class Rules:
    def where(self, rule):
        return "lexicon/en/talk.toml:12" if rule == "lexicon:call" else None


def explained(**changes) -> Explanation:
    coded = replace(seen(), **changes)
    return Explanation(article=Article(id="a", text="Kim called Minsk ..."), coded=coded, rules=Rules())


def test_without_colour_every_span_is_told_in_words():
    shown = "".join(lines(explained(), colour=False))
    assert "[actor: Kim]" in shown
    assert "[trigger: called]" in shown
    assert "\x1b" not in shown


def test_every_decision_is_shown_with_words_rule_and_line():
    shown = "".join(lines(explained(), colour=False))
    assert "“called”" in shown
    assert "lexicon:call" in shown
    assert "lexicon/en/talk.toml:12" in shown


def test_with_colour_there_is_a_legend_and_no_bracket(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = "".join(lines(explained(), colour=True))
    assert "\x1b[" in shown
    assert "[actor:" not in shown
    assert "recipient" in shown


def test_no_color_is_heeded(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "[actor: Kim]" in "".join(lines(explained(), colour=True))


def test_what_was_declined_is_told_with_its_reason():
    declined = Declined(start=0, end=3, text="Kim", stage="coding", reason="a name")
    assert "coding: a name" in "".join(lines(explained(declined=(declined,)), colour=False))


def test_a_rule_that_is_gone_is_told():
    mention = replace(seen().mentions[0], cues=(replace(seen().mentions[0].cues[0], rule="lexicon:gone"),))
    assert "no rule of this version" in "".join(lines(explained(mentions=(mention,)), colour=False))


@pytest.mark.parametrize("odd", ["\x1b[31m", "a\u202eb", "\x07", "a\nb", "\x9b1m"])
def test_what_would_steer_the_terminal_is_replaced_one_for_one(odd):
    assert len(printable(odd)) == len(odd)
    assert printable(odd).isprintable()
