"""The nouns of an article's layout: which runs of its text are what, and its dateline.  Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What part of an article's text a run of characters is."""

    BODY = "body"
    HEADLINE = "headline"
    REPEAT = "repeat"  # a title or paragraph that stood already
    BOILERPLATE = "boilerplate"  # comment forms, share bars, teasers, picture credits


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of the article's text, and what part of it that is."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and by whom a report was filed: ``SEOUL, Aug 13 (Reuters) —``.  Never the place of an act."""

    start: int
    end: int
    text: str
    place: str | None = None
    agency: str | None = None
    month_day: str | None = None
