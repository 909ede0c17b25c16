"""POLECAT: one row an event, values joined, from the first report what belongs to a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidings.exporting.cells import Facts, Line, Row, city, division, joined, names, one_line, sectors
from tidings.exporting.exported import Exported, Reported
from tidings.records import Entity, Place

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def lines(exported: Exported, facts: Facts) -> Iterator[Line]:
    """The row of an event, whose window has a first day."""
    event, ontology = exported.event, facts.codes.ontology
    act: Row = {
        "Event ID": event.event,
        "Event Date": str(event.earliest),
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": ontology.intensity(exported.type, event.mode),
        "Quad Code": QUADS[ontology.types[exported.type].quad],
        "Contexts": joined(exported.contexts),
    }
    sides = {**_side("Actor", event.actors, facts), **_side("Recipient", event.recipients, facts)}
    yield Line({**act, **sides, **_place(event.where), **_source(exported.reports[0], facts)}, exported.reports)


def _side(side: str, entities: Sequence[Entity], facts: Facts) -> Row:
    states = [state for e in entities if e.country and (state := facts.codes.states.get(e.country))]
    return {
        f"{side} Name": names(entities),
        f"{side} Country": joined(e.country for e in entities),
        f"{side} COW": joined(state.cow for state in states),
        f"Primary {side} Sector": next((sector for e in entities for sector in e.sectors), None),
        f"{side} Sectors": sectors(entities),
        f"{side} Title": None,
        f"{side} Name Raw": joined(e.text for e in entities),
        f"Wikipedia {side} ID": None,
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": city(place),
        "Province": division(place),
        "Country": place.country,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.geonames_id,
        "Raw Placename": one_line(place.text),
        "Feature Type": place.feature,
    }


def _source(report: Reported, facts: Facts) -> Row:
    return {
        "Source": report.outlet,
        "Publication Date": str(report.day) if report.day else None,
        "Language": report.article.language if report.article else None,
        "Version": f"tidings {facts.version}",
    }
