"""The only package that knows the order of the stages: each module strings one job together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tidings.pipeline.failures import failure
from tidings.pipeline.loading import Loader
from tidings.pipeline.reading import cleaner, lines, read, row

if TYPE_CHECKING:
    from tidings.pipeline.coding import Tidings
    from tidings.pipeline.copies import CopyFinder

__all__ = ["CopyFinder", "Loader", "Tidings", "cleaner", "failure", "lines", "read", "row"]


def __getattr__(name: str) -> Any:
    """Import what needs the parser or the index of copies only for those who ask for it: a pool's parent does not."""
    if name == "Tidings":
        from tidings.pipeline.coding import Tidings  # noqa: PLC0415 - see above

        return Tidings
    if name == "CopyFinder":
        from tidings.pipeline.copies import CopyFinder  # noqa: PLC0415 - see above

        return CopyFinder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
