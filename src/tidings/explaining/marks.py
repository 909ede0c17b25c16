"""Which characters of a text play which part in which mention."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tidings.records import Mention


class Part(StrEnum):
    """The part that words play in a mention."""

    TRIGGER = "trigger"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    VOICE = "voice"
    SILENT = "silent"
    TIME = "time"
    PLACE = "place"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` up to ``end`` and their part in the mention of that number."""

    start: int
    end: int
    part: Part
    mention: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that all have the same marks, which may be none."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks(mention: Mention, number: int = 0) -> Iterator[Mark]:
    """Give the marks of a mention; parties that the clause leaves out have none."""
    spans: list[tuple[Part, int | None, int | None]] = [(Part.TRIGGER, mention.trigger.start, mention.trigger.end)]
    spans += [(Part.ACTOR, entity.start, entity.end) for entity in mention.actors]
    spans += [(Part.RECIPIENT, entity.start, entity.end) for entity in mention.recipients]
    spans += [(Part.VOICE, voice.start, voice.end) for voice in mention.voices]
    spans += [(Part.SILENT, entity.start, entity.end) for entity in mention.silent]
    if mention.when:
        spans.append((Part.TIME, mention.when.start, mention.when.end))
    if mention.where:
        spans.append((Part.PLACE, mention.where.start, mention.where.end))
    spans += [(Part.QUANTITY, quantity.start, quantity.end) for quantity in mention.quantities]
    for part, start, end in spans:
        if start is not None and end is not None and start < end:
            yield Mark(start, end, part, number)


def segments(start: int, end: int, found: Iterable[Mark]) -> Iterator[Segment]:
    """Cut ``start`` up to ``end`` wherever a mark begins or ends; in order, and nothing left out."""
    inside = sorted(
        (mark for mark in found if mark.start < end and mark.end > start), key=lambda mark: (mark.start, -mark.end)
    )
    cuts = sorted({start, end, *(max(mark.start, start) for mark in inside), *(min(mark.end, end) for mark in inside)})
    open_marks: list[Mark] = []
    following = 0
    for left, right in itertools.pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > left]
        while following < len(inside) and inside[following].start <= left:
            open_marks.append(inside[following])
            following += 1
        yield Segment(left, right, tuple(open_marks))


def parts(of: Sequence[Mark]) -> tuple[Part, ...]:
    """Give the parts of some marks, each once, in the order of :class:`Part`."""
    return tuple(part for part in Part if any(mark.part is part for mark in of))
