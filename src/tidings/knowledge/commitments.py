"""Words that name treaties and agreements, say how one stands to them, and what they ask (``data/commitments/``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from tidings.knowledge.tables import Data, Document
from tidings.records import Bearing

Need = Literal["nothing", "subject", "public", "name"]
Force = Literal["requires", "forbids", "permits"]
Pos = Literal["verb", "noun", "adjective", "preposition", "auxiliary"]
_FILES = {
    "heads": ("head",),
    "subjects": ("subject",),
    "names": ("name",),
    "bearings": ("bearing", "part", "turn"),
    "duties": ("duty", "clause", "condition"),
}
_TEXTS = frozenset({"id", "needs", "kind", "bearing", "pos", "force", "example", "near"})
_LISTS = frozenset({"words", "of", "takes_up", "parties", "forms", "through", "after", "phrases", "without"})
_FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {  # besides id, example, near: needed, allowed
    "head": (frozenset({"words", "needs", "takes_up"}), frozenset({"of", "parties", "without", "alone"})),
    "subject": (frozenset({"words"}), frozenset()),
    "name": (frozenset({"forms", "kind"}), frozenset()),
    "bearing": (frozenset({"words", "bearing", "pos", "through"}), frozenset({"after", "dates"})),
    "part": (frozenset({"words"}), frozenset()),
    "turn": (frozenset({"words"}), frozenset()),
    "duty": (frozenset({"words", "force"}), frozenset({"through"})),
    "clause": (frozenset({"words", "pos"}), frozenset({"force"})),
    "condition": (frozenset({"words"}), frozenset({"phrases"})),
}
_ALWAYS = frozenset({"id", "example", "near"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A noun that names commitments.

    ``of`` is what must follow it (*memorandum of understanding*), ``without`` what must not stand before it.
    ``alone``: it is a public matter even where its article names it by the noun alone.
    """

    id: str
    needs: Need
    of: frozenset[str]
    without: frozenset[str]
    takes_up: frozenset[str]
    parties: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A commitment known by a name of its own."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BearingCue:
    """Words that say how somebody stands to the commitment that hangs on them by ``through``.

    The time of what they say is the date of signing where ``dates``.
    """

    id: str
    bearing: Bearing
    pos: Pos
    through: frozenset[str]
    after: frozenset[str]
    dates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCue:
    """A verb by which a commitment asks something; ``through`` is the preposition that it needs."""

    id: str
    force: Force
    through: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sentence in which the entry is found, and one in which it is not."""

    entry: str
    example: str
    near: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentWords:
    """All tables, by word in lower case (names as written)."""

    heads: Mapping[str, Head]
    names: Mapping[tuple[str, ...], Known]
    public: frozenset[str]
    other: frozenset[str]
    idle: frozenset[str]
    bearings: Mapping[str, tuple[BearingCue, ...]]
    parts: frozenset[str]
    turns: frozenset[str]
    duties: Mapping[str, DutyCue]
    auxiliaries: Mapping[str, DutyCue]
    promises: frozenset[str]
    conditions: frozenset[str]
    condition_phrases: tuple[str, ...]
    samples: tuple[Sample, ...]

    def head(self, kind: str) -> Head:
        """The head of that id."""
        return next(head for head in self.heads.values() if head.id == kind)


@dataclass(frozen=True, slots=True)
class _Entry:
    table: str
    values: Mapping[str, Any]
    where: str

    def texts(self, field: str) -> tuple[str, ...]:
        value = self.values.get(field, ())
        return tuple(value.split()) if isinstance(value, str) else tuple(value)

    def set(self, field: str) -> frozenset[str]:
        return frozenset(self.texts(field))


def load(data: Data) -> CommitmentWords:
    """Read ``commitments/*.toml`` of the data folders; a user's entry replaces ours of the same id."""
    entries: dict[tuple[str, str], _Entry] = {}
    for name, tables in _FILES.items():
        for document in data.documents(f"commitments/{name}.toml"):
            for entry in _entries(data, document, tables):
                entries[entry.table, entry.values["id"]] = entry
    of: dict[str, list[_Entry]] = {table: [] for table in _FIELDS}
    for (table, _), entry in entries.items():
        of[table].append(entry)
    heads = _heads(data, of["head"])
    ids = {head.id for head in heads.values()}
    for entry in of["name"]:
        data.choice(entry.where, "kind", entry.values["kind"], ids)
    clauses = {pos: [entry for entry in of["clause"] if entry.values["pos"] == pos] for pos in ("auxiliary", "verb")}
    subjects = {entry.values["id"]: entry.set("words") for entry in of["subject"]}
    return CommitmentWords(
        heads=heads,
        names=_names(of["name"]),
        public=subjects.get("public", frozenset()),
        other=subjects.get("other", frozenset()),
        idle=subjects.get("idle", frozenset()),
        bearings=_bearings(data, of["bearing"]),
        parts=_words(of["part"]),
        turns=_words(of["turn"]),
        duties=_duties(data, of["duty"]),
        auxiliaries=_duties(data, clauses["auxiliary"]),
        promises=_words(clauses["verb"]),
        conditions=_words(of["condition"]),
        condition_phrases=tuple(phrase for entry in of["condition"] for phrase in entry.texts("phrases")),
        samples=tuple(
            Sample(entry=entry.values["id"], example=entry.values["example"], near=entry.values["near"])
            for entry in entries.values()
        ),
    )


def _entries(data: Data, document: Document, tables: Collection[str]) -> Iterator[_Entry]:
    for table, values in document.values.items():
        if not data.choice(document.name, "table", table, tables):
            continue
        needed, allowed = _FIELDS[table]
        needed |= _ALWAYS
        if not isinstance(values, list) or not all(isinstance(entry, dict) for entry in values):
            data.fault(document.name, f"{table}: expected entries, each under [[{table}]]")
            continue
        for entry in values:
            where = document.where(str(entry.get("id", "")))
            if not needed <= entry.keys() <= needed | allowed:
                data.fault(where, f"fields are {' '.join(sorted(entry))}; expected {' '.join(sorted(needed))}")
            elif wrong := [field for field, value in entry.items() if not _fits(field, value)]:
                data.fault(where, f"{', '.join(sorted(wrong))}: expected a text, or a list of texts, none empty")
            else:
                yield _Entry(table, entry, where)


def _fits(field: str, value: object) -> bool:
    if field in {"alone", "dates"}:
        return isinstance(value, bool)
    if field in _TEXTS or isinstance(value, str):
        return isinstance(value, str) and bool(value.strip()) and (field in _TEXTS or field == "words")
    return field in _LISTS and isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _words(entries: Iterable[_Entry]) -> frozenset[str]:
    return frozenset(word for entry in entries for word in entry.texts("words"))


def _heads(data: Data, entries: list[_Entry]) -> dict[str, Head]:
    ids = {entry.values["id"] for entry in entries}
    found: dict[str, Head] = {}
    for entry in entries:
        needs, takes_up = entry.values["needs"], entry.set("takes_up")
        fits = data.choice(entry.where, "needs", needs, get_args(Need))
        known = [data.choice(entry.where, "takes_up", other, ids) for other in sorted(takes_up)]
        if fits and all(known):
            head = Head(
                id=entry.values["id"],
                needs=needs,
                of=entry.set("of"),
                without=entry.set("without"),
                takes_up=takes_up,
                parties=entry.texts("parties"),
                alone=entry.values.get("alone", False),
            )
            found |= dict.fromkeys(entry.texts("words"), head)
    return found


def _names(entries: list[_Entry]) -> dict[tuple[str, ...], Known]:
    """Forms as tuples of their words, hyphens apart, as the parser cuts them."""
    return {
        tuple(form.replace("-", " - ").split()): Known(id=entry.values["id"], kind=entry.values["kind"])
        for entry in entries
        for form in entry.texts("forms")
    }


def _bearings(data: Data, entries: list[_Entry]) -> dict[str, tuple[BearingCue, ...]]:
    found: dict[str, tuple[BearingCue, ...]] = {}
    for entry in entries:
        bearing, pos = entry.values["bearing"], entry.values["pos"]
        known = data.choice(entry.where, "bearing", bearing, [b.value for b in Bearing])
        if known and data.choice(entry.where, "pos", pos, get_args(Pos)):
            cue = BearingCue(
                id=entry.values["id"],
                bearing=Bearing(bearing),
                pos=pos,
                through=entry.set("through"),
                after=entry.set("after"),
                dates=entry.values.get("dates", False),
            )
            for word in entry.texts("words"):
                found[word] = (*found.get(word, ()), cue)
    return found


def _duties(data: Data, entries: list[_Entry]) -> dict[str, DutyCue]:
    """By word; of several entries of one word, the first counts."""
    found: dict[str, DutyCue] = {}
    for entry in entries:
        force: Force = entry.values.get("force", "requires")
        if data.choice(entry.where, "force", force, get_args(Force)):
            cue = DutyCue(id=entry.values["id"], force=force, through=entry.set("through"))
            for word in entry.texts("words"):
                found.setdefault(word, cue)
    return found
