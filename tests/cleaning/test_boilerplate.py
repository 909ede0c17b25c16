"""Every pattern of the data is held against its own example and near miss, through the code that uses it."""

import pytest

from tidings.cleaning.blocks import blocks
from tidings.knowledge import cleaning
from tidings.knowledge.tables import Data
from tidings.layout import BlockKind

PROSE = "The minister flew home on Monday after a week of talks in the harbour town, and said nothing more.\n\n"
PATTERNS = cleaning.load(Data.open()).boilerplate


def boilerplate_in(line, patterns):
    text = PROSE + line
    return [text[b.start : b.end] for b in blocks(text, None, patterns) if b.kind is BlockKind.BOILERPLATE]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.id)
def test_example_is_boilerplate(pattern):
    assert boilerplate_in(pattern.example, [pattern])


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.id)
def test_near_miss_is_body_for_all_patterns(pattern):
    assert not boilerplate_in(pattern.near, PATTERNS)


def test_ids_are_unique():
    assert len({p.id for p in PATTERNS}) == len(PATTERNS)
