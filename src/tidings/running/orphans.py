"""A process that has nobody to work for any more ends."""

from __future__ import annotations

import os
import threading
import time

_LOOK = 1.0  # seconds


def end_with_parent() -> None:
    """End this process, at once and silently, when the one that started it is gone, were it killed."""
    threading.Thread(target=_watch, args=(os.getppid(),), name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
