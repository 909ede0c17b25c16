"""The DuckLake that a store is: its catalogue, its folder of Parquet files, and the extensions that read them.

The catalogue is a DuckDB file in the store's folder, or a PostgreSQL database where several write at once.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path

import duckdb

from tidings.errors import SetupError, StoreError
from tidings.storing.schema import CATALOGUE

FILE = "tidings.ducklake"
DATA = "data"
SETTING = "catalogue.txt"  # names the PostgreSQL catalogue, so that only the first run need be told
OLD = "tidings.duckdb"  # what stores of version 1 were
POSTGRES = "postgres:"
_PASSWORD = re.compile(r"\bpassword\s*=|://[^/@\s]*:[^/@\s]+@", re.IGNORECASE)

INLINED = ("about", "unlinked", "corrections")
"""The tables of which a few rows at a time are written into the catalogue, not as one more Parquet file.

No others: DuckLake 1.0 writes such rows as SQL, by which a number may change in its last digit, and, in PostgreSQL,
lists and structs lose quotation marks and backslashes (docs/store.md).
"""
_INLINED_ROWS = 10


@dataclass(frozen=True, slots=True)
class Lake:
    """Where a store's catalogue and data are.  ``postgres`` is libpq's connection string or URI, None if local."""

    folder: Path
    postgres: str | None

    @classmethod
    def of(cls, folder: Path, catalogue: str | None) -> Lake:
        """Find the catalogue of a store: as given, as its folder tells, or else local.

        Raises:
            StoreError: the folder has another catalogue than the given one, it is no PostgreSQL catalogue, it holds a
                password, or an earlier version of Tidings made the store.
        """
        setting = folder / SETTING
        known = setting.read_text(encoding="utf-8").strip() if setting.is_file() else None
        local = (folder / FILE).is_file()
        if (folder / OLD).is_file() and not local and known is None:
            raise StoreError(
                f"{folder}: an earlier Tidings made this store (version 1, {OLD}), which this one does not read; "
                "run again into a new folder: `tidings run PATH --store NEW`"
            )
        if catalogue is not None and (local or known not in {None, catalogue}):
            raise StoreError(f"{folder}: the catalogue of this store is {known or FILE}, not {catalogue}")
        named = catalogue or known
        if named is None:
            return cls(folder, None)
        if not named.startswith(POSTGRES):
            raise StoreError(f'{folder}: catalogue "{named}": expected {POSTGRES} and a connection string or URI')
        if _PASSWORD.search(named):
            raise StoreError(
                f"{folder}: the catalogue's name would be written down with its password; "
                "leave it out and use ~/.pgpass or PGPASSWORD"
            )
        return cls(folder, named.removeprefix(POSTGRES))

    @property
    def there(self) -> bool:
        """Whether a store was made here."""
        return self.postgres is not None or (self.folder / FILE).is_file()

    @property
    def shared(self) -> bool:
        """Whether several may write at once."""
        return self.postgres is not None

    def attach(self, connection: duckdb.DuckDBPyConnection, *, read_only: bool, as_of: datetime | None) -> None:
        """Open the catalogue, make it where there is none, and let SQL call its tables by their names alone."""
        _load(connection, "ducklake")
        # DuckDB's own place for what does not fit into memory is the working directory, which is the user's.
        connection.execute(f"SET temp_directory = {_quoted(Path(tempfile.gettempdir()) / 'tidings-duckdb')}")
        connection.execute("SET memory_limit = '512MB'")
        options = [f"DATA_PATH {_quoted(self.folder.resolve() / DATA)}", "DATA_INLINING_ROW_LIMIT 0"]
        if self.postgres is None:
            where = str(self.folder.resolve() / FILE)
            options += ["OVERRIDE_DATA_PATH true"]  # a folder may be moved
        else:
            _load(connection, "postgres_scanner", extra="postgres")
            where = POSTGRES + self.postgres
        if read_only:
            options += ["READ_ONLY", "CREATE_IF_NOT_EXISTS false"]
        if as_of is not None:
            options += [f"SNAPSHOT_TIME {_quoted(as_of.isoformat(' '))}"]
        connection.execute(f"ATTACH {_quoted('ducklake:' + where)} AS {CATALOGUE} ({', '.join(options)})")
        connection.execute(f"USE {CATALOGUE}")

    def settle(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Say which tables may have rows in the catalogue; DuckLake takes it only for tables that are there already."""
        for table in INLINED:
            connection.execute(
                f"CALL {CATALOGUE}.set_option('data_inlining_row_limit', {_INLINED_ROWS}, table_name => '{table}')"
            )

    def note(self) -> None:
        """Write down where the catalogue is, so that whoever opens the folder finds it."""
        if self.postgres is not None:
            (self.folder / SETTING).write_text(f"{POSTGRES}{self.postgres}\n", encoding="utf-8")


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Raise what the database or the file system reports as a StoreError that names the folder."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        raise StoreError(f"{folder}: {_plainly(str(error))}") from error


def _plainly(message: str) -> str:
    if "Could not set lock" in message or "Conflicting lock" in message:
        return f"another process is writing to this store; wait for it, or use another folder ({message})"
    return message


def _load(connection: duckdb.DuckDBPyConnection, name: str, *, extra: str | None = None) -> None:
    """Load an extension of DuckDB from its Python package; nothing is fetched from the network."""
    package = f"duckdb_extension_{name}"
    version = f"v{duckdb.__version__}"
    try:
        place = files(import_module(package)) / "extensions" / version / f"{name}.duckdb_extension"
    except ImportError as error:
        what = f"tidings[{extra}]" if extra else f"{package.replace('_', '-')}=={duckdb.__version__}"
        raise SetupError(f"DuckDB's extension {name} is not installed; `pip install '{what}'`") from error
    if not place.is_file():
        raise SetupError(f"{package} is not of DuckDB {version}; `pip install {package}=={duckdb.__version__}`")
    with as_file(place) as path:
        connection.execute(f"LOAD {_quoted(path)}")


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
