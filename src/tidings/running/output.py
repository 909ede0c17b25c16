"""Where a command writes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def output(target: Path | None) -> Iterator[BinaryIO]:
    """Open what ``-o`` names: standard output for None or ``-``.

    A file is written under another name beside it and takes its own name at the end, so a run that fails leaves what
    was there before.  What is no ordinary file (``/dev/stdout``, a named pipe) is written directly.

    Raises:
        OSError: it cannot be written, or not to the end: the disk is full, the reader has gone.
    """
    if target is None or str(target) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
    else:
        with beside(target) as temporary, temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give a free name beside the target; what is written there becomes the target, unless an exception ends it."""
    target = target.resolve()  # a link stays one: the file that it names is replaced
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
