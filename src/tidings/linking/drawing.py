"""Clusters to events: what is told of an act, by value, and by whom; nothing is averaged."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from tidings.events import Event, Fields, Link, Told, Value
from tidings.knowledge.linking import LinkingRules
from tidings.linking.coverage import coverage, origins
from tidings.linking.lifecycle import BEGUN, history
from tidings.linking.reports import Report
from tidings.linking.sides import code, name
from tidings.records import Entity, Mention, Place, Status

T = TypeVar("T")
_DIGITS = 24


def identity(kind: str, first: str) -> str:
    """The id of an event or story: a digest of the id of the first that tells of it."""
    return f"{kind}:{hashlib.sha256(first.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}"


def published(told: Told) -> tuple[bool, date, str]:
    """By publication, those without a date last."""
    return told.published is None, told.published or date.min, told.id


def in_order(reports: Iterable[Report]) -> list[Report]:
    """By publication, then place in the text."""
    return sorted(reports, key=lambda r: (*published(r.told), r.mention.trigger.start, r.mention.id))


def event(reports: Iterable[Report], links: Sequence[Link], story: Sequence[Told], rules: LinkingRules) -> Event:
    """Draw an act from the mentions that tell of it.

    Args:
        reports: the mentions.
        links: what joins them.
        story: the articles that tell of the same happening, and so might have told of the act.
        rules: what calls an act off.
    """
    told = in_order(reports)
    mentions = [report.mention for report in told]
    best = _kind(mentions)
    states = history(told, rules)
    earliest, latest = _span(told)
    return Event(
        event=identity("e1", mentions[0].id),
        story=identity("s1", min(story, key=published).id) if len(story) > 1 else None,
        type=best.type,
        mode=_most(m.mode for m in mentions if m.type == best.type and m.mode),
        actors=_parties(m.actors for m in mentions if m.type == best.type),
        recipients=_parties(m.recipients for m in mentions if m.type == best.type),
        earliest=earliest,
        latest=latest,
        where=_where(mentions),
        status=states[-1].status,
        confidence=max(mention.confidence for mention in mentions),
        articles=tuple(dict.fromkeys(report.told.id for report in told)),
        mentions=tuple(mention.id for mention in mentions),
        origins=origins(report.told for report in told),
        history=states,
        fields=fields(told),
        coverage=coverage(told, story, fields),
        links=tuple(links),
    )


def story_event(story: Sequence[Told], links: Sequence[Link]) -> Event:
    """Draw the line of articles that tell of one happening; its links name articles, and it has no mentions."""
    told = sorted(story, key=published)
    first = identity("s1", told[0].id)
    return Event(
        event=first, story=first, type=None, mode=None, actors=(), recipients=(), earliest=None, latest=None,
        where=None, status=Status.HAPPENED,
        confidence=round(sum(link.score for link in links) / len(links), 3) if links else 0.0,
        articles=tuple(one.id for one in told), mentions=(), origins=origins(told), history=(), fields=Fields(),
        coverage=coverage((), told, fields), links=tuple(links),
    )  # fmt: skip


def fields(reports: Sequence[Report]) -> Fields:
    """Every date, place and figure that is told, each once, with those who tell it, in the order of telling."""
    return Fields(
        when=_values(reports, lambda m: [m.when] if m.when else [], lambda when: (when.earliest, when.latest)),
        where=_values(reports, lambda m: [m.where] if m.where else [], _place),
        quantities=_values(reports, lambda m: m.quantities, lambda quantity: (quantity.of, quantity.value)),
    )


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


def _place(place: Place) -> Hashable:
    return place.geonames_id or (place.name or place.text).casefold()


def _kind(mentions: Sequence[Mention]) -> Mention:
    """The mention whose type is the event's: the most told among what has begun, else among all."""
    begun = [mention for mention in mentions if mention.status in BEGUN and mention.type not in ("AGREE", "REJECT")]
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
    told = Counter(_place(place) for place in places)
    return min(
        places,
        key=lambda place: (-told[_place(place)], (place.feature or "").startswith("PCL"), str(_place(place))),
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
