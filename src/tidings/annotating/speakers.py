"""Who speaks the words in quotation marks: for *I*, *we*, *our*."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

_MARKS = frozenset({'"', "``", "''", "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"})
_LONGEST = 400


def quoted(doc: Doc) -> list[tuple[int, int]]:
    """Runs of tokens between quotation marks, first and last (excluded); one never closed ends with its paragraph."""
    runs: list[tuple[int, int]] = []
    opened: int | None = None
    for token in doc:
        broken = "\n" in token.text and token.is_space
        if opened is not None and (token.text in _MARKS or broken or token.i - opened > _LONGEST):
            runs.append((opened + 1, token.i))
            opened = None
        elif token.text in _MARKS:
            opened = token.i
    if opened is not None:
        runs.append((opened + 1, len(doc)))
    return runs


def find_speakers(doc: Doc, speaking: frozenset[str]) -> dict[int, int]:
    """For every token inside quotation marks the token that names the speaker, where the text tells it."""
    found: dict[int, int] = {}
    before: int | None = None
    last = 0
    for first, end in quoted(doc):
        if end <= first:
            continue
        speaker = _speaker(doc, first, end, speaking)
        if speaker is None and not any("\n" in t.text for t in doc[last:first]) and first - last < 60:
            speaker = before
        if speaker is not None:
            found.update(dict.fromkeys(range(first, end), speaker))
        before, last = speaker, end
    return found


def _speaker(doc: Doc, first: int, end: int, speaking: frozenset[str]) -> int | None:
    for sentence in _around(doc, first, end):
        for token in sentence:
            if first <= token.i < end or token.lemma_ not in speaking:
                continue
            for child in token.children:
                if child.dep_ == "nsubj" and not first <= child.i < end:
                    return child.i
        for token in sentence:
            if token.lower_ == "according" and token.i + 2 < len(doc) and not first <= token.i < end:
                thing: Token | None = next((c for p in token.children for c in p.children if c.dep_ == "pobj"), None)
                if thing is not None:
                    return thing.i
    return None


def _around(doc: Doc, first: int, end: int) -> Iterator[Span]:
    """The sentences of a quotation's ends, then the one after it and the one before, within the paragraph."""
    yield doc[first].sent
    if doc[end - 1].sent.start != doc[first].sent.start:
        yield doc[end - 1].sent
    for edge in (min(end + 1, len(doc) - 1), max(first - 2, 0)):
        sentence = doc[edge].sent
        between = doc[min(edge, first) : max(edge, end)]
        if not any("\n" in t.text for t in between):
            yield sentence
