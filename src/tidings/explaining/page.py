"""An explanation as one self-contained page: the text with every span marked, and each mention's record beside it.

Without a script, a trigger is a link to its record, which then lights up with its spans (``:target``); with one,
hovering or focusing does the same.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tidings.explaining.explanation import Explanation, facts, headline, printable
from tidings.explaining.marks import Mark, Part, Segment, marks, parts, segments
from tidings.explaining.style import SCRIPT, STYLE
from tidings.records import Mention


def page(explanation: Explanation) -> Iterator[str]:
    """Give the page piece by piece; everything that comes from the article is escaped."""
    mentions = explanation.shown
    title = _words(explanation.article.title or explanation.article.id)
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'\">\n<title>{title}</title>\n"
    )
    yield f"<style>{STYLE}{''.join(_lights(len(mentions)))}</style>\n</head>\n<body>\n"
    yield from _head(explanation, title)
    yield '<div class="columns">\n<main id="text">'
    found = [mark for number, mention in enumerate(mentions, 1) for mark in marks(mention, number)]
    text = explanation.article.text
    for segment in segments(0, len(text), found):
        yield _segment(segment, text, mentions)
    yield '</main>\n<section id="records" aria-label="Mentions">\n'
    for number, mention in enumerate(mentions, 1):
        yield from _record(explanation, mention, number)
    if not mentions:
        yield "<p>No mention.</p>\n"
    if explanation.mention is None:
        yield from _declined(explanation)
    yield f"</section>\n</div>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


def _lights(count: int) -> Iterator[str]:
    """Style the spans of the mention that is looked at."""
    for number in range(1, count + 1):
        for part in Part:
            lit = f".m{number}-{part}"
            yield f"body:has(#m{number}:target) {lit}, body[data-on=m{number}] {lit} {{ background: var(--{part}); }}\n"


def _head(explanation: Explanation, title: str) -> Iterator[str]:
    article, coded = explanation.article, explanation.coded
    inferred = f" (inferred: {coded.published_inferred})" if coded.published_inferred else ""
    about = (article.publisher, f"{coded.published or 'undated'}{inferred}", article.url, article.id)
    yield f'<h1>{title}</h1>\n<p class="about">{" · ".join(_words(part) for part in about if part)}</p>\n'
    if explanation.note:
        yield f"<p><em>{_words(explanation.note)}</em></p>\n"
    legend = "".join(f'<li class="{part}">{part}</li>' for part in Part)
    yield f'<ul class="legend" aria-label="Legend">{legend}</ul>\n'


def _segment(segment: Segment, text: str, mentions: Sequence[Mention]) -> str:
    words = escape(_kept_lines(text[segment.start : segment.end]))
    if not segment.marks:
        return words
    classes = " ".join(f"m{mark.mention}-{mark.part}" for mark in segment.marks)
    told = escape(", ".join(_roles(segment.marks, mentions)))
    triggered = next((mark.mention for mark in segment.marks if mark.part is Part.TRIGGER), None)
    if triggered is not None:
        return f'<a href="#m{triggered}" class="{classes}" title="{told}">{words}</a>'
    return f'<mark class="{classes}" title="{told}">{words}</mark>'


def _roles(found: Iterable[Mark], mentions: Sequence[Mention]) -> Iterator[str]:
    for mark in found:
        mention = mentions[mark.mention - 1]
        yield f"{mark.part} of {mention.type} “{printable(mention.trigger.text)}”"


def _record(explanation: Explanation, mention: Mention, number: int) -> Iterator[str]:
    yield f'<article class="record" id="m{number}" tabindex="0" aria-labelledby="h{number}">\n'
    name = f'{_words(headline(mention))} <span class="id">{_words(mention.id)}</span>'
    yield f'<h2 id="h{number}">{name}</h2>\n<blockquote>'
    for segment in segments(mention.evidence.start, mention.evidence.end, marks(mention)):
        words = _words(explanation.article.text[segment.start : segment.end])
        played = parts(segment.marks)
        yield f'<mark class="{played[0]}" title="{", ".join(played)}">{words}</mark>' if played else words
    yield "</blockquote>\n<dl>\n"
    for name, lines in facts(mention):
        yield f"<dt>{name}</dt><dd>{'<br>'.join(map(escape, lines)) or 'not told'}</dd>\n"
    yield "</dl>\n<details open><summary>Why</summary>\n<table><thead><tr><th>words</th><th>rule</th>"
    yield "<th>file and line</th></tr></thead><tbody>\n"
    for decision in explanation.decisions(mention):
        yield (
            f"<tr><td>“{escape(decision.words)}”</td><td><code>{_words(decision.rule)}</code></td>"
            f"<td><code>{_words(decision.where)}</code></td></tr>\n"
        )
    yield "</tbody></table></details>\n</article>\n"


def _declined(explanation: Explanation) -> Iterator[str]:
    declined = explanation.coded.declined
    if not declined:
        return
    yield f"<details><summary>Looked like acts and were not coded: {len(declined)}</summary>\n<table><tbody>\n"
    for one in declined:
        yield f"<tr><td>“{_words(one.text)}”</td><td>{_words(f'{one.stage}: {one.reason}')}</td></tr>\n"
    yield "</tbody></table></details>\n"


def _words(text: str) -> str:
    return escape(printable(text))


def _kept_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))
