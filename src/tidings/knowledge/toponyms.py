"""What a gazetteer knows of one place, and how names are compared."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

_ABBREVIATED = re.compile(r"\b(st|ste|ft|mt)\.? (?=\w)")
_FULL = {"st": "saint ", "ste": "sainte ", "ft": "fort ", "mt": "mount "}
_MARKS = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bf": "'",
        "\u02bc": "'",
        "-": " ",
        "\u2011": " ",
        "\u2013": " ",
        "ø": "o",
        "ł": "l",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place.

    Attributes:
        geonames_id: GeoNames' number, None where our own table has the place.
        country: ISO 3166 alpha-3 (KOS for Kosovo), None at sea and for regions of several states.
        admin1: GeoNames' code of the first-level division: ``LA``, ``08``.
        latitude, longitude: degrees north and east.
        feature: GeoNames' feature code: PPL, PPLC, PCLI, ADM1, SEA …
        primary: whether the name looked up is the place's main one.
    """

    geonames_id: int | None
    name: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    feature: str
    primary: bool


def fold(name: str) -> str:
    """A name without case, accents, hyphens and the dots of *St.*, *Ft.*, *Mt.*, to compare it by."""
    lowered = name.lower().translate(_MARKS)
    if not lowered.isascii():
        plain = unicodedata.normalize("NFKD", lowered).lower()  # the letters of mathematics have capitals only there
        lowered = "".join(c for c in plain if not unicodedata.combining(c))
    if lowered[:2] in {"st", "ft", "mt"}:
        lowered = _ABBREVIATED.sub(lambda found: _FULL[found.group(1)], lowered, count=1)
    return lowered


EARTH_KM = 6371.0
_REGION_KM = 350.0  # how far a town may lie from the point of the division that it is said to lie in


def lies_in(part: Toponym, whole: Toponym) -> bool:
    """Whether one place lies in another; where divisions have no code, nearness to their point must do."""
    if whole.country is None or part.country != whole.country or part.feature.startswith("PCL"):
        return False
    if whole.feature.startswith("PCL"):
        return True
    if part.feature == whole.feature == "ADM1":
        return False
    if whole.admin1 is not None and part.admin1 is not None:
        return part.admin1 == whole.admin1
    return kilometres(part, whole) <= _REGION_KM


def kilometres(a: Toponym, b: Toponym) -> float:
    """The distance over the globe."""
    x, y = math.radians(a.latitude), math.radians(b.latitude)
    cosine = math.sin(x) * math.sin(y) + math.cos(x) * math.cos(y) * math.cos(math.radians(a.longitude - b.longitude))
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))
