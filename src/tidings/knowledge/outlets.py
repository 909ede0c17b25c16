"""News agencies, broadcasters, newspapers and sites: whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from tidings.knowledge.names import fold
from tidings.knowledge.tables import Data, Document

KINDS = frozenset({"agency", "broadcaster", "newspaper", "magazine", "site"})
OWNERS = frozenset({"state", "public", "party", "private"})
FIELDS = frozenset({"id", "name", "aliases", "domains", "country", "kind", "owner"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes news.

    ``owner`` is ``state`` (run by a government), ``public`` (publicly funded, editorially free), ``party`` (of a party
    or an armed group) or ``private``; ``country`` is where it has its seat.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """All outlets, by id, by name or alias (keyed by `names.fold`) and by domain."""

    by_id: Mapping[str, Outlet]
    names: Mapping[str, tuple[Outlet, ...]]
    domains: Mapping[str, Outlet]

    def named(self, text: str) -> tuple[Outlet, ...]:
        """Outlets of that name or alias; none for a text all in small letters that is no such name ("dawn")."""
        return tuple(o for o in self.names.get(fold(text), ()) if text != text.lower() or text in (o.name, *o.aliases))

    def at(self, url: str) -> Outlet | None:
        """The outlet whose page an address is: ``https://edition.cnn.com/…`` is CNN's."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        while host:
            if (outlet := self.domains.get(host)) is not None:
                return outlet
            host = host.partition(".")[2]
        return None


def load(data: Data, codes: frozenset[str]) -> Outlets:
    """Read ``outlets.toml``; a user's entry replaces ours of the same id.

    Args:
        data: the data folders; faults are noted there.
        codes: the countries that an outlet may have.
    """
    found: dict[str, Outlet] = {}
    owned: dict[str, bool] = {}
    for document in data.documents("outlets.toml"):
        for entry in _entries(data, document):
            outlet = _outlet(data, document, entry, codes)
            if outlet is None:
                continue
            if owned.get(outlet.id) is document.own:
                data.fault(document.where(outlet.id), f'id "{outlet.id}" stands twice')
            found[outlet.id], owned[outlet.id] = outlet, document.own
    names: dict[str, list[Outlet]] = {}
    domains: dict[str, Outlet] = {}
    for outlet in found.values():
        for key in dict.fromkeys(fold(name) for name in (outlet.name, *outlet.aliases)):
            names.setdefault(key, []).append(outlet)
        for domain in outlet.domains:
            if domain in domains and owned[domains[domain].id] == owned[outlet.id]:
                data.fault(f"outlets.toml: {outlet.id}", f'domain "{domain}" is also that of {domains[domain].id}')
            domains[domain] = outlet
    return Outlets(
        by_id=MappingProxyType(found),
        names=MappingProxyType({key: tuple(outlets) for key, outlets in names.items()}),
        domains=MappingProxyType(domains),
    )


def _entries(data: Data, document: Document) -> list[Mapping[str, Any]]:
    entries = document.values.get("outlet", [])
    for key in document.values.keys() - {"outlet"}:
        data.fault(document.name, f'"{key}" is not known; expected [[outlet]] tables')
    if not isinstance(entries, list):
        data.fault(document.name, "outlet must be a list of [[outlet]] tables")
        return []
    return entries


def _outlet(data: Data, document: Document, entry: Mapping[str, Any], codes: frozenset[str]) -> Outlet | None:
    key = entry.get("id")
    where = document.where(key) if isinstance(key, str) else document.name
    good = sum(not data.choice(where, "field", field, FIELDS) for field in entry) == 0
    for field in ("id", "name", "country", "kind", "owner"):
        if not isinstance(entry.get(field), str) or not entry[field]:
            data.fault(where, f"{field} must be a text")
            good = False
    for field in ("aliases", "domains"):
        values = entry.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            data.fault(where, f"{field} must be a list of texts")
            good = False
    if not good:
        return None
    choices = {"country": codes, "kind": KINDS, "owner": OWNERS}
    if sum(not data.choice(where, column, entry[column], choices[column]) for column in choices):
        return None
    return Outlet(
        id=entry["id"],
        name=entry["name"],
        aliases=tuple(entry.get("aliases", [])),
        domains=tuple(domain.lower() for domain in entry.get("domains", [])),
        country=entry["country"],
        kind=entry["kind"],
        owner=entry["owner"],
    )
