"""The only package that knows the order of the stages: each module strings one job together."""

from tidings.pipeline.coding import Tidings
from tidings.pipeline.commitments import CommitmentFinder
from tidings.pipeline.copies import CopyFinder
from tidings.pipeline.exporting import Gathered
from tidings.pipeline.exporting import facts as export_facts
from tidings.pipeline.failures import failure
from tidings.pipeline.linking import EventFinder, coded
from tidings.pipeline.reading import cleaner, read

__all__ = [
    "CommitmentFinder",
    "CopyFinder",
    "EventFinder",
    "Gathered",
    "Tidings",
    "cleaner",
    "coded",
    "export_facts",
    "failure",
    "read",
]
