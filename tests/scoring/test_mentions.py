"""Gold of one's own against what was coded: how gold is checked, and what counts as right."""

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from examples import seen
from tidings import wire
from tidings.cli import main
from tidings.errors import DataError
from tidings.records import Entity, Failure, Place, Quantity, Span, Status, Voice, When
from tidings.scoring import gold, mentions

TEXT = "Peru accused Chile of theft. Police arrested ten men in Lima on Monday, police said. Peru accused Chile again."
SENTENCES = [[0, 28], [29, 84], [85, 110]]
ACCUSED = {
    "sentence": 0,
    "trigger": "accused",
    "type": "ACCUSE",
    "mode": "allege",
    "status": "happened",
    "historical": False,
    "actors": [{"text": "Peru", "code": "PER"}],
    "recipients": [{"text": "Chile", "code": "CHL GOV"}],
    "voices": [],
    "when": None,
    "where": None,
    "quantities": [],
}
ARRESTED = {
    **ACCUSED,
    "sentence": 1,
    "trigger": "arrested",
    "type": "COERCE",
    "mode": "arrest",
    "actors": [{"text": "Police", "code": "PER COP"}],
    "recipients": [{"text": "ten men", "code": "UNK"}],
    "voices": [{"text": "police", "code": "PER COP"}],
    "when": {"earliest": "2024-05-13", "latest": "2024-05-13"},
    "where": {"text": "Lima", "country": "PER"},
    "quantities": [{"value": 10, "of": "men"}],
}


def write(folder, *annotated, text=TEXT, sentences=SENTENCES, **document):
    doc = {"id": "a", "text": text, "sentences": sentences, "published": "2024-05-15", **document}
    (folder / "own.docs.jsonl").write_text(json.dumps(doc) + "\n", encoding="utf-8")
    line = {"id": "a", "date_note": None, "mentions": list(annotated)}
    (folder / "own.gold.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return str(folder / "own")


def told(at, type_="ACCUSE", **others):
    start = TEXT.index(at)
    base = {
        "type": type_,
        "mode": None,
        "trigger": Span(start=start, end=start + len(at), text=at),
        "actors": (Entity(start=0, end=4, text="Peru", country="PER"),),
        "recipients": (Entity(start=13, end=18, text="Chile", country="CHL", sectors=("MIL",)),),
        "voices": (),
        "when": None,
        "where": None,
        "quantities": (),
    }
    return replace(seen().mentions[0], **{**base, **others})


def arrested(**others):
    base = {
        "mode": "arrest",
        "actors": (Entity(start=29, end=35, text="Police", country="PER", sectors=("COP",)),),
        "recipients": (),
        "voices": (Voice(start=72, end=78, text="police", country="PER", sectors=("COP",)),),
        "when": When(earliest=date(2024, 5, 13), latest=date(2024, 5, 13)),
        "where": Place(start=56, end=60, text="Lima", country="PER"),
        "quantities": (Quantity(value=10, of="men", text="ten men", start=45, end=52),),
    }
    return told("arrested", "COERCE", **{**base, **others})


def coded(*found, **others):
    digest = sha256(TEXT.encode()).hexdigest()
    base = {"id": "a", "text_sha256": digest, "published": "2024-05-15", "mentions": found, "text": None}
    return {"a": replace(seen(), **{**base, **others})}


def score(folder, annotated, *found):
    return mentions.score(gold.read(write(folder, *annotated)), coded(*found))


def overall(figures):
    return {name: (a.right, a.predicted, a.gold) for name, a in figures.overall.items()}


# ---------------------------------------------------------------------- gold


def test_a_gold_set_is_named_in_three_ways(tmp_path):
    name = write(tmp_path, ACCUSED)
    for given in (name, str(tmp_path), f"{name}.docs.jsonl:{name}.gold.jsonl"):
        [article] = gold.read(given)
        assert article.mentions[0].span == (5, 12)
    (tmp_path / "other.gold.jsonl").touch()
    with pytest.raises(DataError, match="found 2 sets: other, own; name one"):
        gold.read(str(tmp_path))
    with pytest.raises(DataError, match=r"nothing\.docs\.jsonl: no such file"):
        gold.read(str(tmp_path / "nothing"))


def test_the_second_of_two_words_is_meant_with_nth(tmp_path):
    twice = {**ACCUSED, "sentence": 0, "trigger": "e", "nth": 2}
    [article] = gold.read(write(tmp_path, twice))
    assert TEXT[: article.mentions[0].span[0]] == "Peru accus"


def test_the_date_of_a_note_stands_for_the_given_one(tmp_path):
    name = write(tmp_path, ACCUSED)
    path = tmp_path / "own.gold.jsonl"
    path.write_text(path.read_text().replace('"date_note": null', '"date_note": "rather 2024-05-14 (sure)"'))
    [article] = gold.read(name)
    assert article.article.published == "2024-05-14"
    assert mentions.score([article], coded(told("accused"))).redated == ("a",)


def test_every_fault_is_told_with_file_and_line(tmp_path):
    name = write(
        tmp_path,
        {**ACCUSED, "type": "ACUSE"},
        {**ACCUSED, "mode": "alege", "status": "hapened"},
        {**ACCUSED, "sentence": 7},
        {**ACCUSED, "trigger": "blamed"},
        {**ACCUSED, "nth": 2},
        {**ACCUSED, "actors": [{"text": "Peru", "code": "Peru"}]},
        {**ACCUSED, "when": {"earliest": "2024-05-14", "latest": "2024-05-13"}},
        {**ACCUSED, "when": {"earliest": "May", "latest": "2024-05-13"}},
        {k: v for k, v in ACCUSED.items() if k != "voices"},
        sentences=[*SENTENCES, [85, 900]],
    )
    with (tmp_path / "own.gold.jsonl").open("a") as file:
        file.write('{"id": "b", "mentions": []}\n{"id": "a", "mentions": []}\n\n{"id": 1}\n')
    with pytest.raises(DataError) as raised:
        gold.read(name)
    told_ = "\n".join(raised.value.faults).replace(str(tmp_path) + "/", "")
    for expected in (
        "own.docs.jsonl:1: sentences[3]: is 85 to 900; expected offsets into the text of 110 characters",
        'own.gold.jsonl:1: mentions[0]: type "ACUSE" is not known; did you mean ACCUSE?',
        'own.gold.jsonl:1: mentions[1]: mode of ACCUSE "alege" is not known; did you mean allege?',
        'own.gold.jsonl:1: mentions[1]: status "hapened" is not known; did you mean happened?',
        "own.gold.jsonl:1: mentions[2]: sentence: 7 is no sentence; the article has 0 to 3",
        'own.gold.jsonl:1: mentions[3]: trigger: "blamed" stands 0 times in sentence 0, "Peru accused Chile of theft."',
        'own.gold.jsonl:1: mentions[4]: trigger: "accused" stands 1 times in sentence 0',
        'own.gold.jsonl:1: mentions[5]: actors[0]: code "Peru"; expected a country or organisation and sectors',
        "own.gold.jsonl:1: mentions[6]: when: earliest 2024-05-14 lies after latest 2024-05-13",
        "own.gold.jsonl:1: mentions[7]: Invalid RFC3339 encoded date - at `$.when.earliest`",
        "own.gold.jsonl:1: mentions[8]: Object missing required field `voices`",
        'own.gold.jsonl:2: id "b" is of no document in own.docs.jsonl',
        'own.gold.jsonl:3: id "a" is annotated twice',
        "own.gold.jsonl:5: Expected `str`, got `int` - at `$.id`",
    ):
        assert expected in told_


def test_the_example_of_the_documentation_is_gold(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    document, annotation = re.findall(r"```json\n(.*?)\n```", page, re.DOTALL)
    (tmp_path / "own.docs.jsonl").write_text(document)
    (tmp_path / "own.gold.jsonl").write_text(annotation)
    [article] = gold.read(str(tmp_path))
    text = json.loads(document)["text"]
    assert [text[slice(*m.span)] for m in article.mentions] == ["expelled"]
    assert [text[slice(*m.sentence)] for m in article.mentions] == ["Peru expelled Chile's envoy on Monday."]


def test_gold_without_an_annotation_is_none(tmp_path):
    name = write(tmp_path)
    (tmp_path / "own.gold.jsonl").write_text("\n")
    with pytest.raises(DataError, match="annotates no document"):
        gold.read(name)


# ---------------------------------------------------------------------- figures


def test_all_right(tmp_path):
    figures = score(tmp_path, [ACCUSED, ARRESTED], told("accused", mode="allege"), arrested())
    assert overall(figures) == {
        "found": (2, 2, 2),
        "typed": (2, 2, 2),
        "record": (2, 2, 2),
        "voices": (1, 1, 1),
        "quantities": (1, 1, 1),
    }
    assert all(rate.right == rate.of for rate in figures.typed.values())
    assert figures.typed["when left open"].of == figures.typed["where, if stated"].of == 1


def test_a_wrong_type_is_found_and_not_typed(tmp_path):
    figures = score(tmp_path, [ACCUSED], told("accused", "REJECT"))
    assert overall(figures)["found"] == (1, 1, 1)
    assert overall(figures)["typed"] == (0, 1, 1)
    assert {name: (a.right, a.predicted, a.gold) for name, a in figures.types.items()} == {
        "ACCUSE": (0, 0, 1),
        "REJECT": (0, 1, 0),
    }


def test_other_words_of_the_sentence_are_typed_if_the_type_is_right(tmp_path):
    assert overall(score(tmp_path, [ACCUSED], told("theft")))["typed"] == (1, 1, 1)
    assert overall(score(tmp_path, [ACCUSED], told("theft", "REJECT")))["found"] == (0, 1, 1)
    assert overall(score(tmp_path, [ACCUSED], told("again")))["found"] == (0, 1, 1)


def test_each_mention_is_paired_once_and_with_its_own_words_first(tmp_path):
    figures = score(tmp_path, [ACCUSED], told("theft"), told("accused", recipients=()))
    assert overall(figures)["typed"] == (1, 2, 1)
    assert figures.typed["recipients"].right == 0


def test_an_act_that_both_sides_do_may_name_them_in_any_way(tmp_path):
    met = {**ACCUSED, "type": "CONSULT", "mode": None, "recipients": []}
    met["actors"] = [*ACCUSED["actors"], {"text": "Chile", "code": "CHL"}]
    figures = score(tmp_path, [met], told("accused", "CONSULT"))
    assert overall(figures)["record"] == (1, 1, 1)
    assert "direction" not in figures.typed


def test_sides_that_change_places_have_the_wrong_direction(tmp_path):
    found = told("accused")
    figures = score(tmp_path, [ACCUSED], replace(found, actors=found.recipients, recipients=found.actors))
    assert (figures.typed["direction"].right, figures.typed["direction"].of) == (0, 1)
    assert overall(figures)["record"] == (0, 1, 1)


@pytest.mark.parametrize(
    ("change", "name", "record"),
    [
        ({"status": Status.PLANNED}, "status", 0),
        ({"voices": ()}, "voices", 0),
        ({"mode": "seize"}, "mode", 1),
        ({"historical": True}, "historical", 1),
        ({"where": None}, "where, if stated", 1),
        ({"when": None}, "when", 1),
        ({"when": When(earliest=date(2024, 5, 10), latest=date(2024, 5, 13))}, "when", 1),
    ],
)
def test_what_makes_a_field_wrong_and_a_record(tmp_path, change, name, record):
    figures = score(tmp_path, [ARRESTED], arrested(**change))
    assert (figures.typed[name].right, figures.typed[name].of) == (0, 1)
    assert overall(figures)["record"][0] == record


def test_a_voice_is_right_by_its_words_or_its_code(tmp_path):
    for text, sectors, right in (
        ("the police", (), 1),
        ("officers", ("COP",), 1),
        ("officers", ("GOV",), 0),
        ("", (), 0),
    ):
        voice = Voice(start=None, end=None, text=text, country="PER", sectors=sectors)
        assert overall(score(tmp_path, [ARRESTED], arrested(voices=(voice,))))["voices"] == (right, 1, 1)


def test_ranges_are_right_if_both_ends_are(tmp_path):
    ranged = {**ARRESTED, "quantities": [{"value": [10, None], "of": "men"}]}
    for value, right in (((10, None), 1), (10, 0), ((10, 20), 0)):
        quantity = Quantity(value=value, of="men", text="ten men", start=45, end=52)
        assert overall(score(tmp_path, [ranged], arrested(quantities=(quantity,))))["quantities"] == (right, 1, 1)


def test_mentions_in_a_quiet_article_are_noise(tmp_path):
    figures = score(tmp_path, [], told("accused"))
    assert (figures.quiet, figures.noise) == (1, 1)
    assert overall(figures)["found"] == (0, 1, 0)


def test_an_article_that_was_not_coded_has_none(tmp_path):
    read = gold.read(write(tmp_path, ACCUSED))
    failed = Failure(id="a", stage="coding", reason="internal error", detail="…")
    for answers in ({}, {"a": failed}):
        figures = mentions.score(read, answers)
        assert overall(figures)["found"] == (0, 0, 1)
        assert figures.absent == ("a",)


def test_an_answer_to_another_text_is_told(tmp_path):
    read = gold.read(write(tmp_path, ACCUSED))
    with pytest.raises(DataError, match="a: coded from another text"):
        mentions.score(read, coded(text_sha256="0"))


def test_lines_that_are_no_answers_are_told():
    line = wire.encode(coded()["a"])
    other = wire.encode(coded(told("accused"))["a"])
    with pytest.raises(DataError) as raised:
        mentions.answers([line, b"\n", line, other, b"{}", b"nothing"], "out.jsonl")
    assert raised.value.faults[0] == 'out.jsonl:4: id "a" stands twice, with other answers'
    assert raised.value.faults[1].startswith("out.jsonl:5: not a coded line")
    assert raised.value.faults[2].startswith("out.jsonl:6: not JSON")


# ---------------------------------------------------------------------- the command


def command(*arguments):
    return CliRunner().invoke(main, ["score", *map(str, arguments)])


def test_the_command_prints_a_table_or_json(tmp_path):
    name = write(tmp_path, ACCUSED, ARRESTED)
    out = tmp_path / "out.jsonl"
    out.write_bytes(wire.encode(coded(told("accused"))["a"]) + b"\n")
    shown = command(name, out)
    assert shown.exit_code == 0
    assert "typed                1.000     0.500     0.667         2         1" in shown.stdout
    figures = json.loads(command(name, out, "--json").stdout)
    assert figures["typed"] == {"P": 1.0, "R": 0.5, "F1": 0.667, "gold": 2, "predicted": 1}
    assert figures["of_the_typed"]["mode"] == {"accuracy": 0.0, "of": 1}
    assert figures["per_type"]["COERCE"]["gold"] == 1


def test_the_command_tells_what_was_not_coded_and_what_is_no_gold(tmp_path):
    name = write(tmp_path, ACCUSED)
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"")
    shown = command(name, out)
    assert shown.exit_code == 3
    assert shown.stderr == "tidings: 1 of 1 articles not coded: a\n"
    bad = command(write(tmp_path, {**ACCUSED, "type": "ACUSE"}), out)
    assert bad.exit_code == 3
    assert "did you mean ACCUSE?" in bad.stderr
    assert command(name, tmp_path / "nowhere.jsonl").exit_code == 2
