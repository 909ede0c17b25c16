"""Whether the parties of two mentions are the same, as far as both name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from tidings.records import Entity

KINDS = frozenset({"IGO", "NGO", "MNC", "IMG"})  # an organization of these is told by its name; UNO, EUU, NATO are one


class Match(IntEnum):
    """How far two sides are one, from not at all to surely; a finding's name begins with it."""

    OTHER = 0
    MISSING = 1  # one mention does not tell
    UNLIKE = 2  # of one state, but another person or another sector
    LIKE = 3
    SAME = 4


def code(entity: Entity) -> str | None:
    """The state or body that an entity stands for; None for one that only its name tells, or nothing does."""
    if entity.organization and entity.organization not in KINDS:
        return entity.organization
    return None if entity.organization else entity.country


def name(entity: Entity) -> str:
    """Who it is, folded: its name if it has one, else its words."""
    return (entity.name or entity.text).casefold().removeprefix("the ").strip()


def keys(side: Iterable[Entity]) -> Iterator[str]:
    """What two matching sides share: the code of each party, else its name, else its sectors."""
    for entity in side:
        if found := code(entity):
            yield found
        elif entity.name:
            yield name(entity)
        else:
            yield from entity.sectors or (name(entity),)


def match(one: Sequence[Entity], two: Sequence[Entity]) -> tuple[Match, str]:
    """Compare two sides: the best match of any two parties, and who they are."""
    if not one or not two:
        return Match.MISSING, ""
    best = max((_alike(first, second) for first in one for second in two), key=lambda found: (found[0], found[1]))
    if best[0] is Match.OTHER:
        told = (" and ".join(sorted({_called(entity) for entity in side})) for side in (one, two))
        return Match.OTHER, " / ".join(sorted(told))
    return best


def match_parties(one: Sequence[Entity], two: Sequence[Entity]) -> tuple[tuple[Match, str], tuple[Match, str]]:
    """Compare all parties of two acts that have no direction: every party of the one that tells fewer has its like.

    Returns:
        The best two matches; the second is missing if only one party is told.
    """
    fewer, more = sorted((one, two), key=len)
    if not fewer:
        return (Match.MISSING, ""), (Match.MISSING, "")
    found = sorted((match([entity], more) for entity in fewer), key=lambda pair: (-pair[0], pair[1]))
    if found[-1][0] is Match.OTHER:
        return found[-1], found[-1]
    return found[0], found[1] if len(found) > 1 else (Match.MISSING, "")


def _alike(one: Entity, two: Entity) -> tuple[Match, str]:
    if one.wikidata and one.wikidata == two.wikidata:
        return Match.SAME, _called(one)
    shared = set(one.sectors) & set(two.sectors)
    codes = code(one), code(two)
    vague = [entity for entity, found in zip((one, two), codes, strict=True) if not found and not entity.name]
    if vague and name(one) != name(two):  # a group without a country may be that of any country
        return (Match.UNLIKE, vague[0].text) if shared else (Match.MISSING, "")
    if codes[0] != codes[1]:
        return Match.OTHER, ""
    if name(one) == name(two):
        return Match.SAME, _called(one)
    if codes[0] is None:
        return Match.OTHER, ""
    known = one.name and two.name and one.wikidata and two.wikidata
    if not known and (shared or not one.sectors or not two.sectors):
        return Match.LIKE, codes[0]
    return Match.UNLIKE, codes[0]


def _called(entity: Entity) -> str:
    return entity.name or code(entity) or entity.text
