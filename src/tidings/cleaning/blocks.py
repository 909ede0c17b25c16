"""What part of an article each run of its text is: body, headline, repetition or boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tidings.cleaning.normalising import normalise
from tidings.knowledge.cleaning import Boilerplate
from tidings.layout import Block, BlockKind

_LINE = re.compile(r"[^\n\x85\u2028\u2029]+")
_WORD = re.compile(r"\w+")
_LONGEST_NOTE = 60  # words; a longer line is prose, whatever it begins with
_LONGEST_TEASER = 22  # words; a line of a list of teasers is a headline, not a sentence that ends in a full stop
_LONGEST_HEADLINE = 20  # words
_SHORTEST_REPEAT = 5  # words; shorter lines ("No.") may well stand twice
_SENTENCE_END = re.compile(r"""[.!?]["')\]]*$""")


def blocks(text: str, title: str | None, boilerplate: Sequence[Boilerplate]) -> tuple[Block, ...]:
    """The parts of a text exactly as given.

    Every line that is not blank is one block, or several where a title or a credit stands in one line with prose.
    Blocks come in order, do not overlap, begin and end at characters that are not blank, and leave out nothing else.

    Args:
        text: the article's text, paragraphs parted by newlines.
        title: its title, if known.
        boilerplate: what outlets put around their articles.
    """
    return tuple(_Reader(title, boilerplate).read(text))


class _Reader:
    """One pass over a text; remembers what stood already."""

    def __init__(self, title: str | None, boilerplate: Sequence[Boilerplate]) -> None:
        self.title = _words(title or "")
        self.whole = [p.pattern for p in boilerplate if p.where == "line"]
        self.tails = [p.pattern for p in boilerplate if p.where == "tail"]
        self.starts = [p.pattern for p in boilerplate if p.where == "start"]
        self.within = [p.pattern for p in boilerplate if p.where in ("end", "inside")]
        self.seen: set[tuple[str, ...]] = set()
        self.title_seen = False
        self.in_tail = False

    def read(self, text: str) -> Iterator[Block]:
        plain = normalise(text)
        lines = [span for found in _LINE.finditer(plain) if (span := _stripped(plain, *found.span()))[0] < found.end()]
        opened = False  # the first line of body may be a title that we were not told
        for number, (start, end) in enumerate(lines):
            parts = list(self._line(plain, start, end))
            if not opened and parts[0].kind is BlockKind.BODY:
                opened = True
                if number < len(lines) - 1 and _is_headline(plain, parts):
                    parts = [Block(start=start, end=end, kind=BlockKind.HEADLINE)]
            yield from parts

    def _line(self, text: str, start: int, end: int) -> Iterator[Block]:
        line = text[start:end]
        words = _words(line)
        if self.title and words == self.title:
            yield self._titled(start, end)
            return
        cut = self._after_title(line, words)
        if cut:
            yield self._titled(*_stripped(text, start, start + cut))
            yield from self._line(text, *_stripped(text, start + cut, end))
            return
        if len(words) <= _LONGEST_NOTE and self._is_boilerplate(line, words):
            yield Block(start=start, end=end, kind=BlockKind.BOILERPLATE)
        elif len(words) >= _SHORTEST_REPEAT and tuple(words) in self.seen:
            yield Block(start=start, end=end, kind=BlockKind.REPEAT)
        else:
            self.seen.add(tuple(words))
            yield from self._prose(text, start, end)

    def _titled(self, start: int, end: int) -> Block:
        kind = BlockKind.REPEAT if self.title_seen else BlockKind.HEADLINE
        self.title_seen = True
        return Block(start=start, end=end, kind=kind)

    def _after_title(self, line: str, words: list[str]) -> int:
        """Where prose begins in a line that opens with the title; 0 if it does not.

        Only a full stop, a colon or the like after the title makes it one: a first sentence may open with its words.
        """
        count = len(self.title)
        if count < 3 or len(words) <= count or words[:count] != self.title:
            return 0
        for number, found in enumerate(_WORD.finditer(line), 1):
            if number == count:
                rest = re.match(r"""["')\]]*\s*[.!?:|]["')\]]*\s+|["')\]]*\s+[-|]\s+|\s{2,}""", line[found.end() :])
                return found.end() + rest.end() if rest else 0
        return 0

    def _is_boilerplate(self, line: str, words: list[str]) -> bool:
        if any(p.fullmatch(line) for p in self.tails):
            self.in_tail = True
            return True
        if any(p.fullmatch(line) for p in self.whole) or any(p.match(line) for p in self.starts):
            return True
        teaser = len(words) <= _LONGEST_TEASER and not _SENTENCE_END.search(line)
        self.in_tail = self.in_tail and teaser
        return self.in_tail

    def _prose(self, text: str, start: int, end: int) -> Iterator[Block]:
        """A line of body, with the credits and advertisements in it as blocks of their own."""
        runs = sorted(
            found.span() for p in self.within for found in p.finditer(text[start:end]) if found.end() > found.start()
        )
        at = start
        for first, last in runs:
            left, right = _stripped(text, start + first, start + last)
            if left < at or left == right:
                continue
            yield from _block(text, at, left, BlockKind.BODY)
            yield Block(start=left, end=right, kind=BlockKind.BOILERPLATE)
            at = right
        yield from _block(text, at, end, BlockKind.BODY)


def _is_headline(text: str, parts: Sequence[Block]) -> bool:
    """Whether a line of body reads as a title: short, and no sentence that ends in a stop."""
    line = text[parts[0].start : parts[-1].end]
    return (
        len(parts) == 1
        and parts[0].kind is BlockKind.BODY
        and len(line.split()) <= _LONGEST_HEADLINE
        and not re.search(r"""[.!?:;,]["')\]]*$""", line)
    )


def _block(text: str, start: int, end: int, kind: BlockKind) -> Iterator[Block]:
    start, end = _stripped(text, start, end)
    if start < end:
        yield Block(start=start, end=end, kind=kind)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def same_words(one: str, other: str | None) -> bool:
    """Whether two texts differ in case, typography and punctuation at most."""
    return other is not None and _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(normalise(text))]
