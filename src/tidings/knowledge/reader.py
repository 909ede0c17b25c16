"""The files of the reader: a small neural network, its tokenizer and its labels (docs/model.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tidings.errors import DataError
from tidings.knowledge.tables import PACKAGE_DATA

FILES = ("reader.onnx", "tokenizer.json", "labels.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFiles:
    """What ``make model`` made.

    Attributes:
        graph: the network as an ONNX file.
        tokenizer: the tokenizer as a JSON file.
        types: what a subword can be, "NONE" first.
        modes: ``TYPE/mode``, "none" first.
        statuses: the statuses.
        roles: what an arc from a trigger leads to.
        arc: dimensions in which the ends of an arc are compared.
        arc_bias: added to the likeness of the ends, for each role.
        window: subwords that are read together at most.
    """

    graph: Path
    tokenizer: Path
    types: Sequence[str]
    modes: Sequence[str]
    statuses: Sequence[str]
    roles: Sequence[str]
    arc: int
    arc_bias: Sequence[float]
    window: int

    def digest(self) -> str:
        """Digest the network: twelve hexadecimal digits; two readers of one digest say the same."""
        return hashlib.sha256(self.graph.read_bytes()).hexdigest()[:12]


def load(folder: Path | None = None) -> ReaderFiles:
    """Find the package's reader, or another in a folder of the same files.

    Raises:
        DataError: a file is not there.
    """
    folder = PACKAGE_DATA / "reader" if folder is None else folder
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise DataError([f"{folder}: no {name}; expected the files that `make model` writes" for name in missing])
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return ReaderFiles(graph=folder / "reader.onnx", tokenizer=folder / "tokenizer.json", **labels)
