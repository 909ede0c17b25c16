"""Analysis to Attributions: the stage's entry point."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tidings.attributing.factuality import statuses
from tidings.attributing.headlines import headline_reports, headline_sentences
from tidings.attributing.quotes import attach, find_quotations
from tidings.attributing.reporting import Report, reports
from tidings.attributing.silence import silences
from tidings.attributing.sources import source_span
from tidings.attributing.tree import Tree, runs
from tidings.attributing.voices import voicings
from tidings.knowledge.attribution import AttributionWords
from tidings.knowledge.factuality import FactualityWords
from tidings.records import Analysis, Attribution, Attributions, Cue, Span

LATER = "status:later"
QUOTE_MARKS = frozenset({'"', "''", "``", "\u201c", "\u201d", "\u00ab", "\u00bb", "(", ")", "[", "]", "$", "#"})
TIME_ARCS = frozenset(
    {"npadvmod", "prep", "pobj", "nmod", "poss", "tmod", "compound", "amod", "num", "nummod", "advmod"}
)


class Attributor:
    """According to whom, and how surely.

    Args:
        words: the words that attribute (``knowledge.attribution.load``).
        factuality: the words that say how far an act has come (``knowledge.factuality.load``).
    """

    def __init__(self, words: AttributionWords, factuality: FactualityWords) -> None:
        self._words = words
        self._factuality = factuality
        self._telling = frozenset(entry.word for entry in words.verbs.values())

    def attribute(self, analysis: Analysis) -> Attributions:
        """Find all attributions of an article, and the voices and status of each token that can name an act."""
        tree = Tree(analysis.doc, self._words.lemmas)
        headlines = headline_sentences(tree, analysis)
        found = reports(tree, self._words)
        found.extend(headline_reports(tree, headlines))
        attach(tree, find_quotations(tree, analysis.article.text), found)
        found = [report for report in found if _settle(tree, report)]
        silent = silences(tree, self._words, self._factuality)
        return Attributions(
            analysis=analysis,
            items=tuple(sorted((_item(tree, analysis.article.text, r) for r in _outer(found)), key=_place)),
            voicing=voicings(tree, analysis, self._words, found, silent),
            factuality=statuses(
                tree,
                self._factuality,
                headlines=headlines,
                future=_Future(tree, analysis).cue,
                telling=self._telling,
            ),
        )


def _settle(tree: Tree, report: Report) -> bool:
    """Strip punctuation and space from the ends of the content; whether any content is left."""
    words = sorted(report.content)
    while words and not tree.is_word(words[-1]) and tree.lower[words[-1]] not in QUOTE_MARKS:
        report.content.discard(words.pop())
    first = 0
    while first < len(words) and not tree.is_word(words[first]) and tree.lower[words[first]] not in QUOTE_MARKS:
        report.content.discard(words[first])
        first += 1
    return any(tree.is_word(i) for i in report.content)


def _outer(found: Sequence[Report]) -> Iterator[Report]:
    """Reports that are not themselves words of a quotation: what a quoted speaker thinks is the quotation's content."""
    quoted = {i for report in found if report.verbatim for i in report.content if _is_quoted(report, i)}
    for report in found:
        if report.cue not in quoted or report.quotations:
            yield report


def _is_quoted(report: Report, i: int) -> bool:
    return any(first <= i < last for first, last in report.quotations)


def _item(tree: Tree, text: str, report: Report) -> Attribution:
    def span(first: int, last: int) -> Span:
        start, end = tree.starts[first], tree.ends[last - 1]
        return Span(start=start, end=end, text=text[start:end])

    source = None
    if report.source is not None:
        words = [i for i in source_span(tree, report.source) if i not in report.content]
        pieces = runs(words)
        if pieces:
            source = span(*next((p for p in pieces if p[0] <= report.source < p[1]), pieces[0]))
    content = []
    for first, last in runs(sorted(report.content)):
        while last > first and tree.pos[last - 1] == "SPACE":
            last -= 1  # noqa: PLW2901
        while first < last and not tree.is_word(first) and tree.lower[first] not in QUOTE_MARKS:
            first += 1  # noqa: PLW2901
        if first < last and any(tree.is_word(i) for i in range(first, last)):
            content.append(span(first, last))
    return Attribution(source=source, cue=span(*report.words), content=tuple(content), verbatim=report.verbatim)


def _place(item: Attribution) -> tuple[int, int]:
    cue = item.cue
    return (item.content[0].start if item.content else 0, cue.start if cue else 0)


def _is_past(tree: Tree, i: int) -> bool:
    """Whether a verb tells what is over: then a later date is another act's ("has spoken ahead of Friday's talks")."""
    return tree.tags[i] == "VBD" or any(tree.deps[c] == "aux" and tree.lemmas[c] == "have" for c in tree.children[i])


class _Future:
    """Which tokens are dated after the article's publication."""

    def __init__(self, tree: Tree, analysis: Analysis) -> None:
        self._cues: dict[int, Cue] = {}
        if analysis.published is None:
            return
        for time in analysis.times:
            if time.earliest is None or time.earliest <= analysis.published or time.type not in ("DATE", "TIME"):
                continue
            i = bisect_left(tree.starts, time.start)
            if i >= tree.size:
                continue
            cue = Cue(rule=LATER, start=time.start, end=time.end)
            last = bisect_left(tree.starts, time.end)
            while tree.heads[i] != i and ((i < last and tree.starts[i] >= time.start) or tree.deps[i] in TIME_ARCS):
                i = tree.heads[i]
                if tree.pos[i] == "VERB" or (
                    tree.pos[i] in ("NOUN", "PROPN") and not time.start <= tree.starts[i] < time.end
                ):
                    break
            if tree.pos[i] in ("VERB", "NOUN", "PROPN") and not _is_past(tree, i):
                self._cues.setdefault(i, cue)

    def cue(self, i: int) -> Cue | None:
        """The words that date the token after the article, None if there are none."""
        return self._cues.get(i)
