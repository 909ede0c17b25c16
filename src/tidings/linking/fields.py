"""What is told of an act, by value: every date, place and figure once, with those who tell it; nothing is averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from tidings.events import Fields, Value
from tidings.linking.reports import Report
from tidings.records import Mention, Place

T = TypeVar("T")


def fields(reports: Sequence[Report]) -> Fields:
    """The values that reports tell, in the order of telling."""
    return Fields(
        when=_values(reports, lambda m: [m.when] if m.when else [], lambda when: (when.earliest, when.latest)),
        where=_values(reports, lambda m: [m.where] if m.where else [], place_key),
        quantities=_values(reports, lambda m: m.quantities, lambda quantity: (quantity.of, quantity.value)),
    )


def place_key(place: Place) -> int | str:
    """Equal for one place: its number where that is known, else its name."""
    return place.geonames_id or (place.name or place.text).casefold()


def _values(
    reports: Iterable[Report], told: Callable[[Mention], Iterable[T]], key: Callable[[T], Hashable]
) -> tuple[Value[T], ...]:
    found: dict[Hashable, list[tuple[T, Report]]] = defaultdict(list)
    for report in reports:
        for value in told(report.mention):
            found[key(value)].append((value, report))
    return tuple(
        Value(
            value=tellers[0][0],
            mentions=tuple(dict.fromkeys(report.mention.id for _, report in tellers)),
            outlets=tuple(dict.fromkeys(r.told.outlet for _, r in tellers if r.told.outlet)),
            voices=tuple(dict.fromkeys(v.name or v.text for _, r in tellers for v in r.mention.voices)),
        )
        for tellers in found.values()
    )
