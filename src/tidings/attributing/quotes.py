"""Quotations: where they stand, and to which report each belongs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tidings.attributing.reporting import Report
from tidings.attributing.tree import Tree
from tidings.knowledge.attribution import Sort

MARK = re.compile("[“”\"«»]|''|``")
OPENING, CLOSING = frozenset("“«"), frozenset("”»")
PARAGRAPH = re.compile(r"[^\n]+")
NEAR = 5  # words between two quotations of one speaker with no cue between them
SHORTEST = 4  # words: fewer are a quoted term, not a quotation of their own


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks: token range, paragraph number, and whether it fills its paragraph to the end."""

    first: int
    last: int
    paragraph: int
    opens: bool
    closes: bool


def find_quotations(tree: Tree, text: str) -> list[Quotation]:
    """All quotations of a text in order.

    One that is left open at the end of a paragraph counts if the next paragraph opens with a mark again, as running
    quotations do, or if the paragraph began with it.
    """
    out: list[Quotation] = []
    paragraphs = list(PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        start, end = paragraph.span()
        begin: int | None = None
        for mark in MARK.finditer(text, start, end):
            sign = mark.group()
            if begin is None:
                if sign not in CLOSING and _may_open(text, mark.start(), mark.end(), sign):
                    begin = mark.start()
            elif sign in OPENING or sign == "``":
                begin = mark.start()
            else:
                _append(out, tree, text, (begin, mark.end()), (number, start, end))
                begin = None
        if begin is not None:
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            runs_on = following is not None and MARK.match(following.group().lstrip()) is not None
            if runs_on or begin <= start + 1:
                _append(out, tree, text, (begin, end), (number, start, end))
    return out


def _may_open(text: str, start: int, end: int, sign: str) -> bool:
    if sign in OPENING:
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not after.isspace()


def _append(
    out: list[Quotation], tree: Tree, text: str, span: tuple[int, int], paragraph: tuple[int, int, int]
) -> None:
    first, last = bisect_left(tree.starts, span[0]), bisect_left(tree.starts, span[1])
    if last <= first:
        return
    number, start, end = paragraph
    opens = not text[start : span[0]].strip()
    closes = not text[span[1] : end].strip()
    out.append(Quotation(first, last, number, opens, closes))


def attach(tree: Tree, quotations: Sequence[Quotation], found: list[Report]) -> None:
    """Give every quotation to its report, adding new reports where only the context names the source.

    In this order: the report whose content it is part of; a verb of speech beside it; a clause that announces it with
    a colon; the report of the quotation that it runs on from.
    """
    by_token: dict[int, list[Report]] = {}
    for known in found:
        for i in known.content:
            by_token.setdefault(i, []).append(known)
    previous: tuple[Quotation, Report] | None = None
    for quotation in quotations:
        inside = range(quotation.first, quotation.last)
        report = _overlapping(quotation, by_token)
        length = sum(tree.is_word(i) for i in inside)
        if report is None and length >= 2:
            report = _beside(tree, quotation, found)
        if report is None and length >= SHORTEST:
            report = _announced(tree, quotation)
            if report is not None:
                found.append(report)
        if report is None and previous is not None and length >= SHORTEST:
            report = _running_on(tree, quotation, previous, found)
        if report is None:
            continue
        report.content.update(inside)
        report.content.difference_update(range(*report.words))
        report.verbatim = True
        report.quotations.append((quotation.first, quotation.last))
        if length >= SHORTEST:
            previous = (quotation, report)


def _overlapping(quotation: Quotation, by_token: dict[int, list[Report]]) -> Report | None:
    """The nearest report from outside the quotation whose content reaches into it."""
    best: Report | None = None
    for i in range(quotation.first, quotation.last):
        for report in by_token.get(i, ()):
            if quotation.first <= report.cue < quotation.last or report.hearsay:
                continue
            if best is None or (report.quotable, -abs(report.cue - i)) > (best.quotable, -abs(best.cue - i)):
                best = report
        if best is not None:
            return best
    return None


def _beside(tree: Tree, quotation: Quotation, found: Sequence[Report]) -> Report | None:
    """A quotable verb in the clause just before or just after the quotation, nearest first."""
    best: Report | None = None
    nearest = 99
    for report in found:
        if not report.quotable or quotation.first <= report.cue < quotation.last:
            continue
        distance = report.cue - quotation.last if report.cue >= quotation.last else quotation.first - report.cue + 1
        if distance < nearest and distance <= 14 and _same_stretch(tree, quotation, report.cue):
            best, nearest = report, distance
    return best


def _same_stretch(tree: Tree, quotation: Quotation, cue: int) -> bool:
    """Whether no sentence ends between the quotation and the cue."""
    if cue < quotation.first:
        between = range(cue + 1, quotation.first)
        return not any(tree.lower[i] in (".", "?", "!", '"') or "\n" in tree.lower[i] for i in between)
    between = range(quotation.last, cue)
    closed = tree.lower[quotation.last - 2 : quotation.last - 1] == ["."] and quotation.closes
    return not closed and not any(tree.lower[i] in (".", "?", "!", '"', ":") or "\n" in tree.lower[i] for i in between)


def _running_on(
    tree: Tree, quotation: Quotation, previous: tuple[Quotation, Report], found: list[Report]
) -> Report | None:
    """The report that the quotation before it had, if nothing but its cue stands between the two."""
    before, report = previous
    gap = quotation.paragraph - before.paragraph
    if gap == 0:
        between = range(before.last, quotation.first)
        if report.cue in between:  # "…," he said on Monday. "…": one sentence may end, just before the quotation
            ends = [i for i in between if tree.lower[i] in (".", "?", "!")]
            return report if not ends or (len(ends) == 1 and between[-1] - ends[0] <= 1) else None
        return report if sum(tree.is_word(i) for i in between) <= NEAR else None
    if gap == 1 and quotation.opens and (before.closes or quotation.closes):
        new = Report(
            cue=report.cue,
            words=report.words,
            source=report.source,
            content=set(),
            sort=report.sort,
            where=report.where,
            quotable=True,
        )
        found.append(new)
        return new
    return None


def _announced(tree: Tree, quotation: Quotation) -> Report | None:
    """*The mayor was blunt: "…"*: a colon before the quotation makes the clause's subject its source."""
    colon = quotation.first - 1
    while colon >= 0 and tree.pos[colon] == "SPACE":
        colon -= 1
    if colon < 1 or tree.lower[colon] != ":":
        return None
    first, _ = tree.sentence_of(colon)
    subject = next((i for i in range(first, colon) if tree.deps[i] in ("nsubj", "nsubjpass")), None)
    if subject is None:
        words = [i for i in range(first, colon) if tree.is_word(i)]
        if not words or len(words) > 8 or tree.pos[words[-1]] not in ("PROPN", "NOUN"):
            return None
        subject = next((i for i in words if tree.heads[i] not in words or tree.heads[i] == i), words[-1])
        if tree.pos[subject] not in ("PROPN", "NOUN", "PRON"):
            return None
    return Report(
        cue=colon,
        words=(colon, colon + 1),
        source=subject,
        content=set(),
        sort=Sort.REPORT,
        where="attributing:colon",
        quotable=True,
    )
