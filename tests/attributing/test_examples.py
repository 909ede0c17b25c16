"""Every row of data/attribution and data/factuality is its own test: its example is run."""

import pytest

from tidings.attributing.tree import Tree

pytestmark = pytest.mark.model


def test_attributing_rows_find_their_examples(attribute, attribution_words):
    missed = []
    phrases = [p for found in attribution_words.phrases.values() for p in found]
    for entry in (*attribution_words.verbs.values(), *attribution_words.nouns.values(), *phrases):
        word = entry.words[0] if entry in phrases else entry.word.split()[0]
        found = attribute(entry.example)
        tree = Tree(found.analysis.doc, attribution_words.lemmas)
        cues = [
            {tree.lemmas[i], tree.lower[i]}
            for item in found.items
            for i in range(tree.size)
            if item.cue.start <= tree.starts[i] < item.cue.end
        ]
        if not any(word in cue for cue in cues):
            missed.append(f"{entry.where}: {entry.example}")
    assert missed == []


def test_silence_rows_find_their_examples(attribute, attribution_words):
    missed = []
    words = attribution_words
    for table in (words.silent_verbs, words.silent_nouns, words.silent_adjectives):
        for entry in table.values():
            found = attribute(entry.example)
            token = next(t for t in found.analysis.doc if t.text in ("raid", "story"))
            voicing = found.voicing.get(token.i)
            if voicing is None or len(voicing.silent) != 1:
                missed.append(f"{entry.where}: {entry.example}")
    assert missed == []


def test_factuality_rows_give_their_examples_status(status, factuality_words):
    wrong = []
    words = factuality_words
    rows = [(s.affirmed, s) for t in (words.verbs, words.adjectives, words.nouns) for s in t.values()]
    rows += [(m.status, m) for m in (*words.modifiers.values(), *words.auxiliaries.values())]
    for table in (words.clause_connectives, words.noun_connectives):
        rows += [(c.effect, c) for found in table.values() for c in found]
    for effect, row in rows:
        wanted = "happened" if effect in ("same", "own") else str(effect)
        got = status(row.example)
        if got != wanted:
            wrong.append(f"{row.where}: {row.example}: expected {wanted}, got {got}")
    assert wrong == []
