"""PLOVER 2.0 as a table: types, modes, contexts, sectors, with intensity and the nearest CAMEO code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tidings.knowledge.tables import Data


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


def load(data: Data) -> Ontology:
    """Read ``plover/*.tsv``; faults are noted in ``data``."""
    modes: dict[str, dict[str, Mode]] = {}
    for row in data.rows(
        "plover/modes.tsv", ("type", "mode", "intensity", "cameo", "meaning"), required=("type", "mode")
    ):
        intensity = float(row["intensity"]) if row["intensity"] else None
        modes.setdefault(row["type"], {})[row["mode"]] = Mode(row["mode"], intensity, row["cameo"], row["meaning"])
    types = {
        row["type"]: EventType(
            row["type"],
            int(row["quad"]),
            float(row["intensity"]),
            row["cameo"],
            row["meaning"],
            modes.get(row["type"], {}),
        )
        for row in data.rows(
            "plover/types.tsv", ("type", "quad", "intensity", "cameo", "meaning"), required=("type", "quad")
        )
    }
    for name in modes.keys() - types.keys():
        data.fault("plover/modes.tsv", f'type "{name}" is not in plover/types.tsv')
    contexts = {r["context"]: r["meaning"] for r in data.rows("plover/contexts.tsv", ("context", "meaning"))}
    sectors = {r["sector"]: r["meaning"] for r in data.rows("plover/sectors.tsv", ("sector", "meaning"))}
    return Ontology(types, contexts, sectors)
