"""GDELT 2.0: events, one row a pair of parties, and the mentions of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from tidings.exporting.cells import DIVISION, Cell, Facts, Line, Row, joined, name
from tidings.exporting.dyads import pairs
from tidings.exporting.exported import Exported, Reported, distinct
from tidings.exporting.identities import whole_number
from tidings.records import Entity, Place

QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))  # the last CAMEO root of each quad class


def lines(exported: Exported, facts: Facts) -> Iterator[Line]:
    """The rows of an event, whose window has a first day."""
    event, reports = exported.event, exported.reports
    shared: Row = {
        **_day(event.earliest),
        "IsRootEvent": _leads(reports[0]),
        **_act(exported, facts),
        "NumMentions": len(reports),
        "NumSources": len(exported.outlets) or 1,
        "NumArticles": len(exported.articles),
        **_place(event.where, facts),
        "DATEADDED": stamp(reports[0].published),
        "SOURCEURL": next((report.url for report in reports if report.url), reports[0].article_id),
    }
    for number, (actor, recipient) in enumerate(pairs(event)):
        cells = {
            "GlobalEventID": _key(exported, number),
            **shared,
            **_side("Actor1", actor, facts),
            **_side("Actor2", recipient, facts),
        }
        yield Line(cells, reports)


def mention_lines(exported: Exported, facts: Facts) -> Iterator[Line]:  # noqa: ARG001 - as the other formats
    """Every mention of every row of an event."""
    for number, (actor, recipient) in enumerate(pairs(exported.event)):
        for report in exported.reports:
            mention, article = report.mention, report.article
            cells: Row = {
                "GLOBALEVENTID": _key(exported, number),
                "EventTimeDate": stamp(exported.reports[0].published),
                "MentionTimeDate": stamp(report.published),
                "MentionType": 1 if report.url else 2,
                "MentionSourceName": report.outlet or (urlsplit(report.url).hostname if report.url else None),
                "MentionIdentifier": report.url or report.article_id,
                "Actor1CharOffset": _offset(actor, mention.actors),
                "Actor2CharOffset": _offset(recipient, mention.recipients or mention.actors),
                "ActionCharOffset": mention.trigger.start,
                "InRawText": 1,
                "Confidence": max(10, round(mention.confidence * 10) * 10),
                "MentionDocLen": len(article.text) if article else None,
                "Extras": f"mention={mention.id}",
            }
            yield Line(cells, (report,))


def stamp(published: str | None) -> int | None:
    """``2024-05-03T10:15:00+02:00`` as 20240503081500; a day alone as its midnight."""
    if not published:
        return None
    moment = datetime.fromisoformat(published)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return int(f"{moment:%Y%m%d%H%M%S}")


def _key(exported: Exported, number: int) -> int:
    return whole_number("gdelt", exported.event.event, str(number))


def _day(first: date | None) -> Row:
    if first is None:
        raise ValueError("an event without a date; expected one that the format takes")
    return {
        "Day": int(f"{first:%Y%m%d}"),
        "MonthYear": int(f"{first:%Y%m}"),
        "Year": first.year,
        "FractionDate": round(first.year + (first.month * 30 + first.day) / 365, 4),
    }


def _act(exported: Exported, facts: Facts) -> Row:
    code = facts.codes.ontology.cameo(exported.type, exported.event.mode)
    root = int(code[:2])
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": next(quad for last, quad in QUADS if root <= last),
        "GoldsteinScale": facts.codes.goldstein.get(code, (None, None))[0],
    }


def _side(side: str, entity: Entity | None, facts: Facts) -> Row:
    if entity is None:
        return {}
    body = facts.codes.organizations.get(entity.organization or "")
    kinds = [facts.codes.sectors.get(sector, sector) for sector in entity.sectors]
    types = distinct([body.type if body else "", *kinds])[:3]
    group = body.group if body else ""
    return {
        f"{side}Code": "".join((entity.country or group, *types)) or None,
        f"{side}Name": name(entity).upper(),
        f"{side}CountryCode": entity.country,
        f"{side}KnownGroupCode": group or None,
        **{f"{side}Type{number}Code": kind for number, kind in enumerate(types, 1)},
    }


def _place(place: Place | None, facts: Facts) -> Row:
    if place is None or place.latitude is None:
        return {}
    state = facts.codes.states.get(place.country or "")
    american = place.country == "USA"
    whole = joined((place.name, place.admin1 if american else None, state.name if state else None))
    return {
        "ActionGeo_Type": _geo_type(place.feature or "", american=american),
        "ActionGeo_Fullname": whole.replace("; ", ", ") if whole else None,
        "ActionGeo_CountryCode": (state.fips if state else None) or None,
        "ActionGeo_ADM1Code": f"US{place.admin1}" if american and place.admin1 else None,
        "ActionGeo_Lat": place.latitude,
        "ActionGeo_Long": place.longitude,
    }


def _geo_type(feature: str, *, american: bool) -> Cell:
    if feature.startswith("PCL"):
        return 1
    if DIVISION.fullmatch(feature):
        return 2 if american else 5
    if feature.startswith("PPL"):
        return 3 if american else 4
    return None


def _leads(report: Reported) -> Cell:
    """1 if the mention stands in the first paragraph, 0 if not, None if the text is not at hand."""
    if report.article is None:
        return None
    text = report.article.text
    head, _, rest = text.partition("\n\n")
    end = len(head) if rest else text.find("\n")
    return int(end < 0 or report.mention.evidence.start < end)


def _offset(entity: Entity | None, told: Sequence[Entity]) -> int | None:
    """Where a mention names a party of the event."""
    if entity is None:
        return None
    same = (e for e in told if e.start is not None and (e.name == entity.name if e.name else e.text == entity.text))
    return next((e.start for e in same), None)
