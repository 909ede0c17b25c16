"""The route from page to mention: nothing is lost, whatever comes."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial

import pytest
from click.testing import CliRunner

import tidings
from tidings import pipeline, wire
from tidings.cli import main
from tidings.errors import InputError
from tidings.pipeline import failure
from tidings.records import Article, Coded, Failure

pytestmark = pytest.mark.model

NEWS = (
    "Chad's president condemned the attack on Monday. Niger accused Mali of arming the rebels, "
    "and the foreign minister of Chad said that he would visit Niger next week for talks.\n"
)


@pytest.fixture(scope="module")
def coder():
    return tidings.load()


def test_a_text_gives_mentions_that_quote_it(coder):
    coded = coder.code(NEWS, published="2024-05-15", publisher="Example News")
    assert {mention.type for mention in coded.mentions} >= {"ACCUSE"}
    for mention in coded.mentions:
        for span in (mention.trigger, mention.evidence):
            assert NEWS[span.start : span.end] == span.text
        for entity in (*mention.actors, *mention.recipients, *mention.voices):
            assert entity.start is None or NEWS[entity.start : entity.end] == entity.text
        assert mention.cues


def test_the_same_text_gives_the_same_line(coder):
    once, again = (wire.encode(coder.code(NEWS, published="2024-05-15")) for _ in range(2))
    assert once == again


def spans(value):
    """Every start, end and text in a coded article, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_typographic_quotes_move_nothing_and_are_quoted_as_they_stand(coder):
    text = (
        "\u201cWe won\u2019t yield,\u201d Chad\u2019s president said on May 3\u2014\u2018for now\u2019. "
        "In the 1990\u2019s Chad arrested twenty \u201cforeign agents\u201d from Mali. " + NEWS
    )
    found = list(spans(json.loads(wire.encode(coder.code(text, published="2024-05-15")))))
    assert any("\u2019" in words for _, _, words in found)
    assert [(words, text[start:end]) for start, end, words in found if text[start:end] != words] == []


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        ("", None, "no text"),
        ("NUL \x00 " + NEWS, None, "not text"),
        ("half \ud800 " + NEWS, None, "not text"),
        (NEWS, "2099-01-01", "date in the future"),
        (NEWS, "yesterday", "no date"),
        ("Der Präsident verurteilte am Montag den Angriff und kündigte an, dass er in der kommenden Woche " * 3, None,
         "language not supported"),
        ("a " * 600_000, None, "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_coded_says_why(coder, text, published, reason):
    with pytest.raises(InputError) as caught:
        coder.code(text, published=published)
    assert caught.value.reason == reason
    [result] = coder.pipe([Article(id="x", text=text, published=published)])
    assert isinstance(result, Failure)
    assert (result.id, result.reason) == ("x", reason)


def test_a_sentence_of_a_hundred_thousand_characters_is_coded(coder):
    text = "Chad condemned the attack and " + "the very " * 11_200 + "old rebels fled."
    start = time.perf_counter()
    coded = coder.code(text)
    assert time.perf_counter() - start < 60
    assert isinstance(coded, Coded)


def test_one_article_that_breaks_a_stage_takes_no_other_with_it(coder, monkeypatch):
    annotate = coder._annotator.annotate

    def breaks(article, *rest):
        if article.id == "a1":
            raise KeyError("broken on purpose")
        return annotate(article, *rest)

    monkeypatch.setattr(coder._annotator, "annotate", breaks)
    results = list(coder.pipe(Article(id=f"a{n}", text=NEWS) for n in range(3)))
    assert [result.id for result in results] == ["a0", "a1", "a2"]
    assert [type(result) for result in results] == [Coded, Failure, Coded]
    assert results[1].reason == "internal error"
    assert "KeyError: 'broken on purpose' (pipeline/coding.py:" in results[1].detail


def test_one_article_that_breaks_the_parser_takes_no_other_with_it(coder, monkeypatch):
    parse = pipeline.coding.parse

    def breaks(nlp, texts):
        texts = list(texts)
        if any("BREAK" in text for text in texts):
            raise ValueError("cannot parse")
        return parse(nlp, texts)

    monkeypatch.setattr(pipeline.coding, "parse", breaks)
    results = list(coder.pipe(Article(id=str(n), text=NEWS + ("BREAK" if n == 1 else "")) for n in range(3)))
    assert [type(result) for result in results] == [Coded, Failure, Coded]
    assert results[1].stage == "annotating"


def test_failures_pass_through_in_their_place(coder):
    failed = failure("f", "reading", InputError("reading", "empty file", "0 bytes"))
    results = list(coder.pipe([Article(id="a", text=NEWS), failed, Article(id="b", text=NEWS)]))
    assert [result.id for result in results] == ["a", "f", "b"]


def test_phrases_name_actors(coder):
    assert coder.resolve("the Chadian government").country == "TCD"


def test_commands_end_to_end(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    pages, store, out = tmp_path / "pages", tmp_path / "store", tmp_path / "out.jsonl"
    pages.mkdir()
    (pages / "a.txt").write_text(NEWS)
    (pages / "b.txt").write_text("Again: " + NEWS)
    (pages / "c.html").write_bytes(b"\x00\x01\x02\xff" * 100)
    assert run("read", pages, "-o", tmp_path / "read.jsonl").exit_code == 1
    coded = run("code", pages, "-o", out)
    assert coded.exit_code == 1
    assert coded.stderr.splitlines()[-1].startswith("tidings: 1 of 3 failed")
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert ["error" in line for line in lines] == [False, False, True]
    assert run("code", tmp_path / "read.jsonl").stdout == out.read_text()  # a failure of reading keeps its line
    first = run("run", pages, "--store", store)
    assert first.exit_code == 1
    assert "coded     2" in first.stdout
    assert "ACCUSE" in first.stdout
    again = run("run", pages, "--store", store)
    assert "2 were in the store already" in again.stdout.replace("of which ", "")
    assert "coded     0" in again.stdout
    mention = lines[0]["mentions"][0]["id"]
    assert "lexicon" in run("explain", mention, "--store", store).stdout
    shown = run("explain", pages / "a.txt", "--html", tmp_path / "a.html")
    assert shown.exit_code == 0
    assert mention in (tmp_path / "a.html").read_text()


def test_ctrl_c_is_clean_and_leaves_the_old_file(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    command = [sys.executable, "-m", "tidings.cli", "code", "-", "-o", str(out)]
    listening = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a runner in the background has it ignored
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, preexec_fn=listening) as run:  # noqa: PLW1509 - no threads here
        line = json.dumps({"text": NEWS}) + "\n"
        run.stdin.write(line * 40)
        run.stdin.flush()
        for _ in range(600):
            if run.poll() is not None or any(path.name.endswith(".part") for path in tmp_path.iterdir()):
                break
            time.sleep(0.05)
        time.sleep(0.2)
        os.kill(run.pid, signal.SIGINT)
        assert run.communicate(timeout=60)[1] == "tidings: interrupted\n"
        assert run.returncode == 130
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_settings_change_what_is_written(coder):
    bare = tidings.load(replace(coder.settings, attributions=False))
    assert bare.code(NEWS).attributions == ()
    assert bare.code(NEWS).mentions == coder.code(NEWS).mentions


def test_silence_on_an_act_taken_up_by_a_noun_is_noted_on_the_act(coder):
    text = "Chad's army shelled the Sudanese town of Tine on Monday. State radio in Khartoum did not report the attack."
    coded = coder.code(text, published="2024-05-15")
    [assault] = [mention for mention in coded.mentions if mention.type == "ASSAULT"]
    assert assault.trigger.text == "shelled"
    assert [entity.text for entity in assault.silent] == ["State radio"]


@pytest.mark.parametrize(
    ("text", "act", "counted"),
    [
        ("At least 31 people were killed in an Ethiopian air strike on Mekelle.", "air strike", [(31, None)]),
        ("The bombardment of Kharkiv involved nine glide bombs.", "bombardment", [9]),
        ("The court in Minsk sentenced the Belarusian editor to six months in prison.", "sentenced", [6]),
    ],
)
def test_numbers_belong_to_the_act_that_they_count(coder, text, act, counted):
    mentions = coder.code(text, published="2024-05-15").mentions
    [mention] = [mention for mention in mentions if mention.trigger.text == act]
    assert [quantity.value for quantity in mention.quantities] == counted
