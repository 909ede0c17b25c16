"""The words that say how far an act has come, and the faults that their loader tells."""

import pytest

from tidings.errors import DataError
from tidings.knowledge import factuality
from tidings.knowledge.tables import Data
from tidings.records import Status


def load(folder=None):
    data = Data.open(folder)
    words = factuality.load(data)
    data.check()
    return words


def test_every_status_stands_on_the_scale():
    scale = load().scale
    assert set(scale) == set(Status)
    assert scale[Status.DENIED] < 0 < scale[Status.POSSIBLE] < scale[Status.PLANNED] < scale[Status.HAPPENED]


def test_a_users_signature_replaces_ours(tmp_path):
    (tmp_path / "factuality").mkdir()
    (tmp_path / "factuality" / "verbs.tsv").write_text(
        "word\tframe\taffirmed\tnegated\texample\nrefuse\tto\tpossible\tdenied\tHe refused to [go].\n"
    )
    assert load(tmp_path).verbs["refuse", "to"].affirmed is Status.POSSIBLE


def test_an_unknown_effect_is_told(tmp_path):
    (tmp_path / "factuality").mkdir()
    (tmp_path / "factuality" / "verbs.tsv").write_text(
        "word\tframe\taffirmed\tnegated\texample\nhum\tto\tplaned\tdenied\tHe hummed to [go].\n"
    )
    with pytest.raises(DataError, match="did you mean planned"):
        load(tmp_path)
