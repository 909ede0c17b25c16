"""A commitment as lines of text to read: what it is, what it asks, and who bears on it how, in whose words."""

from __future__ import annotations

from collections.abc import Iterator

from tidings.events import Commitment
from tidings.explaining.explanation import printable
from tidings.records import Bearing, Entity, Invocation, Voice, When

_ORDER = tuple(Bearing)


def lines(commitment: Commitment) -> Iterator[str]:
    """Give the lines of one commitment; who is not told is left out."""
    yield printable(commitment.name)
    if others := [name for name in commitment.names if name != commitment.name]:
        yield f"  also called  {printable(', '.join(others))}"
    if commitment.parties:
        yield f"  parties      {_who(commitment.parties)}"
    for signing in commitment.signed:
        yield f"  signed       {_days(signing.when)} ({', '.join(signing.articles)})"
    for duty in commitment.duties:
        condition = f", {printable(duty.condition.text)}" if duty.condition else ""
        yield f"  {duty.force:<12} {printable(duty.content.text)}{condition} ({duty.article})"
    for found in sorted(commitment.invocations, key=lambda i: _ORDER.index(i.bearing)):
        yield f"  {found.bearing.value:<12} {_bearing(found)}"


def _bearing(found: Invocation) -> str:
    by = _who(found.by) or "not told who"
    voices = f", says {_who(found.voices)}" if found.voices else ""
    quotation = printable(" ".join(found.evidence.text.split()))
    return f"{by} ({found.status.value}{voices}): “{quotation}” ({found.article})"


def _who(entities: tuple[Entity, ...] | tuple[Voice, ...]) -> str:
    return ", ".join(printable(entity.name or entity.text) for entity in entities)


def _days(when: When) -> str:
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    return first if first == last else f"{first} to {last}"
