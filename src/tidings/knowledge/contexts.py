"""What tells the context of an act: words, and defaults by type, mode and sides; ``data/contexts``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from tidings.knowledge.actor_rows import ORGANIZATION_CODES
from tidings.knowledge.ontology import Ontology
from tidings.knowledge.tables import Data, Document

KEYS: Final = {
    "context": frozenset({"id", "words", "unless"}),
    "pseudo": frozenset({"id", "words"}),
    "default": frozenset({"id", "context", "type", "actor", "recipient", "side", "reach"}),
}
REACHES: Final = ("abroad", "home")
SIDES: Final = ("actor", "recipient", "side")
NO_MODE: Final = "-"
#: as the parser cuts words: a hyphen between letters and a genitive stand alone
PIECES: Final = re.compile(r"'s?$|(?<=[^\W\d_])-(?=[^\W\d_])|(?:(?!'s?$|(?<=[^\W\d_])-(?=[^\W\d_])).)+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that bear out contexts, in the parser's pieces; none for a phrase that only looks as if it did."""

    words: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """A context that acts of some type, or between some sides, have without further words.

    Attributes:
        acts: types with their modes, ``""`` for any mode and ``-`` for none; empty for all acts.
        actor: sectors and organisations of which the actor must be one; empty for anybody.
        recipient: the same for the recipient.
        side: the same for either of them.
        reach: ``abroad`` if the sides must be of several countries or organisations, ``home`` if all must be of one.
    """

    id: str
    context: str
    acts: frozenset[tuple[str, str]]
    actor: frozenset[str]
    recipient: frozenset[str]
    side: frozenset[str]
    reach: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextWords:
    """All of ``data/contexts``.

    Attributes:
        phrases: by their first word, the longest first.  A word with a capital stands for itself, another for all
            forms of it.
        defaults: in the order of the files.
        unless: the contexts to which a context gives way.
        order: the place of each context in PLOVER's list.
    """

    phrases: Mapping[str, tuple[Phrase, ...]]
    defaults: tuple[Default, ...]
    unless: Mapping[str, frozenset[str]]
    order: Mapping[str, int]


def load(data: Data, plover: Ontology) -> ContextWords:
    """Read ``contexts/*.toml``; every fault is noted in ``data``.

    A context that a user's file names again is widened by its words; a default of the same id replaces ours.
    """
    meanings: dict[tuple[str, ...], dict[str, None]] = {}
    pseudo: dict[tuple[str, ...], str] = {}
    defaults: dict[str, Default] = {}
    unless: dict[str, frozenset[str]] = {}
    seen: set[tuple[bool, str]] = set()
    for document in data.documents("contexts/*.toml"):
        for table, entry, where in _entries(data, document):
            if (document.own, entry["id"]) in seen:
                data.fault(where, f'id "{entry["id"]}" stands twice')
            seen.add((document.own, entry["id"]))
            if table == "default":
                default = _default(data, entry, where, plover)
                if default is not None:
                    defaults[default.id] = default
                continue
            phrases = _phrases(data, entry, where)
            if table == "pseudo":
                pseudo.update(dict.fromkeys(phrases, where))
            elif data.choice(where, "context", entry["id"], plover.contexts):
                for phrase in phrases:
                    meanings.setdefault(phrase, {})[entry["id"]] = None
                others = _parts(entry.get("unless", ""))
                good = [o for o in others if data.choice(where, "unless", o, plover.contexts)]
                unless[entry["id"]] = unless.get(entry["id"], frozenset()) | frozenset(good)
    for phrase in sorted(pseudo.keys() & meanings.keys()):
        data.fault(pseudo[phrase], f'"{" ".join(phrase)}" is also a word of {", ".join(meanings[phrase])}')
    index: dict[str, list[Phrase]] = {}
    for phrase in sorted(meanings.keys() | pseudo.keys(), key=lambda words: (-len(words), words)):
        index.setdefault(phrase[0], []).append(Phrase(phrase, tuple(meanings.get(phrase, ()))))
    return ContextWords(
        phrases=MappingProxyType({first: tuple(phrases) for first, phrases in index.items()}),
        defaults=tuple(defaults.values()),
        unless=MappingProxyType({context: others for context, others in unless.items() if others}),
        order=MappingProxyType({context: number for number, context in enumerate(plover.contexts)}),
    )


def _entries(data: Data, document: Document) -> list[tuple[str, Mapping[str, Any], str]]:
    """The entries that have an id and known keys, all values texts, each with its table and where it stands."""
    good = []
    for table, entries in document.values.items():
        if not data.choice(document.name, "table", table, KEYS):
            continue
        if not isinstance(entries, list):
            data.fault(document.name, f"{table} must be a list of [[{table}]] tables")
            continue
        for entry in entries:
            identity = entry.get("id")
            where = document.where(identity) if isinstance(identity, str) else document.name
            before = len(data.faults)
            if not isinstance(identity, str) or not identity:
                data.fault(where, f"a [[{table}]] entry has no id")
            for key, value in entry.items():
                if data.choice(where, "field", key, KEYS[table]) and not isinstance(value, str):
                    data.fault(where, f"{key} must be a text, its parts between bars")
            if len(data.faults) == before:
                good.append((table, entry, where))
    return good


def _phrases(data: Data, entry: Mapping[str, Any], where: str) -> list[tuple[str, ...]]:
    phrases = [
        tuple(piece for word in part.split() for piece in PIECES.findall(word))
        for part in _parts(entry.get("words", ""))
    ]
    if not phrases:
        data.fault(where, "has no words")
    return phrases


def _default(data: Data, entry: Mapping[str, Any], where: str, plover: Ontology) -> Default | None:
    before = len(data.faults)
    data.choice(where, "context", entry.get("context", ""), plover.contexts)
    acts = set()
    for act in _parts(entry.get("type", "")):
        type_, _, mode = act.partition("/")
        if data.choice(where, "type", type_, plover.types):
            if mode not in {"", NO_MODE}:
                data.choice(where, f"mode of {type_}", mode, plover.types[type_].modes)
            acts.add((type_, mode))
    sides = {side: _side(data, entry, side, where, plover.sectors) for side in SIDES}
    reach = entry.get("reach")
    if reach is not None:
        data.choice(where, "reach", reach, REACHES)
    if not acts and not any(sides.values()):
        data.fault(where, "needs a type, an actor, a recipient or a side")
    if len(data.faults) > before:
        return None
    return Default(id=entry["id"], context=entry["context"], acts=frozenset(acts), reach=reach, **sides)


def _side(data: Data, entry: Mapping[str, Any], side: str, where: str, sectors: Collection[str]) -> frozenset[str]:
    known = frozenset(sectors) | ORGANIZATION_CODES
    return frozenset(part for part in _parts(entry.get(side, "")) if data.choice(where, side, part, known))


def _parts(cell: str) -> list[str]:
    return [part for part in (p.strip() for p in cell.split("|")) if part]
