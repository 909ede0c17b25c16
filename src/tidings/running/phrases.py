"""The work of ``tidings actors``: who phrases name, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import msgspec

from tidings.errors import InputError
from tidings.records import Entity, Failure

FIELDS = ("country", "organization", "sectors", "name", "wikidata")


class Resolve(Protocol):
    """What says who a phrase names."""

    def __call__(self, phrase: str, *, context: str, on: str | None) -> Entity:
        """Give the entity of a phrase, as its context and a day tell."""


class Phrase(msgspec.Struct):
    """A line: the phrase, the words around it, and the day for which offices count, ISO 8601 or as written."""

    text: str
    id: str | int | None = None
    context: str | None = None
    date: str | None = None


def resolved(lines: Iterable[bytes], name: str, resolve: Resolve) -> Iterator[dict[str, Any] | Failure]:
    """Give an answer, or what is wrong with it, for each line that is not blank.

    Args:
        lines: JSON objects.
        name: what to call the file in failures.
        resolve: says who each names.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            phrase = msgspec.json.decode(line, type=Phrase)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Failure(id=where, stage="reading", reason="not a phrase", detail=str(error))
            continue
        try:
            entity = resolve(phrase.text, context=phrase.context or "", on=phrase.date)
        except InputError as error:
            yield Failure(id=where, stage=error.stage, reason=error.reason, detail=error.detail)
            continue
        identity = where if phrase.id is None else phrase.id
        yield {"id": identity, **{field: getattr(entity, field) for field in FIELDS}}
