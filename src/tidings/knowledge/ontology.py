"""PLOVER 2.0 as a table: types, modes, contexts, sectors, with intensity and the nearest CAMEO code.

A user's ``plover/types.tsv`` and ``plover/modes.tsv`` replace ours row by row: that is how intensities are set.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tidings.knowledge.tables import Data, Row


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: quad class 1 to 4, intensity on PLOVER's scale of -10 to 10, modes by name."""

    name: str
    quad: int
    intensity: float
    cameo: str
    meaning: str
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class Mode:
    """A PLOVER mode; ``intensity`` is None where the manual gives none."""

    name: str
    intensity: float | None
    cameo: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that PLOVER names."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]

    def cameo(self, type_: str, mode: str | None) -> str:
        """The CAMEO code nearest to a type and mode."""
        event_type = self.types[type_]
        return event_type.modes[mode].cameo if mode else event_type.cameo

    def intensity(self, type_: str, mode: str | None) -> float:
        """How hostile or friendly an act is, -10 to 10: the mode's score, the type's where the mode has none."""
        event_type = self.types[type_]
        score = event_type.modes[mode].intensity if mode else None
        return event_type.intensity if score is None else score


def load(data: Data) -> Ontology:
    """Read ``plover/*.tsv``, a later row of one type or mode over an earlier; faults are noted in ``data``."""
    modes: dict[str, dict[str, Mode]] = {}
    for row in data.rows(
        "plover/modes.tsv", ("type", "mode", "intensity", "cameo", "meaning"), required=("type", "mode")
    ):
        intensity = _score(data, row) if row["intensity"] else None
        modes.setdefault(row["type"], {})[row["mode"]] = Mode(row["mode"], intensity, row["cameo"], row["meaning"])
    types = {
        row["type"]: EventType(
            row["type"],
            int(row["quad"]),
            _score(data, row),
            row["cameo"],
            row["meaning"],
            modes.get(row["type"], {}),
        )
        for row in data.rows(
            "plover/types.tsv", ("type", "quad", "intensity", "cameo", "meaning"), required=("type", "quad")
        )
        if data.choice(row.where, "quad", row["quad"], ("1", "2", "3", "4"))
    }
    for name in modes.keys() - types.keys():
        data.fault("plover/modes.tsv", f'type "{name}" is not in plover/types.tsv')
    contexts = {r["context"]: r["meaning"] for r in data.rows("plover/contexts.tsv", ("context", "meaning"))}
    sectors = {r["sector"]: r["meaning"] for r in data.rows("plover/sectors.tsv", ("sector", "meaning"))}
    return Ontology(types, contexts, sectors)


def _score(data: Data, row: Row) -> float:
    """The row's intensity, -10 to 10."""
    try:
        score = float(row["intensity"])
    except ValueError:
        score = math.nan
    if not -10 <= score <= 10:
        data.fault(row.where, f'intensity "{row["intensity"]}" is no number from -10 to 10')
        return 0.0
    return score
