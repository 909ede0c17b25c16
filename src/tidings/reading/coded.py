"""Files of what earlier commands wrote: lines of ``tidings code`` and ``tidings link``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from tidings.errors import InputError
from tidings.events import Event
from tidings.reading.files import UNREADABLE, broken, form, opened
from tidings.reading.lines import failure
from tidings.records import Coded, Failure
from tidings.wire import decode, decode_event


class _Head(msgspec.Struct):
    mentions: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def holds_coded(path: Path) -> bool:
    """Whether the first line of a file that can be told has mentions: then all lines are taken for coded ones."""
    if form(path) not in ("lines", "json") or not path.is_file():
        return False
    try:
        with opened(path) as file:
            for line in file:
                if line.strip():
                    head = msgspec.json.decode(line, type=_Head)
                    if head.mentions is not msgspec.UNSET:
                        return True
                    if head.error is msgspec.UNSET:  # a failure tells nothing of the lines after it
                        return False
    except (InputError, *UNREADABLE, msgspec.DecodeError, UnicodeDecodeError):
        return False  # told when the file is read
    return False


def read_coded(path: Path) -> Iterator[Coded | Failure]:
    """What a file of coded lines holds, and a failure for each line that is none; a line must have its text."""
    with opened(path) as file:
        try:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _coded(line, f"{path}:{number}")
        except UNREADABLE as error:
            yield failure(str(path), broken(error))


def _coded(line: bytes, where: str) -> Coded | Failure:
    try:
        record = decode(line)
    except InputError as error:
        return failure(where, error)
    if isinstance(record, Coded) and record.text is None:
        return failure(
            where, InputError("linking", "no text", "expected what tidings code --with-text wrote"), record.id
        )
    return record


def _is_failure(line: bytes) -> bool:
    try:
        return msgspec.json.decode(line, type=_Head).error is not msgspec.UNSET
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def read_events(path: Path) -> Iterator[Event]:
    """The events of what ``tidings link`` wrote; the lines of articles that failed are passed over.

    Raises:
        InputError: a line is neither, or the file cannot be read.
    """
    try:
        with opened(path) as file:
            for number, line in enumerate(file, 1):
                if not line.strip() or _is_failure(line):
                    continue
                try:
                    yield decode_event(line)
                except InputError as error:
                    raise InputError(error.stage, error.reason, f"{path}:{number}: {error.detail}") from error
    except UNREADABLE as error:
        raise broken(error) from error
