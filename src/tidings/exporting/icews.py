"""ICEWS: one row a pair of parties."""

from __future__ import annotations

from collections.abc import Iterator

from tidings.exporting.cells import Facts, Line, Row, city, country, division, name
from tidings.exporting.dyads import pairs
from tidings.exporting.exported import Exported
from tidings.exporting.identities import whole_number
from tidings.records import Entity, Place


def lines(exported: Exported, facts: Facts) -> Iterator[Line]:
    """The rows of an event, whose window has a first day."""
    event, ontology = exported.event, facts.codes.ontology
    kind, first = ontology.types[exported.type], exported.reports[0]
    cameo = ontology.cameo(exported.type, event.mode)
    act: Row = {
        "Event Date": str(event.earliest),
        "Event Text": (kind.modes[event.mode].meaning if event.mode else kind.meaning) or exported.type,
        "CAMEO Code": cameo,
        "Intensity": facts.codes.goldstein.get(cameo, (None, None))[1],
        "Story ID": first.article_id,
        "Publisher": first.outlet,
        **_place(event.where, facts),
    }
    for number, (actor, recipient) in enumerate(pairs(event)):
        key = whole_number("icews", event.event, str(number))
        cells = {"Event ID": key, **act, **_side("Source", actor, facts), **_side("Target", recipient, facts)}
        yield Line(cells, exported.reports)


def _side(side: str, entity: Entity | None, facts: Facts) -> Row:
    if entity is None:
        return {}
    return {
        f"{side} Name": name(entity),
        f"{side} Sectors": ",".join(entity.sectors) or None,
        f"{side} Country": country(entity.country, facts),
    }


def _place(place: Place | None, facts: Facts) -> Row:
    if place is None:
        return {}
    return {
        "City": city(place),
        "Province": division(place),
        "Country": country(place.country, facts),
        "Latitude": place.latitude,
        "Longitude": place.longitude,
    }
