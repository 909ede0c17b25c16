"""The nouns of Tidings: what each stage takes and gives.

Every record is frozen, keyword-only and slotted, and cites the characters that bear it out.
Offsets are Unicode code points into the article's text, half-open: ``text[start:end]`` is the quotation.
Token numbers are indices into the parse (``Analysis.doc``).  The public fields are those of the wire format
(docs/records.md); what is needed only between stages lives in ``Reference``, ``Analysis``, ``Reading`` and
``Attributions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from tidings.layout import Block, Dateline

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Status(StrEnum):
    """How far the text says an act has come."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REQUIRED = "required"
    DENIED = "denied"


class Bearing(StrEnum):
    """How words bear on a commitment."""

    MAKES = "makes"
    INVOKES = "invokes"
    KEEPS = "keeps"
    BREACHES = "breaches"
    LEAVES = "leaves"


class VoiceKind(StrEnum):
    """What sort of source a voice is."""

    MEDIA = "media"
    OFFICIAL = "official"
    EXPERT = "expert"
    WITNESS = "witness"
    HEARSAY = "hearsay"
    DOCUMENT = "document"
    OTHER = "other"


class ActorKind(StrEnum):
    """What sort of expression refers to an actor."""

    STATE = "state"  # a country as such, or a capital or seat used for its government
    ORGANIZATION = "organization"  # an intergovernmental or other named body
    PERSON = "person"  # a named person
    GROUP = "group"  # forces, police, a court, protesters, a party, a firm: a role noun, with or without a country
    PRONOUN = "pronoun"  # he, they, it …, resolved or not
    MODIFIER = "modifier"  # a nationality or name that only modifies a noun: "Russian" in "Russian gas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article's bytes came from."""

    path: str | None = None
    url: str | None = None
    container: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as found, before any reading: ``kind`` is how to read them, ``charset`` what their HTTP headers claim."""

    content: bytes
    kind: Literal["html", "text"]
    origin: Origin
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to code.  ``published`` is an ISO 8601 date or date-time, or None."""

    id: str
    text: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    published_inferred: str | None = None
    language: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be read or coded, and why: it keeps its line in every output."""

    id: str
    stage: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of the text: ``text == article.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Why something was decided: the rule's name and the characters that it read."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who.  ``start``/``end`` are None when the clause leaves the party out and the context tells it.

    ``country`` is ISO 3166 alpha-3 (KOS, PSE included); ``organization`` one of UNO EUU NATO IGO NGO MNC IMG;
    ``sectors`` PLOVER's.  ``text`` is as in the article, ``name`` who it is.
    """

    start: int | None
    end: int | None
    text: str
    name: str | None = None
    country: str | None = None
    organization: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None

    @property
    def code(self) -> str | None:
        """Country or organisation, the key that two mentions of one side share."""
        return self.country or self.organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An expression that refers to an actor: tokens ``first`` up to but excluding ``last``, headed by ``head``."""

    first: int
    last: int
    head: int
    kind: ActorKind
    entity: Entity
    cue: Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of the chain of those whom the article makes responsible for the information."""

    start: int | None
    end: int | None
    text: str
    name: str | None = None
    country: str | None = None
    organization: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None
    kind: VoiceKind = VoiceKind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A TIMEX3 expression; ``earliest`` and ``latest`` are its first and last day, None for no calendar time."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A toponym and what it was resolved to; coordinates None when unresolved."""

    start: int
    end: int
    text: str
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count of something: ``value`` is a number, or (low, high) with None for an open end."""

    value: float | int | tuple[float | int | None, float | int | None]
    of: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an act happens, as narrow as the text leaves it; the words are None when the context dates it."""

    earliest: date
    latest: date
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysis:
    """An annotated article.

    ``references`` maps the index of a head token to who it refers to; a token that is no key refers to nobody
    that is known.  ``antecedents`` maps heads of phrases that take up others (*both sides*, *they*) to the heads of
    those.  ``published`` is the date that relative times are resolved against, None if unknown.
    """

    article: Article
    doc: Doc
    published: date | None
    blocks: tuple[Block, ...]
    dateline: Dateline | None
    references: Mapping[int, Reference]
    antecedents: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    quantities: tuple[Quantity, ...]
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to say, write, believe or intend what (PolNeAR's source, cue and content)."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    verbatim: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """How far the act named by one token has come, with the cues that said so."""

    status: Status
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voicing:
    """Whose voice a token stands in: the chain, outermost first, who is said to be silent, and why."""

    voices: tuple[Voice, ...]
    silent: tuple[Entity, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attributions:
    """What the attributing stage says of every token that can name an act.

    ``voicing`` lacks a token when the outlet speaks in its own voice; ``factuality`` lacks it when the act has
    plainly happened.
    """

    analysis: Analysis
    items: tuple[Attribution, ...]
    voicing: Mapping[int, Voicing]
    factuality: Mapping[int, Factuality]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One reported act in one place of one article."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    status: Status
    historical: bool
    trigger: Span
    evidence: Span
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    voices: tuple[Voice, ...]
    silent: tuple[Entity, ...]
    when: When | None
    where: Place | None
    quantities: tuple[Quantity, ...]
    cues: tuple[Cue, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Words that looked like an act and were not coded, and why."""

    start: int
    end: int
    text: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a commitment asks, as the text words it (without the word that asks it), and on what condition."""

    force: Literal["requires", "forbids", "permits"]
    content: Span
    condition: Span | None
    article: str
    cue: Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """Words that bear on a commitment: how, who so acts, how far that has come, who says so, in which sentence.

    ``mention`` is the coded act that does it; None where the clause names an act that was not coded.
    """

    bearing: Bearing
    mention: str | None
    by: tuple[Entity, ...]
    status: Status
    voices: tuple[Voice, ...]
    evidence: Span
    article: str
    cue: Cue


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCommitment:
    """A treaty or agreement that one article names: each time it does, and what it says of it.

    ``name`` is the fullest name without its article; ``kind`` the entry of its head noun, or of a name known as a
    whole (commitments/names.toml); ``words`` what else tells it from others: content words, years, numbers.
    """

    name: str
    kind: str
    words: tuple[str, ...]
    names: tuple[Span, ...]
    parties: tuple[Entity, ...]
    signed: When | None
    duties: tuple[Duty, ...]
    invocations: tuple[Invocation, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """All that was drawn from one article: a line of ``tidings code``.

    ``reader`` is the digest of the neural reader that had its say; None if the rules decided alone.
    """

    id: str
    text_sha256: str
    published: str | None
    published_inferred: str | None
    language: str | None
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    declined: tuple[Declined, ...]
    commitments: tuple[NamedCommitment, ...] = ()
    reader: str | None = None
    text: str | None = field(default=None)
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
