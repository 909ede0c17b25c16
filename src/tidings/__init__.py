"""Tidings reads the news and keeps the record of who did what to whom, when, where, how many and according to whom.

>>> import tidings
>>> coder = tidings.load()  # doctest: +SKIP
>>> coder.code("Norway's prime minister visited Chile on Monday.", published="2024-05-15")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidings.settings import Settings

if TYPE_CHECKING:
    from tidings.pipeline import Tidings

__all__ = ["Settings", "load"]


def load(settings: Settings | None = None) -> Tidings:
    """Load the words and the parser; takes about two seconds.

    Raises:
        DataError: data files are faulty; it names all faults.
        SetupError: the parser is not installed.
    """
    from tidings.pipeline import Tidings  # noqa: PLC0415 - `import tidings` and `tidings --help` need no parser

    return Tidings(settings or Settings())
