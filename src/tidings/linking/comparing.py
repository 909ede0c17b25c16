"""Whether two mentions tell of one act: what speaks for it and against it, weighed, and told in words.

Each finding has a weight in ``data/linking/events.toml``, in log-odds.  Some findings are vetoes: no likeness of words
makes one act of two that happened on different days, at different places or between different parties.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tidings.events import Link
from tidings.knowledge.linking import LinkingRules
from tidings.linking.lifecycle import called_off
from tidings.linking.reports import YET_TO_COME, Report
from tidings.linking.sides import Match, match, match_parties
from tidings.linking.stories import days_apart, days_between
from tidings.linking.words import likeness
from tidings.records import Mention, Place

NARROW = 3  # days: dated to no more than these, an act is dated
NEAR = 2  # days between two publications that tell an undated act as news
EARTH = 6371.0  # kilometres
LONGEST_DELAY = 60  # days by which an act is put off and still is the same
TRIGGER = 5  # letters by which forms of one word begin: attack, attacked
WORTH_TELLING = 0.1  # likeness of words


@dataclass(frozen=True, slots=True)
class Finding:
    """What speaks for one act or against it: its weight's name, how much of the weight, and in words."""

    name: str
    reason: str = ""
    share: float = 1.0


class Veto(Exception):  # noqa: N818 - no error: an answer
    """Why two mentions cannot be one act."""


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares mentions; holds the rules."""

    rules: LinkingRules

    def compare(self, one: Report, two: Report) -> Link | None:
        """Score a pair, whichever comes first; None if something forbids that they are one act."""
        first, second = sorted((one, two), key=lambda report: report.mention.id)
        try:
            findings = list(self._findings(first, second))
        except Veto:
            return None
        total = self.rules.weights["base"] + math.fsum(self.rules.weights[f.name] * f.share for f in findings)
        return Link(
            one=first.mention.id,
            two=second.mention.id,
            score=round(1 / (1 + math.exp(-total)), 3),
            reasons=tuple(finding.reason for finding in findings if finding.reason),
        )

    def veto(self, one: Report, two: Report) -> str | None:
        """What forbids that two mentions are one act, in words; None if nothing does."""
        try:
            list(self._findings(one, two))
        except Veto as why:
            return str(why)
        return None

    def _findings(self, one: Report, two: Report) -> Iterator[Finding]:
        yield from self._kinds(one.mention, two.mention)
        yield from self._parties(one.mention, two.mention)
        yield from self._times(one, two)
        yield from self._places(one.mention, two.mention)
        yield from _quantities(one.mention, two.mention)
        yield from _words(one, two)

    def _kinds(self, one: Mention, two: Mention) -> Iterator[Finding]:
        if one.type != two.type:
            if two.type not in self.rules.family(one.type):
                raise Veto(f"{one.type} and {two.type}")
            yield Finding("step", f"{' and '.join(sorted((one.type, two.type)))} may be steps of one act")
        elif one.mode and two.mode:
            same = one.mode == two.mode
            yield Finding("same_mode", f"both {one.mode}") if same else Finding("other_mode", _two(one.mode, two.mode))

    def _parties(self, one: Mention, two: Mention) -> Iterator[Finding]:
        if {one.type, two.type} & self.rules.symmetric:
            sides = match_parties((*one.actors, *one.recipients), (*two.actors, *two.recipients))
        else:
            sides = match(one.actors, two.actors), match(one.recipients, two.recipients)
        for side, (found, who) in zip(("actor", "recipient"), sides, strict=True):
            if found is Match.OTHER:
                raise Veto(f"different {side}s: {who}")
            how = found.name.lower()
            yield Finding(f"{how}_{side}", f"{how} {side} {who}" if who else f"one tells no {side}")
        if sides[0][0] is sides[1][0] is Match.MISSING and not (one.where and two.where):
            yield Finding("missing_actor")  # twice: there is nobody to go by

    def _times(self, one: Report, two: Report) -> Iterator[Finding]:
        apart = days_between(one.told, two.told)
        if one.days is None or two.days is None:
            if apart is not None and apart > self.rules.events.days:
                raise Veto(f"undated, and published {days_apart(apart)}")
            yield Finding("undated", "one of the two is undated")
            return
        gap = max((one.days[0] - two.days[1]).days, (two.days[0] - one.days[1]).days)
        if 0 < gap <= LONGEST_DELAY and any(called_off(r.mention, r.told.text, self.rules) for r in (one, two)):
            yield Finding("told_apart", f"put off or called off, {days_apart(gap)}")
        elif gap > (self.rules.events.apart if one.dated and two.dated else NEAR):
            raise Veto(f"dates {days_apart(gap)}")
        elif gap > 0:
            yield Finding("day_apart", f"dates {days_apart(gap)}")
        else:
            yield from _overlap(one, two, apart)

    def _places(self, one: Mention, two: Mention) -> Iterator[Finding]:
        if one.where is None or two.where is None:
            return
        distance = _kilometres(one.where, two.where)
        if _same(one.where, two.where):
            yield Finding("same_place", f"same place {_named(one.where)}")
        elif distance is None:
            return  # a place that nobody knows is far from none
        elif _within(one.where, two.where):
            yield Finding("place_within", f"{_two(_named(one.where), _named(two.where))}: one lies in the other")
        elif distance <= self.rules.events.kilometres:
            yield Finding("place_near", f"places {distance:.0f} km apart")
        else:
            reason = f"places {distance:.0f} km apart"
            if {one.type, two.type} & self.rules.located and not {one.status, two.status} & YET_TO_COME:
                raise Veto(reason)
            yield Finding("place_apart", reason)


def _overlap(one: Report, two: Report, apart: int | None) -> Iterator[Finding]:
    assert one.days
    assert two.days
    first, last = max(one.days[0], two.days[0]), min(one.days[1], two.days[1])
    told = f"dates overlap {first}" if first == last else f"dates overlap {first} to {last}"
    if one.dated and two.dated:
        narrow = all((days[1] - days[0]).days <= NARROW for days in (one.days, two.days))
        yield Finding("same_days" if narrow else "days_overlap", told)
    elif one.dated or two.dated:
        yield Finding("days_overlap", told)
    elif apart is not None and apart <= NEAR:
        yield Finding("told_near", f"published {days_apart(apart)}")
    else:
        assert apart is not None  # undated acts have their days from the publication
        yield Finding("told_apart", f"published {days_apart(apart)}")


def _named(place: Place) -> str:
    return place.name or place.text


def _same(one: Place, two: Place) -> bool:
    if one.geonames_id and two.geonames_id:
        return one.geonames_id == two.geonames_id
    return _named(one).casefold() == _named(two).casefold()


def _within(one: Place, two: Place) -> bool:
    """Whether one is the state or the division that the other lies in."""
    for outer, inner in ((one, two), (two, one)):
        feature = outer.feature or ""
        if outer.country and outer.country == inner.country:
            if feature.startswith("PCL"):
                return True
            if feature.startswith("ADM1") and outer.admin1 and outer.admin1 == inner.admin1:
                return True
    return False


def _kilometres(one: Place, two: Place) -> float | None:
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return None
    phi, psi = math.radians(one.latitude), math.radians(two.latitude)
    turned = math.radians(two.longitude - one.longitude)
    chord = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(turned / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(chord))


def _quantities(one: Mention, two: Mention) -> Iterator[Finding]:
    for first in one.quantities:
        if any((second.of, second.value) == (first.of, first.value) for second in two.quantities):
            yield Finding("same_quantity", f"both tell {first.of} {first.text}")
            return
    told = {quantity.of for quantity in one.quantities} & {quantity.of for quantity in two.quantities}
    if told:
        yield Finding("other_quantity", f"different figures of {', '.join(sorted(told))}")


def _words(one: Report, two: Report) -> Iterator[Finding]:
    one_sentence = one.told.id == two.told.id and one.mention.evidence == two.mention.evidence
    like = 0.0 if one_sentence else likeness(one.evidence, two.evidence)
    yield Finding("evidence", f"sentences {like:.2f} alike" if like >= WORTH_TELLING else "", like)
    triggers = {report.mention.trigger.text.casefold()[:TRIGGER] for report in (one, two)}
    if len(triggers) == 1:
        yield Finding("trigger", f"both call it {one.mention.trigger.text.casefold()}")
    if one.told.id == two.told.id:
        yield Finding("same_article", "in one article")
        return
    articles = likeness(one.article, two.article)
    yield Finding("article", f"articles {articles:.2f} alike" if articles >= WORTH_TELLING else "", articles)
    if one.told.origin == two.told.origin:
        yield Finding("copies", "copies of one text")


def _two(one: str, two: str) -> str:
    return " / ".join(sorted((one, two)))
