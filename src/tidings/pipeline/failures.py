"""What goes wrong with one article, as a record: no article takes others with it."""

from __future__ import annotations

import traceback
from pathlib import Path

from tidings.errors import InputError
from tidings.records import Failure

_PACKAGE = str(Path(__file__).parents[1])


def failure(identity: str, stage: str, error: Exception) -> Failure:
    """Make a failure of what went wrong with one article; a fault of ours is told with its place in the code."""
    if isinstance(error, InputError):
        return Failure(id=identity, stage=error.stage, reason=error.reason, detail=error.detail)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(_PACKAGE)]
    where = f" ({Path(frames[-1].filename).relative_to(_PACKAGE)}:{frames[-1].lineno})" if frames else ""
    return Failure(id=identity, stage=stage, reason="internal error", detail=f"{type(error).__name__}: {error}{where}")
