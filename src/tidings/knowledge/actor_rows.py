"""One line of each actor table, as a typed and checked row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tidings.knowledge.names import fold
from tidings.knowledge.tables import Data, Row

SECTORS = frozenset(
    {
        *("GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM"),
        *("CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "PRE", "NGO", "ANA", "WIT"),
    }
)
"""PLOVER's sectors, NGO for a country's own, and ANA (analyst) and WIT (witness), which only voices have."""

ORGANIZATION_CODES = frozenset({"UNO", "EUU", "NATO", "IGO", "NGO", "MNC", "IMG"})

RULER = "ruler"
"""In `Role.leader_of`: the office that `State.ruler` names."""

NO_SHORT_NAME = "-"
"""Among a leader's aliases: the person is never meant by a part of the name alone."""

ROLE_KINDS = frozenset({"person", "group", "body"})

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "states": (
            "code",
            "iso2",
            "name",
            "official",
            "aliases",
            "demonyms",
            "capital",
            "seats",
            "ruler",
            "from",
            "until",
            "wikidata",
        ),
        "regions": ("name", "country", "demonyms", "sectors"),
        "leaders": ("country", "office", "name", "aliases", "from", "until", "sectors", "wikidata"),
        "organizations": ("code", "name", "aliases", "sectors", "country", "wikidata", "seats"),
        "groups": ("name", "aliases", "country", "sectors", "from", "until", "wikidata"),
        "roles": ("noun", "sectors", "kind", "leader_of", "former_ok"),
    }
)

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "states": ("code",),
        "regions": ("name",),
        "leaders": ("country", "office", "name", "from"),
        "organizations": ("name",),
        "groups": ("name", "country", "from"),
        "roles": ("noun",),
    }
)
"""The columns by which a user's row replaces ours, and which no two rows of one folder may share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, or a territory with a code of its own.  ``code`` is ISO 3166 alpha-3 or KOS, historic ones included.

    ``capital`` holds the capital's English name first, then its variants; ``ruler`` is the office that governs, as
    named in the leaders' table; ``start``/``end`` bound its existence.
    """

    code: str
    iso2: str
    name: str
    official: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...]
    seats: tuple[str, ...]
    ruler: str
    start: date | None
    end: date | None
    wikidata: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A province, dependency or partly recognised entity (sector PRE) and the country that it is coded to."""

    name: str
    country: str
    demonyms: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A person in an office from ``start`` until ``end``, both included.

    ``country`` is a state's code or an organisation's (UNO, EUU, NATO, …); an end of None is open.
    """

    country: str
    office: str
    name: str
    aliases: tuple[str, ...]
    start: date | None
    end: date | None
    sectors: tuple[str, ...]
    wikidata: str | None

    @property
    def short(self) -> tuple[str, ...]:
        """What a text calls the person after the first time.

        Those one-word aliases that are a word of the name (``Xi`` of Xi Jinping), else the name's last word that is
        no number or "Jr."; nothing if an alias is ``-`` (Friday and No are no names to find by themselves).
        """
        if NO_SHORT_NAME in self.aliases:
            return ()
        name = fold(self.name)
        words = {*name.split(), *re.split(r"[\s-]", name)}
        chosen = tuple(a for a in self.aliases if " " not in a and fold(a) in words)
        last = [word for word in self.name.split() if not re.fullmatch(r"[IVX]+|[JS]r\.?", word)]
        return chosen or tuple(last[-1:])

    def holds(self, day: date) -> bool:
        """Whether the office is held on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A body that no state owns, or an organ of one.  ``code`` is one of `ORGANIZATION_CODES`.

    ``seats`` are the towns that stand for it: *Brussels*, where no more is said of Belgium.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    sectors: tuple[str, ...]
    country: str | None
    wikidata: str | None
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A party, force, armed group, agency, parliament, movement …, with the country whose it is."""

    name: str
    aliases: tuple[str, ...]
    country: str
    sectors: tuple[str, ...]
    start: date | None
    end: date | None
    wikidata: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A common noun for somebody who acts: an office, rank, force, body, profession or part of the people.

    ``noun`` is in lower case, by lemmas; ``leader_of`` are the offices whose holder the bare noun may mean, the
    likeliest first (`RULER` is whichever office governs the country); ``former_ok`` tells whether "former" makes an
    ELI of the holder.  No sectors mean a country as such ("nation").
    """

    noun: str
    sectors: tuple[str, ...]
    kind: str
    leader_of: tuple[str, ...]
    former_ok: bool


def _span(data: Data, row: Row) -> tuple[date | None, date | None]:
    start, end = data.day(row.where, row["from"]), data.day(row.where, row["until"], end=True)
    if start and end and end < start:
        data.fault(row.where, f"ends on {end}, before it starts on {start}")
    return start, end


def _sectors(data: Data, row: Row) -> tuple[str, ...]:
    return tuple(s for s in row["sectors"].split() if data.choice(row.where, "sector", s, SECTORS))


def _wikidata(data: Data, row: Row) -> str | None:
    value = row["wikidata"]
    if value and not re.fullmatch(r"Q[1-9]\d*", value):
        data.fault(row.where, f'"{value}" is no Wikidata item; expected Q and a number')
    return value or None


def state(data: Data, row: Row) -> State | None:
    """Check a state row; None, with its faults noted in ``data``, if it cannot be used."""
    code, iso2 = row["code"], row["iso2"]
    if not re.fullmatch(r"[A-Z]{3}", code):
        data.fault(row.where, f'code "{code}" is not three capitals')
        return None
    if iso2 and not re.fullmatch(r"[A-Z]{2}", iso2):
        data.fault(row.where, f'iso2 "{iso2}" is not two capitals')
    start, end = _span(data, row)
    return State(
        code=code,
        iso2=iso2,
        name=row["name"],
        official=row["official"],
        aliases=row.list("aliases"),
        demonyms=row.list("demonyms"),
        capital=row.list("capital"),
        seats=row.list("seats"),
        ruler=row["ruler"],
        start=start,
        end=end,
        wikidata=_wikidata(data, row),
    )


def region(data: Data, row: Row, codes: frozenset[str]) -> Region | None:
    """Check a region row; None, with its faults noted in ``data``, if it cannot be used."""
    if not data.choice(row.where, "country", row["country"], codes):
        return None
    return Region(name=row["name"], country=row["country"], demonyms=row.list("demonyms"), sectors=_sectors(data, row))


def leader(data: Data, row: Row, codes: frozenset[str]) -> Leader | None:
    """Check a leader row; None, with its faults noted in ``data``, if it cannot be used."""
    if not data.choice(row.where, "country", row["country"], codes):
        return None
    start, end = _span(data, row)
    return Leader(
        country=row["country"],
        office=row["office"],
        name=row["name"],
        aliases=row.list("aliases"),
        start=start,
        end=end,
        sectors=_sectors(data, row),
        wikidata=_wikidata(data, row),
    )


def organization(data: Data, row: Row, codes: frozenset[str]) -> Organization | None:
    """Check a organisation row; None, with its faults noted in ``data``, if it cannot be used."""
    known = data.choice(row.where, "code", row["code"], ORGANIZATION_CODES)
    home = row["country"]
    if home and not data.choice(row.where, "country", home, codes):
        known = False
    if not known:
        return None
    return Organization(
        code=row["code"],
        name=row["name"],
        aliases=row.list("aliases"),
        sectors=_sectors(data, row),
        country=home or None,
        wikidata=_wikidata(data, row),
        seats=row.list("seats"),
    )


def group(data: Data, row: Row, codes: frozenset[str]) -> Group | None:
    """Check a group row; None, with its faults noted in ``data``, if it cannot be used."""
    if not data.choice(row.where, "country", row["country"], codes):
        return None
    start, end = _span(data, row)
    return Group(
        name=row["name"],
        aliases=row.list("aliases"),
        country=row["country"],
        sectors=_sectors(data, row),
        start=start,
        end=end,
        wikidata=_wikidata(data, row),
    )


def role(data: Data, row: Row) -> Role | None:
    """Check a role row; None, with its faults noted in ``data``, if it cannot be used."""
    noun = row["noun"]
    if noun != noun.lower():
        data.fault(row.where, f'noun "{noun}" is not in lower case')
    data.choice(row.where, "former_ok", row["former_ok"], ("", "yes", "no"))
    if not data.choice(row.where, "kind", row["kind"], ROLE_KINDS):
        return None
    return Role(
        noun=noun,
        sectors=_sectors(data, row),
        kind=row["kind"],
        leader_of=row.list("leader_of"),
        former_ok=row["former_ok"] == "yes",
    )
