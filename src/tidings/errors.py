"""Everything that Tidings raises.

::

    TidingsError
    ├── InputError      one article cannot be read or coded: carries stage, reason, detail; the run goes on
    ├── DataError       data files are faulty: carries every fault with file and line
    ├── StoreError      a store cannot be opened, read or written
    └── SetupError      something that must be installed or given is not there
"""

from __future__ import annotations

from collections.abc import Sequence


class TidingsError(Exception):
    """The root of all errors that Tidings raises on purpose."""


class InputError(TidingsError):
    """One article cannot be read or coded.

    ``reason`` is a short fixed phrase by which failures are counted; ``detail`` says what was found and what
    was expected.
    """

    def __init__(self, stage: str, reason: str, detail: str) -> None:
        super().__init__(f"{stage}: {reason}: {detail}")
        self.stage = stage
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.stage, self.reason, self.detail)  # so that it comes back whole from another process


class DataError(TidingsError):
    """Data files are faulty.  ``faults`` holds them all, each as ``file:line: what is wrong``."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[str, ...]]]:
        return type(self), (self.faults,)


class StoreError(TidingsError):
    """A store cannot be opened, read or written."""


class SetupError(TidingsError):
    """Something that must be installed or given is not there."""
