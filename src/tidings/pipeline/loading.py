"""How to load the coder, as a small value that goes to other processes and machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.pipeline.coding import Tidings


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads the coder of some settings where it is called."""

    settings: Settings

    def __call__(self) -> Tidings:
        """Load it; takes about two seconds.

        Raises:
            DataError: data files are faulty; it names all faults.
            SetupError: the parser is not installed.
        """
        from tidings.pipeline.coding import Tidings  # noqa: PLC0415 - whoever sends a loader needs no parser

        return Tidings(self.settings)
