"""Every entry of data/commitments is found in its example and not in its near miss, read by the parser."""

import pytest

from tidings.pipeline import Tidings
from tidings.records import Article
from tidings.settings import Settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def read():
    tidings = Tidings(Settings(reader=False))

    def run(text):
        articles = [Article(id="a", text=text, published="2025-11-20", language="en")]
        [coded] = tidings.pipe(articles)
        return coded.commitments

    return run


def found(words, sample, commitments):
    """Whether an entry had its say: as head or name, as what bears or asks, or by what it lets through."""
    rules = {i.cue.rule for c in commitments for i in c.invocations}
    rules |= {d.cue.rule for c in commitments for d in c.duties}
    ids = {head.id for head in words.heads.values()}
    if sample.entry in ids:
        return any(c.kind == sample.entry for c in commitments)
    if sample.entry in {known.id for known in words.names.values()}:
        return any(c.name == sample.entry for c in commitments)
    if sample.entry == "other":
        return not commitments
    if sample.entry == "idle":
        return any(not c.words or c.words == ("border",) for c in commitments)
    if sample.entry == "public":
        return bool(commitments)
    if sample.entry == "parts":
        return bool(rules)
    if sample.entry == "failing":
        return any(i.bearing == "breaches" for c in commitments for i in c.invocations)
    if sample.entry == "if":
        return any(d.condition for c in commitments for d in c.duties)
    return f"commitments:{sample.entry}" in rules


def test_entries_are_found_in_their_examples_and_not_in_their_near_misses(words, read):
    wrong = [s.entry for s in words.samples if not found(words, s, read(s.example))]
    wrong += [f"near {s.entry}" for s in words.samples if found(words, s, read(s.near))]
    assert wrong == []
