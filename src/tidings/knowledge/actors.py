"""Who acts in the news: states, regions, leaders, organisations, groups and the nouns for those who act.

Tables in ``data/actors/``; a user's row replaces ours of the same key (`actor_rows.KEYS`), other rows are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from tidings.knowledge import actor_rows as rows
from tidings.knowledge import outlets as outlet_table
from tidings.knowledge.actor_rows import Group, Leader, Organization, Region, Role, State
from tidings.knowledge.names import case_allows, fold
from tidings.knowledge.outlets import Outlet, Outlets
from tidings.knowledge.tables import Data, Row

__all__ = [
    "Actors",
    "Candidate",
    "FormKind",
    "Group",
    "Leader",
    "Named",
    "Organization",
    "Region",
    "Role",
    "State",
    "fold",
    "load",
]


class FormKind(StrEnum):
    """How a surface form names its actor."""

    NAME = "name"  # the name, official name or an alias
    DEMONYM = "demonym"  # "Russian", "Russians"
    CAPITAL = "capital"  # the capital: its government or the town, as the context tells
    SEAT = "seat"  # "Kremlin": its government


Named: TypeAlias = State | Region | Organization | Group


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a surface form: ``form`` as our table spells it."""

    form: str
    kind: FormKind
    actor: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """All tables, and the indexes over them.

    ``forms`` and ``persons`` are keyed by `fold`; ``offices`` holds the rows of each (country, office) by start.
    """

    states: Mapping[str, State]
    regions: Mapping[str, Region]
    leaders: tuple[Leader, ...]
    organizations: tuple[Organization, ...]
    groups: tuple[Group, ...]
    roles: Mapping[str, Role]
    outlets: Outlets
    forms: Mapping[str, tuple[Candidate, ...]]
    persons: Mapping[str, tuple[Leader, ...]]
    short_names: Mapping[str, tuple[Leader, ...]]
    offices: Mapping[tuple[str, str], tuple[Leader, ...]]

    def named(self, text: str) -> tuple[Candidate, ...]:
        """Give the readings of a name of a state, region, organisation or group.

        `names.case_allows` and `names.fold` say which differences of spelling count.
        """
        found = self.forms.get(fold(text), ())
        return tuple(c for c in found if case_allows(c.form, text))

    def people(self, text: str) -> tuple[Leader, ...]:
        """Rows of all persons of that full name or alias, in the order of their starts."""
        return self.persons.get(fold(text), ()) if text != text.lower() else ()

    def surname(self, text: str) -> tuple[Leader, ...]:
        """Rows of all persons whom a text may call so after the first time."""
        return self.short_names.get(fold(text), ()) if text != text.lower() else ()

    def incumbent(self, country: str, role: Role, day: date) -> Leader | None:
        """Whom a bare office noun means in a country on that day ("the prime minister"); None if we do not know."""
        for office in role.leader_of:
            state = self.states.get(country)
            actual = state.ruler if office == rows.RULER and state else office
            if (leader := self.holder(country, actual, day)) is not None:
                return leader
        return None

    def holder(self, country: str, office: str, day: date) -> Leader | None:
        """Who holds the office on that day: of two whose terms overlap, who came later; None if we do not know."""
        held = [leader for leader in self.offices.get((country, office), ()) if leader.holds(day)]
        return held[-1] if held else None


K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def load(data: Data) -> Actors:
    """Read and index the actor tables; faults are noted in ``data``, rows that have one are left out."""
    states = {s.code: s for s in _table(data, "states", rows.state, required=("code", "name"))}
    codes = frozenset(states)
    leader_codes = codes | rows.ORGANIZATION_CODES
    regions = _table(data, "regions", lambda d, r: rows.region(d, r, codes), required=("name", "country"))
    leaders = _table(
        data, "leaders", lambda d, r: rows.leader(d, r, leader_codes), required=("country", "office", "name", "sectors")
    )
    organizations = _table(
        data, "organizations", lambda d, r: rows.organization(d, r, codes), required=("code", "name")
    )
    groups = _table(data, "groups", lambda d, r: rows.group(d, r, codes), required=("name", "country", "sectors"))
    roles = _table(data, "roles", rows.role, required=("noun", "kind"))
    outlets = outlet_table.load(data, codes)
    press = [_as_group(outlet) for outlet in outlets.by_id.values()]
    ordered = sorted(leaders, key=lambda leader: leader.start or date.min)
    return Actors(
        states=MappingProxyType(states),
        regions=MappingProxyType({r.name: r for r in regions}),
        leaders=tuple(ordered),
        organizations=tuple(organizations),
        groups=tuple(groups),
        roles=MappingProxyType({r.noun: r for r in roles}),
        outlets=outlets,
        forms=_index(
            (fold(c.form), c) for c in _candidates(states.values(), regions, organizations, [*groups, *press])
        ),
        persons=_index(_full_names(ordered)),
        short_names=_index(_short_names(ordered)),
        offices=_index(((leader.country, leader.office), leader) for leader in ordered),
    )


def _as_group(outlet: Outlet) -> Group:
    """Give the outlet as the group that it is where it acts or is quoted."""
    return Group(
        name=outlet.name,
        aliases=outlet.aliases,
        country=outlet.country,
        sectors=("JRN", "GOV") if outlet.owner == "state" else ("JRN",),
        start=None,
        end=None,
        wikidata=None,
    )


def _table(data: Data, table: str, make: Callable[[Data, Row], T | None], *, required: Sequence[str]) -> list[T]:
    """Read the rows of a table, the user's in place of ours of the same key; a row twice in one folder is a fault."""
    found: dict[Hashable, Row] = {}
    for row in data.rows(f"actors/{table}.tsv", rows.COLUMNS[table], required=required):
        key = tuple(row[column] for column in rows.KEYS[table])
        if key in found and found[key].own == row.own:
            data.fault(row.where, f"{' '.join(filter(None, key))} stands already at {found[key].where}")
        found[key] = row
    return [made for row in found.values() if (made := make(data, row)) is not None]


def _index(pairs: Iterable[tuple[K, T]]) -> Mapping[K, tuple[T, ...]]:
    """Values by key, each value once, in their order."""
    found: dict[K, dict[T, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return MappingProxyType({key: tuple(values) for key, values in found.items()})


def _candidates(
    states: Iterable[State], regions: Iterable[Region], organizations: Iterable[Organization], groups: Iterable[Group]
) -> Iterable[Candidate]:
    for state in states:
        forms = {
            FormKind.NAME: (state.name, state.official, *state.aliases),
            FormKind.DEMONYM: state.demonyms,
            FormKind.CAPITAL: state.capital,
            FormKind.SEAT: state.seats,
        }
        for kind, texts in forms.items():
            yield from (Candidate(text, kind, state) for text in texts if text)
    for region in regions:
        yield Candidate(region.name, FormKind.NAME, region)
        yield from (Candidate(text, FormKind.DEMONYM, region) for text in region.demonyms)
    for organization in organizations:
        yield from (Candidate(text, FormKind.SEAT, organization) for text in organization.seats)
    bodies: tuple[Organization | Group, ...] = (*organizations, *groups)
    for body in bodies:
        yield from (Candidate(text, FormKind.NAME, body) for text in (body.name, *body.aliases))


def _full_names(leaders: Sequence[Leader]) -> Iterable[tuple[str, Leader]]:
    """Every row of a person under every name that any of the person's rows has."""
    for terms in _index(((leader.name, leader.country), leader) for leader in leaders).values():
        short = {fold(s) for row in terms for s in row.short}
        told = {fold(name) for row in terms for name in (row.name, *row.aliases)} - {rows.NO_SHORT_NAME}
        names = told - (short - {fold(terms[0].name)})
        yield from ((name, row) for row in terms for name in sorted(names))


def _short_names(leaders: Sequence[Leader]) -> Iterable[tuple[str, Leader]]:
    for terms in _index(((leader.name, leader.country), leader) for leader in leaders).values():
        told = [row for row in terms if row.aliases] or terms[:1]
        names = {fold(name) for row in told for name in row.short}
        yield from ((name, row) for row in terms for name in sorted(names))
