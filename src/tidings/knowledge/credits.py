"""How articles say which news agency they are from (``data/linking/credits.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal, get_args

from tidings.knowledge.outlets import Outlet, Outlets
from tidings.knowledge.tables import Data, Document

AGENCY = "agency"
Where = Literal["start", "end", "both"]
_TEXTS = ("id", "where", "regex", "example", "near")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditForm:
    """A line by which an article credits an agency: the one it names, or ``agency`` where the form tells it."""

    id: str
    where: Where
    agency: str | None
    pattern: re.Pattern[str]
    example: str
    near: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditForms:
    """All forms, in the order of the file, and whom they may name."""

    forms: tuple[CreditForm, ...]
    outlets: Outlets

    def agency(self, name: str) -> Outlet | None:
        """The one agency of that name; None if there is none, or if several have it."""
        found = [outlet for outlet in self.outlets.named(name) if outlet.kind == AGENCY]
        return found[0] if len(found) == 1 else None


def load(data: Data, outlets: Outlets) -> CreditForms:
    """Read ``linking/credits.toml`` of the data folders; faults are noted there."""
    agencies = [outlet for outlet in outlets.by_id.values() if outlet.kind == AGENCY]
    names = {name for outlet in agencies for name in (outlet.name, *outlet.aliases)}
    written = sorted({form for name in names for form in (name, name.upper())}, key=lambda name: (-len(name), name))
    choice = "|".join(map(re.escape, written))
    forms: dict[str, CreditForm] = {}
    for document in data.documents("linking/credits.toml"):
        for table, entries in document.values.items():
            if data.choice(document.name, "table", table, ("credit",)):
                found = (_form(data, document, entry, choice, outlets) for entry in entries)
                forms |= {form.id: form for form in found if form}  # a user's form replaces ours of the same id
    return CreditForms(forms=tuple(forms.values()), outlets=outlets)


def _form(data: Data, document: Document, entry: Mapping[str, Any], choice: str, outlets: Outlets) -> CreditForm | None:
    where = document.where(entry.get("id", ""))
    fields = sorted(entry.keys() - {"agency"})
    if fields != sorted(_TEXTS) or not all(isinstance(value, str) and value for value in entry.values()):
        data.fault(where, f"fields are {' '.join(sorted(entry))}; expected {' '.join(_TEXTS)}, each a text, none empty")
        return None
    agency = entry.get("agency")
    if not data.choice(where, "where", entry["where"], get_args(Where)):
        return None
    if agency is not None and not data.choice(where, "agency", agency, outlets.by_id.keys()):
        return None
    if (agency is None) != ("{agency}" in entry["regex"]):
        data.fault(where, "a form names its agency either by {agency} in regex or by agency")
        return None
    # The name may stand more than once in a pattern's alternatives, a group's name only once.
    numbers = count(1)
    named = re.sub(r"\{agency\}", lambda _: f"(?P<agency{next(numbers)}>{choice})", entry["regex"])
    try:
        pattern = re.compile(named)
    except re.error as error:
        data.fault(where, f"regex is none: {error}")
        return None
    if not pattern.fullmatch(entry["example"]):
        data.fault(where, "the form does not fit its example")
    if pattern.fullmatch(entry["near"]):
        data.fault(where, "the form fits its near miss")
    return CreditForm(
        id=entry["id"],
        where=entry["where"],
        agency=agency,
        pattern=pattern,
        example=entry["example"],
        near=entry["near"],
    )
