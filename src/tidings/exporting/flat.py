"""Our own flat tables: events or mentions, a row each, for CSV, Parquet and the properties of GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidings.events import Event
from tidings.exporting.cells import Facts, Line, Row, amount, codes, joined, names, one_line, sectors
from tidings.exporting.exported import Exported
from tidings.records import Cue, Entity, Place, Quantity


def event_lines(exported: Exported, facts: Facts) -> Iterator[Line]:
    """The row of an event."""
    event, ontology = exported.event, facts.codes.ontology
    cells: Row = {
        "event": event.event,
        "story": event.story,
        "type": event.type,
        "mode": event.mode,
        "quad": ontology.types[exported.type].quad,
        "intensity": ontology.intensity(exported.type, event.mode),
        "cameo": ontology.cameo(exported.type, event.mode),
        "contexts": joined(exported.contexts),
        "status": str(event.status),
        "earliest": str(event.earliest) if event.earliest else None,
        "latest": str(event.latest) if event.latest else None,
        **_parties(event.actors, event.recipients),
        **_place(event.where),
        "quantities": _amounts([told.value for told in event.fields.quantities]),
        "contradicted": joined(_contradicted(event)),
        "confidence": event.confidence,
        "origins": event.origins,
        "outlets": joined(exported.outlets),
        "articles": joined(event.articles),
        "mentions": joined(event.mentions),
    }
    yield Line(cells, exported.reports)


def mention_lines(exported: Exported, facts: Facts) -> Iterator[Line]:  # noqa: ARG001 - as the other formats
    """The rows of an event's mentions."""
    for report in exported.reports:
        mention, article = report.mention, report.article
        cells: Row = {
            "mention": mention.id,
            "event": exported.event.event,
            "article": report.article_id,
            "url": report.url,
            "publisher": report.outlet,
            "title": one_line(article.title) if article and article.title else None,
            "published": report.published,
            "type": mention.type,
            "mode": mention.mode,
            "cameo": mention.cameo,
            "contexts": joined(mention.contexts),
            "status": str(mention.status),
            "historical": mention.historical,
            "earliest": str(mention.when.earliest) if mention.when else None,
            "latest": str(mention.when.latest) if mention.when else None,
            **_parties(mention.actors, mention.recipients),
            **_place(mention.where),
            "quantities": _amounts(mention.quantities),
            "voices": joined(voice.name or voice.text for voice in mention.voices),
            "trigger": one_line(mention.trigger.text),
            "evidence": one_line(mention.evidence.text),
            "evidence_start": mention.evidence.start,
            "evidence_end": mention.evidence.end,
            "rules": joined(map(_rule, mention.cues)),
            "confidence": mention.confidence,
        }
        yield Line(cells, (report,))


def _rule(cue: Cue) -> str:
    return f"{cue.rule}@{cue.start}-{cue.end}"


def _parties(actors: Sequence[Entity], recipients: Sequence[Entity]) -> Row:
    return {
        "actors": names(actors),
        "actor_codes": codes(actors),
        "actor_sectors": sectors(actors),
        "recipients": names(recipients),
        "recipient_codes": codes(recipients),
        "recipient_sectors": sectors(recipients),
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "place": place.name or one_line(place.text),
        "place_country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
    }


def _amounts(quantities: Sequence[Quantity]) -> str | None:
    return joined(map(amount, quantities))


def _contradicted(event: Event) -> Iterator[str]:
    """The fields of which more than one value is told; of quantities, those that count the same."""
    fields = event.fields
    if len({(told.value.earliest, told.value.latest) for told in fields.when}) > 1:
        yield "when"
    if len({told.value.geonames_id or told.value.name or told.value.text for told in fields.where}) > 1:
        yield "where"
    counted: dict[str, set[object]] = {}
    for told in fields.quantities:
        counted.setdefault(told.value.of, set()).add(told.value.value)
    yield from (of for of, values in counted.items() if len(values) > 1)
