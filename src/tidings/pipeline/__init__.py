"""The only package that knows the order of the stages: each module strings one job together."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tidings.pipeline.failures import failure
from tidings.pipeline.loading import Loader
from tidings.pipeline.reading import cleaner, lines, read, row

if TYPE_CHECKING:
    from tidings.pipeline.coding import Tidings
    from tidings.pipeline.commitments import CommitmentFinder
    from tidings.pipeline.copies import CopyFinder
    from tidings.pipeline.exporting import Gathered, export_facts
    from tidings.pipeline.linking import EventFinder, coded
    from tidings.pipeline.relinking import relink

__all__ = [
    "CommitmentFinder",
    "CopyFinder",
    "EventFinder",
    "Gathered",
    "Loader",
    "Tidings",
    "cleaner",
    "coded",
    "export_facts",
    "failure",
    "lines",
    "read",
    "relink",
    "row",
]

# What needs the parser, the index of copies or many tables is imported for those who ask: a pool's parent does not.
_LATE = MappingProxyType(
    {
        "Tidings": "coding",
        "CommitmentFinder": "commitments",
        "CopyFinder": "copies",
        "Gathered": "exporting",
        "export_facts": "exporting",
        "EventFinder": "linking",
        "coded": "linking",
        "relink": "relinking",
    }
)


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"tidings.pipeline.{_LATE[name]}"), name)
