import json

import pytest
from click.testing import CliRunner

from tidings.cli import main

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    texts = {
        "a": "Peru and Chile signed a border treaty in 2018. The treaty bars Peru from building a wall.",
        "b": "Chile accused Peru of violating its border treaty with Chile.",
    }
    path = tmp_path_factory.mktemp("commitments") / "articles.jsonl"
    lines = [
        json.dumps({"id": key, "text": text, "published": "2025-11-20", "language": "en"})
        for key, text in texts.items()
    ]
    path.write_text("\n".join([*lines, "no article"]), encoding="utf-8")
    return str(path)


def test_the_command_joins_what_two_articles_name_and_keeps_what_failed(articles):
    result = CliRunner().invoke(main, ["commitments", articles, "--no-reader"])
    failed, commitment = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert "error" in failed
    assert commitment["articles"] == ["a", "b"]
    assert [duty["content"]["text"] for duty in commitment["duties"]] == ["Peru from building a wall"]
    assert {found["bearing"] for found in commitment["invocations"]} == {"makes", "breaches"}


def test_the_table_is_for_reading(articles):
    result = CliRunner().invoke(main, ["commitments", articles, "--table", "--no-reader"])
    assert result.stdout.splitlines()[0] == "border treaty"
    assert "  forbids      Peru from building a wall (a)" in result.stdout
