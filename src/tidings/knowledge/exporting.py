"""What other datasets' files look like: their columns, what they can say, and their codes for ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from tidings.knowledge.ontology import Ontology
from tidings.knowledge.tables import Data, Document

KINDS = frozenset(
    "text empty integer count number scale share percent flag boolean true day day8 stamp latitude longitude quad"
    " quadwords cameo root code3 fips geo mentiontype type mode status list object".split()
)
NEEDS = frozenset({"day", "date", "actor", "place"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what its cells hold, whether they must not be empty, and what they mean with us."""

    name: str
    kind: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a format's files look like and what they can say.

    Attributes:
        name: as ``--format`` takes it.
        suffix: of its files.
        columns: in their order.
        header: whether the first line names the columns.
        missing: what stands in a cell that has no value.
        needs: what an event must have to go out: ``date``, ``day`` (a window that a day can stand for), ``actor``,
            ``place``.
        statuses: whether it tells what happened from what was planned, possible or denied.
        ids: whether rows lead back only through a side file.
        lost: what it has no room for, in words.
    """

    name: str
    suffix: str
    columns: tuple[Column, ...]
    header: bool
    missing: str
    needs: tuple[str, ...]
    statuses: bool
    ids: bool
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state's name and its codes elsewhere: FIPS 10-4, and its Correlates of War number; empty if it has none."""

    name: str
    fips: str
    cow: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation that is no state's: PLOVER's name, CAMEO's known group and type; empty if it has none."""

    plover: str
    group: str
    type: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Our codes in those of other datasets.

    ``goldstein`` maps CAMEO codes to the scores of GDELT and of ICEWS; ``sectors`` maps PLOVER's to CAMEO's where the
    two differ.
    """

    ontology: Ontology
    states: Mapping[str, State]
    organizations: Mapping[str, Organization]
    sectors: Mapping[str, str]
    goldstein: Mapping[str, tuple[float | None, float | None]]
    layouts: Mapping[str, Layout]


def load(data: Data, plover: Ontology) -> Crosswalk:
    """Read ``exporting/``; faults are noted in ``data``."""
    columns = _columns(data)
    layouts: dict[str, Layout] = {}
    for document in data.documents("exporting/formats.toml"):
        layouts |= _layouts(data, document, columns)
    rows = data.rows
    return Crosswalk(
        ontology=plover,
        states={
            row["code"]: State(row["name"], row["fips"], row["cow"])
            for row in rows("exporting/countries.tsv", ("code", "name", "fips", "cow"), required=("code", "name"))
        },
        organizations={
            row["code"]: Organization(row["plover"], row["group"], row["type"])
            for row in rows("exporting/organizations.tsv", ("code", "plover", "group", "type"), required=("code",))
        },
        sectors={
            row["sector"]: row["cameo"]
            for row in rows("exporting/sectors.tsv", ("sector", "cameo"), required=("sector",))
        },
        goldstein=_goldstein(data),
        layouts=layouts,
    )


def _goldstein(data: Data) -> dict[str, tuple[float | None, float | None]]:
    scores: dict[str, tuple[float | None, float | None]] = {}
    for row in data.rows("exporting/goldstein.tsv", ("code", "gdelt", "icews"), required=("code",)):
        try:
            gdelt, icews = (float(row[column]) if row[column] else None for column in ("gdelt", "icews"))
        except ValueError:
            data.fault(row.where, "gdelt and icews must be numbers")
            continue
        scores[row["code"]] = (gdelt, icews)
    return scores


def _columns(data: Data) -> dict[str, tuple[Column, ...]]:
    """The column lists by the name of their files; a user's list replaces ours of the same name."""
    lists: dict[tuple[bool, str], list[Column]] = {}
    names = ("column", "kind", "required", "meaning")
    for row in data.rows("exporting/columns/*.tsv", names, required=("column", "kind")):
        if data.choice(row.where, "kind", row["kind"], KINDS):
            column = Column(
                name=row["column"], kind=row["kind"], required=row["required"] == "yes", meaning=row["meaning"]
            )
            lists.setdefault((row.own, row.where.rpartition("/")[2].partition(".")[0]), []).append(column)
    return {name: tuple(columns) for (_, name), columns in sorted(lists.items(), key=lambda item: item[0][0])}


class _Format(msgspec.Struct, forbid_unknown_fields=True):
    """A table of formats.toml: see ``Layout``."""

    suffix: str
    needs: list[str]
    statuses: bool
    ids: bool
    lost: list[str]
    columns: str | None = None
    header: bool = False
    missing: str = ""


def _layouts(data: Data, document: Document, columns: Mapping[str, tuple[Column, ...]]) -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    for name, values in document.values.items():
        try:
            told = msgspec.convert(values, _Format)
        except msgspec.ValidationError as error:
            data.fault(document.name, f"{name}: {error}")
            continue
        listed = told.columns or name
        known = [data.choice(document.name, "columns", listed, columns)]
        known += [data.choice(document.name, "needs", need, NEEDS) for need in told.needs]
        if all(known):
            found[name] = Layout(
                name=name,
                suffix=told.suffix,
                columns=columns[listed],
                header=told.header,
                missing=told.missing,
                needs=tuple(told.needs),
                statuses=told.statuses,
                ids=told.ids,
                lost=tuple(told.lost),
            )
    return found
