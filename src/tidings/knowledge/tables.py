"""Data files as checked rows: all faults of all files at once, each with file and line.

A *data folder* is the package's own ``data/``; a user may lay a folder of the same layout over it.  Rows of the
later folder come after those of the earlier; what that means (add, replace) is for each table to say.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tidings.errors import DataError

TABLES = frozenset({".toml", ".tsv"})
PACKAGE_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: ``where`` is ``actors/states.tsv:12``, ``own`` whether the user's folder holds it."""

    values: Mapping[str, str]
    where: str
    own: bool = False

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def list(self, column: str) -> tuple[str, ...]:
        """The cell's parts between bars, stripped; empty for an empty cell."""
        return tuple(part for part in (p.strip() for p in self.values[column].split("|")) if part)


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML file: its values, and at which line each ``id = "…"`` stands."""

    values: Mapping[str, Any]
    name: str
    id_lines: Mapping[str, int]
    own: bool = False

    def where(self, entry_id: str) -> str:
        """``lexicon/en/verbs.toml:812`` for the entry of that id, the file alone if it has none."""
        line = self.id_lines.get(entry_id)
        return f"{self.name}:{line}" if line else self.name


@dataclass(slots=True)
class Data:
    """The data folders, and the faults found while reading them."""

    folders: Sequence[Path]
    faults: list[str] = field(default_factory=list)
    _read: set[Path] = field(default_factory=set)

    @classmethod
    def open(cls, user_folder: Path | None = None) -> Data:
        """Our data, with the user's folder over it.

        Raises:
            DataError: the folder does not exist.
        """
        if user_folder is not None and not user_folder.is_dir():
            raise DataError([f"{user_folder}: no such folder; expected one laid out as tidings/data"])
        return cls((PACKAGE_DATA,) if user_folder is None else (PACKAGE_DATA, user_folder))

    def fault(self, where: str, what: str) -> None:
        """Note a fault; loading goes on so that all are told together."""
        self.faults.append(f"{where}: {what}")

    def choice(self, where: str, column: str, value: str, choices: Collection[str]) -> bool:
        """Whether the value is one of the choices; if not, a fault that names the nearest."""
        if value in choices:
            return True
        near = difflib.get_close_matches(value, [str(c) for c in choices], n=1)
        hint = f"did you mean {near[0]}?" if near else "expected one of " + " ".join(sorted(map(str, choices))[:40])
        self.fault(where, f'{column} "{value}" is not known; {hint}')
        return False

    def day(self, where: str, value: str, *, end: bool = False) -> date | None:
        """``2024``, ``2024-05`` or ``2024-05-14`` as its first day, or its last with ``end``; empty is None."""
        if not value:
            return None
        found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
        year, month, day = (int(g) if g else None for g in found.groups()) if found else (None, None, None)
        try:
            first = date(year or 0, month or 1, day or 1)
        except ValueError:
            self.fault(where, f'"{value}" is no date; expected YYYY, YYYY-MM or YYYY-MM-DD')
            return None
        if not end or day:
            return first
        if month:
            return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return first.replace(month=12, day=31)

    def check(self) -> None:
        """Raise all faults noted so far.

        Raises:
            DataError: there is at least one.
        """
        if self.faults:
            raise DataError(self.faults)

    def check_all_read(self) -> None:
        """Note every table of the user's folder that nothing has read: it lies in the wrong place."""
        for folder in self.folders[1:]:
            for path in sorted(folder.rglob("*")):
                if path.suffix in TABLES and path not in self._read:
                    name = path.relative_to(folder).as_posix()
                    self.fault(name, "nothing reads this file; the folder is laid out as ours, as lexicon/en/NAME.toml")

    def paths(self, pattern: str) -> Iterator[tuple[Path, str, bool]]:
        """Files that match a glob, by folder and then name, each with its short name and whether it is the user's."""
        for number, folder in enumerate(self.folders):
            for path in sorted(folder.glob(pattern)):
                self._read.add(path)
                yield path, path.relative_to(folder).as_posix(), number > 0

    def rows(self, pattern: str, columns: Sequence[str], *, required: Sequence[str] = ()) -> Iterator[Row]:
        """Lines of tab-separated files.  The first line names the columns; ``#`` starts a comment line.

        Trailing empty cells may be left out.  Faults: other columns, too many cells, an empty required cell.
        """
        for path, name, own in self.paths(pattern):
            header: list[str] | None = None
            for number, line in enumerate(self._text(path, name).split("\n"), 1):
                if not line.strip() or line.startswith("#"):
                    continue
                cells = [c.strip() for c in line.split("\t")]
                where = f"{name}:{number}"
                if header is None:
                    header = cells
                    if sorted(cells) != sorted(columns):
                        self.fault(where, f"columns are {' '.join(cells)}; expected {' '.join(columns)}")
                        break
                    continue
                if len(cells) > len(header):
                    self.fault(where, f"{len(cells)} cells; expected at most {len(header)}")
                    continue
                cells += [""] * (len(header) - len(cells))
                row = Row(dict(zip(header, cells, strict=True)), where, own)
                empty = [c for c in required if not row[c]]
                if empty:
                    self.fault(where, f"{', '.join(empty)} must not be empty")
                    continue
                yield row

    def documents(self, pattern: str) -> Iterator[Document]:
        """TOML files that parse; a fault for each that does not."""
        for path, name, own in self.paths(pattern):
            text = self._text(path, name)
            try:
                values = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                self.fault(name, f"is not TOML: {error}")
                continue
            lines = {
                found.group(1): number
                for number, line in enumerate(text.split("\n"), 1)
                if (found := re.match(r'\s*id\s*=\s*"([^"]*)"', line))
            }
            yield Document(values, name, lines, own)

    def _text(self, path: Path, name: str) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            self.fault(name, f"is not UTF-8: byte {error.start}")
            return ""
