"""Which of the places of one name is meant: by what it is said to lie in, its neighbours in the article, its size.

One name has one sense in an article, unless it is said to lie in different places.  Every candidate has a prior (the
logarithm of its population, or of what counts as such for states and divisions) and gains support from the likeliest
candidates of all other names, by nearness, common division and common country, in a few rounds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from tidings.annotating.places.find import COMPASS, Name
from tidings.knowledge.gazetteer import Gazetteer, Toponym
from tidings.knowledge.toponyms import EARTH_KM, kilometres, lies_in

Floats = NDArray[np.float64]

# What counts as population for those that have none to compare: a state is meant before any town of its name.
_WEIGHTS = {"PCLI": 1e9, "PCLH": 3e7, "CONT": 1e9, "OCN": 1e9, "SEA": 1e8, "ADM1": 3e6, "BLDG": 1e7}
_DIVISION = 1e6
_CAPITAL = 10.0
_ALTERNATE = 0.1
_CANDIDATES = 10
_ROUNDS = 3
_PRIOR = 0.35  # per natural logarithm of population
_NEAR_KM = 150.0
_AROUND_KM = 120.0  # how far a town may lie from what an article speaks of to be a place that the parser overlooked
_CITY = 100_000  # people that make a town known in its whole country
_NEAR, _SAME_DIVISION, _SAME_COUNTRY = 3.0, 3.0, 1.0
_CONTEXT_WEIGHT = 1.0
_PAPER = 1.5  # a city's newspaper speaks of what is near
_COUNTRY_SUFFIX = re.compile(r"\.([a-z]{2})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What speaks of where an article is at home, besides its text."""

    dateline: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Sense:
    """A name as used in one article, with its candidates."""

    candidates: tuple[Toponym, ...]
    weight: float


def resolve(
    sure: Sequence[Name], possible: Sequence[Name], gazetteer: Gazetteer, context: Context
) -> tuple[tuple[Name, Toponym | None], ...]:
    """The names of places in the order of the text, each with the place that it means.

    Args:
        sure: names of places; they mean None where the gazetteer has none (or none that lies where it is said).
        possible: names that are places only if a town of that name is close to what the others mean.
        gazetteer: places by name.
        context: where the article is at home.
    """
    meant, home = _meant(sure, gazetteer, context)
    around = _Around.of([*meant, *home], gazetteer)
    near = [name for name in possible if around.has(name.text)]
    if not near:
        return tuple(zip(sure, meant, strict=True))
    names = sorted([*sure, *near], key=lambda name: name.first)
    meant, _ = _meant(names, gazetteer, context)
    return tuple(
        (name, place) for name, place in zip(names, meant, strict=True) if name not in near or around.near(place)
    )


def _meant(
    names: Sequence[Name], gazetteer: Gazetteer, context: Context
) -> tuple[tuple[Toponym | None, ...], tuple[Toponym | None, ...]]:
    """What each name means, and where the article is at home."""
    within = {name.text: name.within for name in names if name.within is not None}
    keys = [(name.text, name.within or within.get(name.text)) for name in names]
    distinct = list(dict.fromkeys(keys))
    senses = [_Sense(_candidates(text, container, gazetteer), 1.0) for text, container in distinct]
    home = _home(context, gazetteer)
    chosen = _choose([*senses, *home])
    meant = dict(zip(distinct, chosen[: len(senses)], strict=True))
    return tuple(meant[key] for key in keys), tuple(chosen[len(senses) :])


@dataclass(frozen=True, slots=True)
class _Around:
    """What an article surely speaks of: its towns and counties, its divisions, the countries that it names."""

    towns: tuple[Toponym, ...]
    wholes: tuple[Toponym, ...]
    countries: frozenset[str | None]
    gazetteer: Gazetteer

    @classmethod
    def of(cls, places: Sequence[Toponym | None], gazetteer: Gazetteer) -> _Around:
        known = [place for place in dict.fromkeys(places) if place is not None]
        return cls(
            towns=tuple(p for p in known if p.feature.startswith("PPL") or p.feature == "ADM2"),
            wholes=tuple(p for p in known if p.feature == "ADM1"),
            countries=frozenset(p.country for p in known),
            gazetteer=gazetteer,
        )

    def has(self, name: str) -> bool:
        return any(self.near(c) for c in self.gazetteer.candidates(name))

    def near(self, place: Toponym | None) -> bool:
        """Whether a town is close by, in a division that is named, or a city of a country that is."""
        if place is None or not place.primary or not place.feature.startswith("PPL"):
            return False
        if place.population >= _CITY and place.country in self.countries:
            return True
        return any(lies_in(place, whole) for whole in self.wholes) or any(
            town.country == place.country and kilometres(town, place) <= _AROUND_KM for town in self.towns
        )


def _candidates(text: str, within: str | None, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    found = _named(text, gazetteer)
    if within is not None:
        wholes = gazetteer.container(within)
        found = tuple(c for c in found if any(lies_in(c, whole) for whole in wholes))
    elif any(c.feature in {"PCLI", "CONT", "OCN"} or (c.country is None and c.feature == "RGN") for c in found):
        found = tuple(c for c in found if not c.feature.startswith("PPL"))
    towns = sorted((c for c in found if c.feature.startswith("PPL")), key=_prior, reverse=True)
    # of divisions all: thirty counties are Washington County, and none is larger than another
    return tuple(c for c in found if not c.feature.startswith("PPL")) + tuple(towns[:_CANDIDATES])


def _named(text: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Candidates by the name as it stands, else without its generic noun or compass: *Kaduna State*."""
    found = gazetteer.candidates(text) or gazetteer.container(text)
    if not found and "." in text and not text.endswith("."):
        found = gazetteer.candidates(f"{text}.")  # "W.Va", whose last dot went to the end of the sentence
    if found:
        return found
    first, _, rest = text.partition(" ")
    if first.lower() in gazetteer.words.generic and rest:
        return gazetteer.candidates(rest)
    rest, _, last = text.rpartition(" ")
    feature = gazetteer.words.generic.get(last.lower())
    if rest and feature is not None and feature.startswith(("ADM", "ISL")):
        found = gazetteer.candidates(rest)
        # a county is mostly not where the town of its name is
        return tuple(c for c in found if feature != "ADM2" or not c.feature.startswith(("PPL", "PCL")))
    if rest and last.lower() in {"city", "town"}:
        return gazetteer.candidates(rest)
    compass, _, bare = text.partition(" ")
    if bare and compass.lower() in COMPASS:
        return gazetteer.candidates(bare)
    return ()


def _prior(place: Toponym) -> float:
    if place.feature == "PPLC":
        weight = place.population * _CAPITAL
    elif place.feature == "PPL":
        weight = place.population
    else:
        weight = _WEIGHTS.get(place.feature, _DIVISION)
    return _PRIOR * math.log(max(weight, 300.0) * (1.0 if place.primary else _ALTERNATE))


def _home(context: Context, gazetteer: Gazetteer) -> list[_Sense]:
    """Where the article was written and its outlet lives, as names that support others and are no places of it."""
    found = []
    if context.dateline is not None:
        found.append(_Sense(_candidates(context.dateline.title(), None, gazetteer), _CONTEXT_WEIGHT))
    host = urlsplit(context.url).hostname if context.url else context.publisher
    town = gazetteer.home(host) if host is not None else None
    if town is not None:
        found.append(_Sense((town,), _PAPER))
    suffix = _COUNTRY_SUFFIX.search(host) if host else None
    if suffix is not None and (code := gazetteer.by_iso2.get(_iso2(suffix.group(1)))) is not None:
        found.append(_Sense(gazetteer.states(code), _CONTEXT_WEIGHT))
    for words in _publisher_names(context.publisher or ""):
        candidates = _candidates(words, None, gazetteer)
        if candidates:
            found.append(_Sense(candidates, _CONTEXT_WEIGHT))
            break
    return [sense for sense in found if sense.candidates]


def _iso2(suffix: str) -> str:
    return "GB" if suffix == "uk" else suffix.upper()


def _publisher_names(publisher: str) -> list[str]:
    """Beginnings of an outlet's name that can name its town: *Springfield News-Leader*; a domain names none."""
    if "." in publisher:
        return []
    words = publisher.removeprefix("The ").split()
    return [" ".join(words[:n]) for n in (2, 1) if len(words) > n]


def _choose(senses: Sequence[_Sense]) -> list[Toponym | None]:
    flat = [(n, c) for n, sense in enumerate(senses) for c in sense.candidates]
    if not flat:
        return [None] * len(senses)
    owner = np.array([n for n, _ in flat])
    places = [c for _, c in flat]
    prior = np.array([_prior(c) for c in places])
    kernel = _kernel(places, owner) * np.array([senses[n].weight for n in owner])
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    score = prior
    for _ in range(_ROUNDS):
        likely = _softmax(score, starts, owner)
        support = kernel @ likely
        # many neighbours say little more than some
        score = prior + 2.0 * np.log1p(support)
    chosen: list[Toponym | None] = [None] * len(senses)
    best = [-math.inf] * len(senses)
    for (n, place), value in zip(flat, score, strict=True):
        if value > best[n]:
            best[n], chosen[n] = value, place
    return chosen


def _softmax(score: Floats, starts: NDArray[np.intp], owner: NDArray[np.intp]) -> Floats:
    rank = np.cumsum(np.r_[0, (owner[1:] != owner[:-1]).astype(int)])
    top = np.maximum.reduceat(score, starts)[rank]
    power = np.exp(score - top)
    total = np.add.reduceat(power, starts)[rank]
    result: Floats = power / total
    return result


def _kernel(places: Sequence[Toponym], owner: NDArray[np.intp]) -> Floats:
    """How much each candidate (column) supports each other (row); those of one name not at all."""
    latitude = np.radians([p.latitude for p in places])
    longitude = np.radians([p.longitude for p in places])
    point = np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )
    distance = EARTH_KM * np.arccos(np.clip(point @ point.T, -1.0, 1.0))
    country = np.array([p.country or f"-{i}" for i, p in enumerate(places)])
    division = np.array([f"{p.country}.{p.admin1}" if p.admin1 else f"-{i}" for i, p in enumerate(places)])
    kernel: Floats = (
        _NEAR * np.exp(-distance / _NEAR_KM)
        + _SAME_DIVISION * (division[:, None] == division[None, :])
        + _SAME_COUNTRY * (country[:, None] == country[None, :])
    )
    kernel[owner[:, None] == owner[None, :]] = 0.0
    return kernel
