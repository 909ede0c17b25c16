"""Words by which a text speaks of actors, apart from names and role nouns: ``data/actors/expressions.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tidings.knowledge.tables import Data, Document

GENDERS = ("male", "female", "male_names", "female_names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expressions:
    """Sets of words in lower case, nouns and verbs by lemma; the file says what each is for."""

    relays: frozenset[str]
    gatherers: frozenset[str]
    sides: frozenset[str]
    state_nouns: frozenset[str]
    body_nouns: frozenset[str]
    others: frozenset[str]
    alliances: frozenset[str]
    elsewhere: frozenset[str]
    former: frozenset[str]
    opposition: frozenset[str]
    opposed: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    owners: frozenset[str]
    speaking: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]


def load(data: Data) -> Expressions:
    """Read the words; those of a user's file are added to ours.  Faults are noted in ``data``."""
    names = [f.name for f in fields(Expressions)]
    found: dict[str, set[str]] = {name: set() for name in names}
    for document in data.documents("actors/expressions.toml"):
        for name, words in _lists(data, document):
            if data.choice(document.name, "list", name, names):
                found[name].update(words)
    return Expressions(**{name: frozenset(words) for name, words in found.items()})


def _lists(data: Data, document: Document) -> list[tuple[str, list[str]]]:
    values: Mapping[str, Any] = document.values
    gender = values.get("gender", {})
    if not isinstance(gender, dict) or set(gender) - set(GENDERS):
        data.fault(document.name, f"gender holds the lists {', '.join(GENDERS)} and nothing else")
        gender = {}
    lists = []
    for name, value in {**{k: v for k, v in values.items() if k != "gender"}, **gender}.items():
        if isinstance(value, str):
            lists.append((name, value.split()))
        else:
            data.fault(document.name, f"{name} is no string of words")
    return lists
