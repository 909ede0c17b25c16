"""The words by which a text says how far an act has come: ``data/factuality``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tidings.knowledge.attribution import PREPOSITIONS
from tidings.knowledge.tables import Data, Row
from tidings.records import Status

Effect = Status | Literal["same", "own"]
FRAMES = frozenset({"to", "that", "ing", "object", "subject", "claim"}) | PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word says of its complement: when it is itself affirmed, and when it is negated.

    ``same`` is the word's own status; ``own`` leaves the complement to speak for itself.
    """

    affirmed: Effect
    negated: Effect
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word that gives its head a status."""

    status: Status
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """A modal: the status it gives, and the one it gives in reported speech."""

    status: Status
    reported: Status
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Connective:
    """A conjunction or preposition, as its words, and the status of what it governs."""

    words: tuple[str, ...]
    effect: Effect
    example: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactualityWords:
    """All of ``data/factuality``.  Signatures are keyed by (word, frame), a phrasal verb being ``lemma particle``."""

    verbs: Mapping[tuple[str, str], Signature]
    adjectives: Mapping[tuple[str, str], Signature]
    nouns: Mapping[tuple[str, str], Signature]
    modifiers: Mapping[str, Modifier]
    auxiliaries: Mapping[str, Auxiliary]
    clause_connectives: Mapping[str, tuple[Connective, ...]]
    noun_connectives: Mapping[str, tuple[Connective, ...]]
    negators: frozenset[str]
    quantifiers: frozenset[str]
    pseudo_negations: frozenset[str]
    lasting: frozenset[str]
    claims: frozenset[str]
    scale: Mapping[Status, float]


def load(data: Data) -> FactualityWords:
    """Read and check ``factuality/*``; faults are noted in ``data``."""
    verbs, adjectives = _signatures(data)
    negation = _lists(data, "factuality/negation.toml", ("adverbs", "quantifiers", "pseudo", "lasting", "claims"))
    return FactualityWords(
        verbs=verbs,
        adjectives=adjectives,
        nouns=_nouns(data),
        modifiers={
            row["word"]: Modifier(Status(row["status"]), row["example"], row.where)
            for row in data.rows("factuality/modifiers.tsv", ("word", "status", "example"), required=("word", "status"))
            if data.choice(row.where, "status", row["status"], list(Status))
        },
        auxiliaries=_auxiliaries(data),
        clause_connectives=_connectives(data, "clause"),
        noun_connectives=_connectives(data, "noun"),
        negators=negation["adverbs"],
        quantifiers=negation["quantifiers"],
        pseudo_negations=negation["pseudo"],
        lasting=negation["lasting"],
        claims=negation["claims"],
        scale=_scale(data),
    )


def _effect(data: Data, row: Row, column: str) -> Effect | None:
    value = row[column]
    if not data.choice(row.where, column, value, [*Status, "same", "own"]):
        return None
    if value == "same":
        return "same"
    if value == "own":
        return "own"
    return Status(value)


def _signatures(data: Data) -> tuple[dict[tuple[str, str], Signature], dict[tuple[str, str], Signature]]:
    verbs: dict[tuple[str, str], Signature] = {}
    adjectives: dict[tuple[str, str], Signature] = {}
    columns = ("word", "frame", "affirmed", "negated", "example")
    for row in data.rows("factuality/verbs.tsv", columns, required=columns):
        known = data.choice(row.where, "frame", row["frame"], FRAMES)
        affirmed, negated = _effect(data, row, "affirmed"), _effect(data, row, "negated")
        if not known or affirmed is None or negated is None:
            continue
        into = adjectives if row["word"].startswith("adj:") else verbs
        key = (row["word"].removeprefix("adj:"), row["frame"])
        if key in into and not row.own:
            data.fault(row.where, f'"{key[0]}" with {key[1]} stands already at {into[key].where}')
        into[key] = Signature(affirmed, negated, row["example"], row.where)
    return verbs, adjectives


def _nouns(data: Data) -> dict[tuple[str, str], Signature]:
    found = {}
    columns = ("noun", "frame", "status", "example")
    for row in data.rows("factuality/nouns.tsv", columns, required=columns):
        effect = _effect(data, row, "status")
        if effect is not None and data.choice(row.where, "frame", row["frame"], FRAMES):
            negated: Effect = "own" if effect in ("same", "own") else Status.DENIED
            found[row["noun"], row["frame"]] = Signature(effect, negated, row["example"], row.where)
    return found


def _auxiliaries(data: Data) -> dict[str, Auxiliary]:
    found = {}
    columns = ("word", "status", "reported", "example")
    for row in data.rows("factuality/auxiliaries.tsv", columns, required=columns):
        known = [data.choice(row.where, c, row[c], list(Status)) for c in ("status", "reported")]
        if all(known):
            found[row["word"]] = Auxiliary(Status(row["status"]), Status(row["reported"]), row["example"], row.where)
    return found


def _connectives(data: Data, part: str) -> dict[str, tuple[Connective, ...]]:
    """By the last word, which is the one that the parse hangs the complement on."""
    found: dict[str, tuple[Connective, ...]] = {}
    columns = ("words", "part", "status", "example")
    for row in data.rows("factuality/connectives.tsv", columns, required=columns):
        effect = _effect(data, row, "status")
        if data.choice(row.where, "part", row["part"], ("clause", "noun")) and row["part"] == part and effect:
            words = tuple(row["words"].split())
            connective = Connective(words, effect, row["example"], row.where)
            found[words[-1]] = (*found.get(words[-1], ()), connective)
    return found


def _lists(data: Data, name: str, keys: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = dict.fromkeys(keys, frozenset())
    for document in data.documents(name):
        for key, words in document.values.items():
            if not data.choice(document.name, "key", key, keys):
                continue
            if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
                data.fault(document.name, f"{key} must be a list of words")
                continue
            found[key] |= frozenset(words)
    return found


def _scale(data: Data) -> dict[Status, float]:
    found: dict[Status, float] = {}
    for document in data.documents("factuality/scale.toml"):
        for key, value in document.values.items():
            if data.choice(document.name, "status", key, list(Status)):
                found[Status(key)] = float(value)
    missing = set(Status) - found.keys()
    if missing:
        data.fault("factuality/scale.toml", f"lacks {', '.join(sorted(missing))}")
    return found
