"""Paths to cleaned articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from tidings import wire
from tidings.cleaning import Cleaner
from tidings.knowledge.cleaning import load as load_cleaning
from tidings.knowledge.tables import Data
from tidings.pipeline.failures import failure
from tidings.reading import read as read_paths
from tidings.reading.files import UNREADABLE, broken, unpacked
from tidings.reading.lines import article
from tidings.reading.lines import articles as read_lines
from tidings.reading.reader import MAX_BYTES
from tidings.records import Article, Failure
from tidings.settings import Settings


def read(paths: Iterable[str | Path], by: Cleaner) -> Iterator[Article | Failure]:
    """Give the articles under some paths, cleaned, and a failure for each file or line that is none."""
    for item in read_paths(paths):
        if isinstance(item, Failure):
            yield item
            continue
        identity = (
            item.id
            if isinstance(item, Article)
            else item.origin.container or item.origin.path or item.origin.url or "-"
        )
        try:
            yield by.complete(item) if isinstance(item, Article) else by.clean(item)
        except Exception as error:  # noqa: BLE001 - the boundary of one article
            yield failure(identity, "cleaning", error)


def lines(stream: IO[bytes], path: str) -> Iterator[Article | Failure]:
    """Give the articles of JSON lines, unpacked if they are gzip, and a failure for each line that is none."""
    try:
        yield from read_lines(unpacked(stream), path, MAX_BYTES)
    except UNREADABLE as error:
        yield failure(path, "reading", broken(error))


def row(values: dict[str, Any], path: str) -> Article | Failure:
    """Give the article of a row of a table, whose columns are what the fields of a line are, or what is wrong."""
    found = article(wire.to_json(values), path, path)
    if isinstance(found, Failure) and values.get("id") is not None:
        return replace(found, id=str(values["id"]))  # many rows have one path
    return found


def cleaner(settings: Settings) -> Cleaner:
    """Load what reading needs, which is much less than coding does.

    Raises:
        DataError: data files are faulty; it names all faults.
    """
    data = Data.open(settings.lexicon)
    rules = load_cleaning(data)
    data.check()
    return Cleaner(rules, datetime.now(UTC).date())
