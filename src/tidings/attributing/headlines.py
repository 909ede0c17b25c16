"""Headlines: which sentences are, and the sources that they name with a colon or a dash."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tidings.attributing.reporting import Report
from tidings.attributing.tree import Tree
from tidings.knowledge.attribution import Sort
from tidings.layout import BlockKind
from tidings.records import Analysis

ENDING = re.compile(r"[.!…][\"'\u201d\u2019)]*\s*$")
LONGEST = 22  # words of a first paragraph without a full stop that still looks like a headline
LONGEST_SOURCE = 4


def headline_sentences(tree: Tree, analysis: Analysis) -> frozenset[int]:
    """The numbers of the sentences that are headlines: as cleaning marked them, else a first line with no full stop."""
    marked = [(b.start, b.end) for b in analysis.blocks if b.kind is BlockKind.HEADLINE]
    if marked:
        return frozenset(
            number
            for number, (a, _) in enumerate(tree.sentences)
            if any(start <= tree.starts[a] < end for start, end in marked)
        )
    text = analysis.article.text
    line = text[: text.find("\n")] if "\n" in text else ""
    if not line.strip() or ENDING.search(line) or len(line.split()) > LONGEST:
        return frozenset()
    return frozenset(n for n, (a, _) in enumerate(tree.sentences) if tree.starts[a] < len(line))


def headline_reports(tree: Tree, headlines: Collection[int]) -> Iterator[Report]:
    """*Kremlin: talks will resume* and *Talks will resume - Kremlin*: the short side is the source."""
    if not headlines:
        return
    first = min(tree.sentences[n][0] for n in headlines)
    last = max(tree.sentences[n][1] for n in headlines)
    while last > first and tree.pos[last - 1] == "SPACE":
        last -= 1
    for i in range(first + 1, last - 1):
        colon = tree.lower[i] == ":"
        if not colon and tree.lower[i] not in ("-", "\u2013", "\u2014", "--"):
            continue
        before, after = range(first, i), range(i + 1, last)
        if colon and _is_source(tree, before):
            yield _report(tree, i, before, after)
        elif _is_source(tree, after) and len(before) >= 4 and tree.ends[i - 1] < tree.starts[i] + colon:
            yield _report(tree, i, after, before)
        return


def _is_source(tree: Tree, tokens: range) -> bool:
    """A short run of names or nouns without a verb."""
    return (
        0 < len(tokens) <= LONGEST_SOURCE
        and all(tree.pos[i] in ("PROPN", "NOUN", "ADJ", "PART", "DET") for i in tokens)
        and tree.pos[tokens[-1]] in ("PROPN", "NOUN")
    )


def _report(tree: Tree, mark: int, source: range, content: range) -> Report:
    head = next((i for i in source if tree.heads[i] not in source or tree.heads[i] == i), source[-1])
    return Report(
        cue=mark,
        words=(mark, mark + 1),
        source=head,
        content=set(content),
        sort=Sort.REPORT,
        where="attributing:headline-colon",
        quotable=True,
    )
