"""Who does something to whom, pair by pair: for formats and panels that know two parties an act."""

from __future__ import annotations

from tidings.events import Event
from tidings.records import Entity

Pair = tuple[Entity | None, Entity | None]


def pairs(event: Event) -> tuple[Pair, ...]:
    """Each actor with each recipient.

    An act with several actors and no recipient is mutual, as a meeting is: each of them acts towards each other.
    Where a side is unknown, it is None.
    """
    if not event.recipients and len(event.actors) > 1:
        return tuple((one, other) for one in event.actors for other in event.actors if one is not other)
    actors: tuple[Entity | None, ...] = event.actors or (None,)
    recipients: tuple[Entity | None, ...] = event.recipients or (None,)
    return tuple((actor, recipient) for actor in actors for recipient in recipients)


def dyads(event: Event) -> frozenset[tuple[str, str]]:
    """The pairs of countries or organisations of an event, each once; parties without a code make none."""
    return frozenset(
        (actor.code, recipient.code)
        for actor, recipient in pairs(event)
        if actor and recipient and actor.code and recipient.code
    )
