"""A user's plain list of actors into a folder of data: ``tidings actors import``.

The list is one table, tab-separated; the folder has a table for each sort of actor, as ``data/actors/`` has.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tidings.errors import DataError
from tidings.knowledge import actors
from tidings.knowledge.actor_rows import COLUMNS, KEYS, ORGANIZATION_CODES
from tidings.knowledge.names import fold
from tidings.knowledge.tables import Data, Row

LIST = ("name", "aliases", "country", "organization", "sectors", "office", "from", "until", "wikidata")
"""The columns that a list may have, in any order; ``name`` and ``country`` or ``organization`` are needed."""

Line = Mapping[str, str]


def import_actors(source: Path, folder: Path) -> Counter[str]:
    """Add the actors of a list to the tables in ``folder/actors``; a row of the same key is replaced.

    A row with an ``office`` is a leader, one with an ``organization`` (a code such as IGO or MNC) an organisation, any
    other a group of its country, which may be given by code or name.

    Returns:
        How many rows each table got.

    Raises:
        DataError: the list or the folder is faulty; all faults are told, and nothing is written.
    """
    faults: list[str] = []
    sorted_rows = _sorted(list(_lines(source, faults)), source.name, faults)
    if faults:
        raise DataError(faults)
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch) / "data"
        if folder.is_dir():
            shutil.copytree(folder, draft)
        (draft / "actors").mkdir(parents=True, exist_ok=True)
        for table, rows in sorted_rows.items():
            _merge(draft / "actors" / f"{table}.tsv", table, rows)
        data = Data.open(draft)
        actors.load(data)
        data.check()
        (folder / "actors").mkdir(parents=True, exist_ok=True)
        for table in sorted_rows:
            shutil.copyfile(draft / "actors" / f"{table}.tsv", folder / "actors" / f"{table}.tsv")
    return Counter({table: len(rows) for table, rows in sorted_rows.items()})


def _lines(source: Path, faults: list[str]) -> Iterable[Row]:
    """The rows of the list; columns that it lacks are empty."""
    header: list[str] | None = None
    for number, line in enumerate(source.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells, where = [cell.strip() for cell in line.split("\t")], f"{source.name}:{number}"
        if header is None:
            header = [cell.casefold() for cell in cells]
            unknown = [column for column in header if column not in LIST]
            if unknown or "name" not in header:
                faults.append(f"{where}: columns are {' '.join(header)}; expected name and any of {' '.join(LIST[1:])}")
                return
        elif len(cells) > len(header):
            faults.append(f"{where}: {len(cells)} cells; expected at most {len(header)}")
        else:
            yield Row(dict.fromkeys(LIST, "") | dict(zip(header, cells, strict=False)), where)
    if header is None:
        faults.append(f"{source.name}: holds no line; expected a first line that names the columns")


def _sorted(rows: Sequence[Row], name: str, faults: list[str]) -> dict[str, list[Line]]:
    """The rows by the table that they belong to, in its columns."""
    data = Data.open()
    states = actors.load(data).states
    codes = {fold(text): code for code, state in states.items() for text in (code, state.name, *state.aliases)}
    found: dict[str, list[Line]] = {}
    for row in rows:
        country = codes.get(fold(row["country"]), "") if row["country"] else ""
        if row["country"] and not country:
            faults.append(f'{row.where}: country "{row["country"]}" is not known; expected a code or name such as KEN')
        if row["organization"] and row["organization"] not in ORGANIZATION_CODES:
            expected = " ".join(sorted(ORGANIZATION_CODES))
            faults.append(f'{row.where}: organization "{row["organization"]}" is not known; expected one of {expected}')
        if not row["name"] or not (row["country"] or row["organization"]):
            faults.append(f"{row.where}: expected a name and a country or an organization")
        values = {**row.values, "country": country, "code": row["organization"], "seats": ""}
        table = "organizations" if row["organization"] else "leaders" if row["office"] else "groups"
        if table == "leaders":
            values["sectors"] = values["sectors"] or "GOV"
        found.setdefault(table, []).append({column: values[column] for column in COLUMNS[table]})
    if not rows and not faults:
        faults.append(f"{name}: names no actor")
    return found


def _merge(path: Path, table: str, rows: Iterable[Line]) -> None:
    """Write rows into a table in place of those of the same key, else at its end; other lines stay as they are."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n") if path.exists() else []
    told = [n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    if not told:
        lines.append("\t".join(COLUMNS[table]))
        told = [len(lines) - 1]
    header = [cell.strip() for cell in lines[told[0]].split("\t")]
    at = {_key(table, dict(zip(header, lines[n].split("\t"), strict=False))): n for n in told[1:]}
    for row in rows:
        line = "\t".join(row.get(column, "") for column in header).rstrip("\t")
        number = at.setdefault(_key(table, row), len(lines))
        lines[number : number + 1] = [line]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _key(table: str, row: Line) -> tuple[str, ...]:
    return tuple(row.get(column, "").strip() for column in KEYS[table])
