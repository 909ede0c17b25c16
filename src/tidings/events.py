"""The nouns that linking adds to the record: what several articles tell of one act.

A *mention* is one reported act in one article; an *event* is the act itself, drawn from the mentions of all articles
that report it.  Every field of an event names the mentions that it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from tidings.records import Duty, Entity, Invocation, Mention, Place, Quantity, Status, When

T = TypeVar("T")


class Life(StrEnum):
    """How far an event has come: as a mention says of its act, or that it was put off or given up."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    POSSIBLE = "possible"
    REQUIRED = "required"
    DENIED = "denied"


class Stance(StrEnum):
    """How an outlet stands to an event."""

    ASSERTS = "asserts"
    HEDGES = "hedges"
    DENIES = "denies"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What linking needs of an article besides its mentions.

    ``origin`` is equal for articles that are copies of one text (wire copies, reprints): the id of the first of them;
    it is the article's own id where it is a copy of none.  ``agency`` is the agency that it credits, if it does.
    """

    id: str
    outlet: str | None
    published: date | None
    origin: str
    agency: str | None = None
    title: str | None = None
    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two mentions are taken to tell of one act: the score, 0 to 1, and what spoke for and against it.

    Of an event's links, those are kept that join its mentions, the strongest first: one fewer than there are.
    """

    one: str
    two: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A step of an event's life: from the day ``as_of`` on, it was told to be so by a mention."""

    as_of: date | None
    status: Life
    mention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Generic[T]):
    """One of the values that are told of a field, and who says so: values that differ stand side by side."""

    value: T
    mentions: tuple[str, ...]
    outlets: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is told of an event, by value: more than one value is a contradiction, kept as it is."""

    when: tuple[Value[When], ...] = ()
    where: tuple[Value[Place], ...] = ()
    quantities: tuple[Value[Quantity], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How one outlet tells of an event.

    ``independent`` is false for all but the first of the outlets that carry one text; ``fields`` has the outlet's
    own values.
    """

    outlet: str
    stance: Stance
    independent: bool
    mentions: tuple[str, ...]
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act, drawn from the mentions of it: a line of ``tidings link``.

    ``event`` is a digest of its first mention's id (by publication, then id), so it depends on what is linked and not
    on the order in which it came.  ``type`` is None for a *story*: what joins articles that tell of one happening,
    be it an act of PLOVER's or none; it has no mentions, and its links name articles.  ``earliest`` and ``latest`` are
    the days that all who date it leave open; where they contradict each other, the span that holds them all, and
    ``fields.when`` says who says what.  ``origins`` counts the texts that tell of it independently.
    """

    event: str
    story: str | None
    type: str | None
    mode: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    earliest: date | None
    latest: date | None
    where: Place | None
    status: Life
    confidence: float
    articles: tuple[str, ...]
    mentions: tuple[str, ...]
    origins: int
    history: tuple[State, ...]
    fields: Fields
    coverage: tuple[Coverage, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A date on which a commitment is said to have been signed, and the articles that say so."""

    when: When
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A treaty or agreement that articles name: a line of ``tidings commitments``.

    ``commitment`` is a digest of where it is first named (by article id, then place in the text), so it depends on
    what is joined and not on the order in which it came.  Dates of signing that contradict each other stand side by
    side.
    """

    commitment: str
    name: str
    kind: str
    names: tuple[str, ...]
    parties: tuple[Entity, ...]
    signed: tuple[Signing, ...]
    duties: tuple[Duty, ...]
    invocations: tuple[Invocation, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A human judgement on a mention, appended and never overwritten: the last one on a mention counts.

    A field that is None is left as the coder has it; ``rejected`` says that the mention is no act at all.
    """

    mention: str
    by: str
    at: str
    note: str
    rejected: bool = False
    type: str | None = None
    mode: str | None = None
    status: Status | None = None
