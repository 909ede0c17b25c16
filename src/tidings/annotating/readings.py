"""Which of its readings a known name has here: by date, by the countries of the article, by its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tidings.annotating.names import Name
from tidings.annotating.who import Who
from tidings.knowledge.actors import Candidate, FormKind, Group, Leader, Organization, Region, State
from tidings.records import ActorKind

SEAT = "name.seat"  # the rule of a town or building that stands for a government or a body
PEOPLE = "name.people"  # the rule of a people with no state of its own, whom several countries may hold
HEADS = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "supreme leader", "emir", "chairman", "leader"}
)


def read(name: Name, day: date | None, weights: Mapping[str, float]) -> Who | None:
    """Whom a name stands for.

    Args:
        name: the name as found.
        day: when the text was published; without it, persons count as in the last office that we know.
        weights: how much each country code matters in the article.
    """
    if name.leaders and not (name.partial and name.candidates):
        return read_person(name, day, weights)
    return read_candidates(name.candidates, day, weights)


def read_candidates(candidates: Sequence[Candidate], day: date | None, weights: Mapping[str, float]) -> Who | None:
    """A state, region, organisation or group; of several, the one that exists and that the article is about."""
    if not candidates:
        return None
    order = {FormKind.NAME: 0, FormKind.DEMONYM: 1, FormKind.SEAT: 2, FormKind.CAPITAL: 3}

    def rank(candidate: Candidate) -> tuple[bool, float, int]:
        actor = candidate.actor
        side = actor.code if isinstance(actor, State | Organization) else actor.country
        return not _exists(actor, day), -weights.get(side, 0.0), order[candidate.kind]

    best = min(candidates, key=rank)
    return _who(best)


def _exists(actor: State | Region | Organization | Group, day: date | None) -> bool:
    if isinstance(actor, Region | Organization):
        return True
    if day is None:
        return actor.end is None
    return (actor.start is None or actor.start <= day) and (actor.end is None or day <= actor.end)


def _who(candidate: Candidate) -> Who:
    actor, form = candidate.actor, candidate.kind
    if isinstance(actor, State):
        sectors = ("GOV",) if form in (FormKind.CAPITAL, FormKind.SEAT) else ()
        return Who(
            name=actor.name,
            kind=ActorKind.STATE,
            country=actor.code,
            sectors=sectors,
            wikidata=actor.wikidata,
            rule=f"name.{form.value}",
        )
    if isinstance(actor, Region):
        rule = PEOPLE if form is FormKind.DEMONYM else "name.region"
        return Who(name=actor.name, kind=ActorKind.STATE, country=actor.country, sectors=actor.sectors, rule=rule)
    if isinstance(actor, Organization):
        return Who(
            name=actor.name,
            kind=ActorKind.ORGANIZATION,
            country=actor.country,
            organization=actor.code,
            sectors=actor.sectors,
            wikidata=actor.wikidata,
            rule=SEAT if form is FormKind.SEAT else "name.organization",
        )
    return Who(
        name=actor.name,
        kind=ActorKind.GROUP,
        country=actor.country,
        sectors=actor.sectors,
        wikidata=actor.wikidata,
        rule="name.group",
    )


def read_person(name: Name, day: date | None, weights: Mapping[str, float]) -> Who | None:
    """A person of the leaders' table, in the office held on the day; ELI for one who has left it."""
    persons: dict[tuple[str, str], list[Leader]] = {}
    for row in name.leaders:
        persons.setdefault((row.name, row.country), []).append(row)
    known = [term for rows in persons.values() if (term := _term(rows, day)) is not None]
    if name.partial:
        known = [k for k in known if _plausible(k, day, weights)]
    if not known:
        return None

    def rank(term: tuple[Leader, bool]) -> tuple[bool, float, bool, date]:
        row, past = term
        return not past, weights.get(row.country, 0.0), row.office in HEADS, row.start or date.min

    row, past = max(known, key=rank)
    return Who(
        name=row.name,
        kind=ActorKind.PERSON,
        country=None if row.country in _BODIES else row.country,
        organization=row.country if row.country in _BODIES else None,
        sectors=("ELI",) if past else row.sectors,
        wikidata=row.wikidata,
        title=row.office,
        rule="name.leader",
    )


_GRACE = 30  # days after which news of a person no longer means the office that was left
_BODIES = frozenset({"UNO", "EUU", "NATO", "IGO", "NGO", "MNC", "IMG"})


def _term(rows: Iterable[Leader], day: date | None) -> tuple[Leader, bool] | None:
    """The row that counts on a day, and whether the office is in the past by then."""
    ordered = sorted(rows, key=lambda r: r.start or date.min)
    if day is None:
        return ordered[-1], False
    held = [r for r in ordered if r.holds(day)]
    if held:
        heads = [r for r in held if r.office in HEADS]
        return (heads or held)[-1], False
    before = [r for r in ordered if r.end is not None and r.end < day]
    if before:
        last = before[-1]
        return last, last.end is not None and (day - last.end).days > _GRACE
    return ordered[0], False


def _plausible(term: tuple[Leader, bool], day: date | None, weights: Mapping[str, float]) -> bool:
    """Whether a mere surname may mean this person: in office or lately so, of a country that the text speaks of."""
    row, past = term
    if day is not None and past and (row.end is None or (day - row.end).days > 15 * 365):
        return False
    if day is not None and row.start is not None and row.start > day:
        return False
    return weights.get(row.country, 0.0) > 0 or row.office in HEADS
