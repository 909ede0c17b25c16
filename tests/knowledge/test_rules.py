"""Where rules stand."""

import re

import pytest

from tidings.knowledge.digest import digest
from tidings.knowledge.rules import _PACKAGE, Rules
from tidings.knowledge.tables import PACKAGE_DATA


@pytest.fixture(scope="module")
def rules():
    return Rules.load()


def test_an_entry_of_the_lexicon_is_found_at_its_line(rules):
    found = rules.where("lexicon:arrest-verb")
    file, line = found.split(":")
    assert 'id = "arrest-verb"' in (PACKAGE_DATA / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]


def test_a_name_written_in_the_code_is_found_at_its_line(rules):
    file, line = rules.where("status:question").split(":")
    assert "status:question" in (_PACKAGE / file).read_text(encoding="utf-8").split("\n")[int(line) - 1]


def test_a_row_names_its_own_line(rules):
    assert rules.where("factuality/verbs.tsv:12") == "factuality/verbs.tsv:12"


def test_an_unknown_rule_stands_nowhere(rules):
    assert rules.where("nothing at all") is None


def test_the_users_entry_is_found_in_the_users_folder(tmp_path):
    folder = tmp_path / "lexicon" / "en"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('\n[[sense]]\nid = "my-own"\n')
    assert re.search(r"mine\.toml:3$", Rules.load(tmp_path).where("lexicon:my-own"))


def test_the_digest_changes_with_a_word_of_the_users_and_only_then(tmp_path):
    folder = tmp_path / "lexicon" / "en"
    folder.mkdir(parents=True)
    assert digest(tmp_path) == digest(tmp_path) == digest()
    (folder / "mine.toml").write_text('id = "my-own"\n')
    assert digest(tmp_path) != digest()
