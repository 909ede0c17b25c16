"""Clusters to events: what most tell of an act, and all that is told of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from tidings.events import Event, Fields, Life, Link, Told
from tidings.knowledge.linking import LinkingRules
from tidings.linking.coverage import coverage, origins
from tidings.linking.fields import fields, place_key
from tidings.linking.lifecycle import BEGUN, history
from tidings.linking.reports import Report, by_publication
from tidings.linking.sides import code, name
from tidings.records import Entity, Mention, Place

_DIGITS = 24


def identity(kind: str, first: str) -> str:
    """The id of an event or story: a digest of the id of the first that tells of it."""
    return f"{kind}:{hashlib.sha256(first.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}"


def in_order(reports: Iterable[Report]) -> list[Report]:
    """By publication, then place in the text."""
    return sorted(reports, key=lambda r: (*by_publication(r.told), r.mention.trigger.start, r.mention.id))


def event(reports: Sequence[Report], links: Sequence[Link], story: Sequence[Told], rules: LinkingRules) -> Event:
    """Draw an act from the mentions that tell of it.

    Args:
        reports: the mentions, :func:`in_order`.
        links: what joins them.
        story: the articles that tell of the same happening, and so might have told of the act.
        rules: what calls an act off.
    """
    mentions = [report.mention for report in reports]
    best = _kind(mentions)
    states = history(reports, rules)
    earliest, latest = _span(reports)
    return Event(
        event=identity("e1", mentions[0].id),
        story=identity("s1", min(story, key=by_publication).id) if len(story) > 1 else None,
        type=best.type,
        mode=_most(m.mode for m in mentions if m.type == best.type and m.mode),
        actors=_parties(m.actors for m in mentions if m.type == best.type),
        recipients=_parties(m.recipients for m in mentions if m.type == best.type),
        earliest=earliest,
        latest=latest,
        where=_where(mentions),
        status=states[-1].status,
        confidence=max(mention.confidence for mention in mentions),
        articles=tuple(dict.fromkeys(report.told.id for report in reports)),
        mentions=tuple(mention.id for mention in mentions),
        origins=origins(report.told for report in reports),
        history=states,
        fields=fields(reports),
        coverage=coverage(reports, story),
        links=tuple(links),
    )


def story_event(story: Sequence[Told], links: Sequence[Link]) -> Event:
    """Draw the line of articles that tell of one happening; its links name articles, and it has no mentions."""
    told = sorted(story, key=by_publication)
    first = identity("s1", told[0].id)
    return Event(
        event=first, story=first, type=None, mode=None, actors=(), recipients=(), earliest=None, latest=None,
        where=None, status=Life.HAPPENED,
        confidence=round(sum(link.score for link in links) / len(links), 3) if links else 0.0,
        articles=tuple(one.id for one in told), mentions=(), origins=origins(told), history=(), fields=Fields(),
        coverage=coverage((), told), links=tuple(links),
    )  # fmt: skip


def _kind(mentions: Sequence[Mention]) -> Mention:
    """The mention whose type is the event's: the most told among what has begun, else among all."""
    begun = [
        mention for mention in mentions if Life(mention.status) in BEGUN and mention.type not in ("AGREE", "REJECT")
    ]
    told = Counter(mention.type for mention in begun or mentions)
    best = min(told, key=lambda kind: (-told[kind], kind))
    return next(mention for mention in begun or mentions if mention.type == best)


def _most(values: Iterable[str]) -> str | None:
    told = Counter(values)
    return min(told, key=lambda value: (-told[value], value), default=None)


def _parties(sides: Iterable[Iterable[Entity]]) -> tuple[Entity, ...]:
    """Everybody who is told on one side, each once, as the first mention that knows a name or a code tells it."""
    found: dict[str, Entity] = {}
    told: Counter[str] = Counter()
    for side in sides:
        for entity in side:
            key = f"{code(entity)} {entity.wikidata or name(entity)}"
            told[key] += 1
            found.setdefault(key, entity)
    known = {code(entity) for entity in found.values() if entity.name and code(entity)}
    # "the government" adds nobody where one of its men is named
    kept = [key for key, entity in found.items() if entity.name or code(entity) not in known]
    return tuple(found[key] for key in sorted(kept, key=lambda key: (-told[key], key)))


def _where(mentions: Iterable[Mention]) -> Place | None:
    """The place that most tell; of two, one within a state and not the state."""
    places = [mention.where for mention in mentions if mention.where]
    told = Counter(place_key(place) for place in places)
    return min(
        places,
        key=lambda place: (-told[place_key(place)], (place.feature or "").startswith("PCL"), str(place_key(place))),
        default=None,
    )


def _span(reports: Iterable[Report]) -> tuple[date | None, date | None]:
    """The days that all who date it leave open; where they contradict each other, the span that holds them all."""
    dated = [report.mention.when for report in reports if report.mention.when]
    if not dated:
        return None, None
    first, last = max(when.earliest for when in dated), min(when.latest for when in dated)
    if first <= last:
        return first, last
    return min(when.earliest for when in dated), max(when.latest for when in dated)
