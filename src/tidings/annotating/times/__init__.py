"""Times: TIMEX3 expressions found by rules over words and put on the calendar.

>>> from datetime import date
>>> from tidings.knowledge.tables import Data
>>> from tidings.knowledge.quantities import load_numerals
>>> from tidings.knowledge.times import load_times
>>> data = Data.open()
>>> grammar = load_times(data, load_numerals(data))
>>> [time] = find_times("They met last Friday.", grammar, published=date(2024, 5, 15))
>>> time.value, time.earliest
('2024-05-10', datetime.date(2024, 5, 10))
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date

from spacy.tokens import Doc

from tidings.annotating.times.find import Word, find, split
from tidings.annotating.times.join import join
from tidings.annotating.times.resolve import Resolver
from tidings.annotating.times.tense import Direction, direction
from tidings.knowledge.times import TimeGrammar
from tidings.records import Time

__all__ = ["find_times"]


def find_times(text: str, grammar: TimeGrammar, *, published: date | None, doc: Doc | None = None) -> tuple[Time, ...]:
    """The times of a text, in order.

    Args:
        text: what to read; offsets of the result are into it.
        grammar: the rules and words.
        published: what relative times count from.  Without it they keep a value with ``X`` for what is unknown, as
            ``XXXX-WXX-2`` for *Tuesday*, and no days.
        doc: a parse of the same text, for the tense that tells *will meet Tuesday* from *met Tuesday*; without it
            bare weekdays and months point to the past, as most of the news does.
    """
    words, codes = split(grammar, text)
    resolver = Resolver(published)
    pointer = _pointer(doc, grammar)
    times: list[Time] = []
    for found in join(find(grammar, words, codes), words):
        start, end = words[found.first].start, words[found.last - 1].end
        resolved = resolver.resolve(found, lambda w=words[found.last - 1]: pointer(w))  # type: ignore[misc]
        earliest, latest = resolved.days or (None, None)
        times.append(
            Time(
                start=start,
                end=end,
                text=text[start:end],
                type=resolved.type,
                value=resolved.value,
                earliest=earliest,
                latest=latest,
            )
        )
    return tuple(times)


def _pointer(doc: Doc | None, grammar: TimeGrammar) -> Callable[[Word], Direction | None]:
    """What tells the direction of a word in the text."""
    if doc is None:
        return lambda _: None
    parse = doc
    starts = [token.idx for token in parse]
    return lambda word: direction(parse[max(0, bisect_right(starts, word.start) - 1)], grammar)
