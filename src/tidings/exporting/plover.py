"""PLOVER records: one object an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tidings.exporting.cells import Cell, Facts, Line, city, country, division
from tidings.exporting.exported import Exported, Reported
from tidings.records import Entity, Place, Status

AUXILIARY = {
    Status.PLANNED: "future",
    Status.REQUIRED: "hypothetical",
    Status.POSSIBLE: "hypothetical",
    Status.DENIED: "negation",
    "postponed": "future",
    "cancelled": "negation",
}
COUNTED = {"dead": "dead", "killed": "dead", "injured": "injured", "wounded": "injured", "arrested": "arrested"}


def lines(exported: Exported, facts: Facts) -> Iterator[Line]:
    """The record of an event, whose window has a first day."""
    event, reports, ontology = exported.event, exported.reports, facts.codes.ontology
    modes = [event.mode, AUXILIARY.get(event.status), _historical(reports)]
    said = f"status {event.status}; origins {event.origins}; mentions {' '.join(r.mention.id for r in reports)}"
    cells: dict[str, Cell] = {
        "id": event.event,
        "has_event": True,
        "date": str(event.earliest),
        "enddate": str(event.latest),
        "actor": [_entity(e, facts) for e in event.actors],
        "recipient": [_entity(e, facts) for e in event.recipients],
        "event": [event.type],
        "event_loc": _location(event.where, facts),
        "event_text": [report.mention.trigger.text for report in reports],
        "quad_code": ontology.types[exported.type].quad,
        "event_scale": ontology.intensity(exported.type, event.mode),
        "mode": [mode for mode in modes if mode],
        "context": list(exported.contexts),
        "link": event.story,
        "text_info": [_offsets(number, report) for number, report in enumerate(reports, 1)],
        "cite_info": _citations(reports, facts),
        "size": _size(exported),
        "coder": f"tidings {facts.version}",
        "comment": said,
    }
    yield Line(cells, reports)


def _historical(reports: tuple[Reported, ...]) -> str | None:
    return "historical" if all(report.mention.historical for report in reports) else None


def _entity(entity: Entity, facts: Facts) -> dict[str, Any]:
    body = facts.codes.organizations.get(entity.organization or "")
    return {
        "code": entity.country or (body.plover if body else entity.organization),
        "sector": list(entity.sectors),
        "entity_text": entity.text,
        "identifier_id": entity.wikidata,
        "identifier_text": entity.name,
    }


def _location(place: Place | None, facts: Facts) -> Cell:
    if place is None:
        return None
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames_id,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": city(place),
        "province": division(place),
        "country": country(place.country, facts),
        "country_code": place.country,
        "feature_code": place.feature,
    }


def _offsets(number: int, report: Reported) -> dict[str, Any]:
    evidence = report.mention.evidence
    return {"sequence": number, "start": evidence.start, "end": evidence.end, "text_story": report.article_id}


def _citations(reports: tuple[Reported, ...], facts: Facts) -> list[object]:
    """A citation an article."""
    first: dict[str, Reported] = {}
    for report in reports:
        first.setdefault(report.article_id, report)
    return [_citation(report, facts) for report in first.values()]


def _citation(report: Reported, facts: Facts) -> dict[str, Any]:
    return {
        "citation": report.article_id,
        "url": report.url,
        "title": report.article.title if report.article else None,
        "language": report.article.language if report.article else None,
        "publication": report.outlet,
        "coder": "tidings",
        "codebook": "PLOVER 2.0",
        "version": facts.version,
    }


def _size(exported: Exported) -> Cell:
    """What all who count agree on; a number that is contradicted, or open to one side, is left out."""
    told: dict[str, set[object]] = {}
    for value in exported.event.fields.quantities:
        if value.value.of in COUNTED:
            told.setdefault(COUNTED[value.value.of], set()).add(value.value.value)
    agreed = {of: next(iter(values)) for of, values in told.items() if len(values) == 1}
    return {of: value for of, value in agreed.items() if not isinstance(value, tuple)} or None
