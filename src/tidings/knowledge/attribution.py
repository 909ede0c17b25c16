"""The words by which a text says who speaks, believes, intends or keeps silent: ``data/attribution``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tidings.knowledge.tables import Data, Row
from tidings.records import VoiceKind

PREPOSITIONS = frozenset(
    "about against as at by for from in into of on out over to toward towards under upon with".split()
)
CLAUSE_FRAMES = frozenset({"that", "to", "quote", "object", "thing"})


class Sort(StrEnum):
    """What an attribution makes of its source."""

    REPORT = "report"  # the source is a voice of the content
    VIEW = "view"  # the same, but a passive without a source is no hearsay: "is expected"
    ACT = "act"  # a speech act, intention or attitude: its doer is an actor and no voice
    SEEM = "seem"  # nobody's voice: "appears to"


class Side(StrEnum):
    """Where the source of an attributing phrase stands."""

    AFTER = "after"  # according to the ministry
    ALONE = "alone"  # hearsay: reportedly


@dataclass(frozen=True, slots=True)
class Attributing:
    """A verb or noun that attributes; ``frames`` is where its content may stand."""

    word: str
    frames: frozenset[str]
    sort: Sort
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that attributes: its words in lower case."""

    words: tuple[str, ...]
    side: Side
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """What sort of source a head noun names, and the sector of a source that is not otherwise known."""

    kind: VoiceKind
    sector: str | None


@dataclass(frozen=True, slots=True)
class Silencing:
    """A word that says that something was not reported; ``negated``: only together with a negation."""

    word: str
    negated: bool
    frames: frozenset[str]
    example: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionWords:
    """All of ``data/attribution``.  Verbs are keyed by lemma, phrasal ones by ``lemma particle``.

    ``lemmas`` mends verb forms that the parser's lemmatizer gets wrong.
    """

    verbs: Mapping[str, Attributing]
    nouns: Mapping[str, Attributing]
    phrases: Mapping[str, tuple[Phrase, ...]]
    sources: Mapping[str, SourceNoun]
    lemmas: Mapping[str, str]
    silent_verbs: Mapping[str, Silencing]
    silent_nouns: Mapping[str, Silencing]
    silent_adjectives: Mapping[str, Silencing]


def load(data: Data) -> AttributionWords:
    """Read and check ``attribution/*.tsv``; faults are noted in ``data``."""
    silent = _silencing(data)
    return AttributionWords(
        verbs=_attributing(data, "attribution/verbs.tsv", "verb"),
        nouns=_attributing(data, "attribution/nouns.tsv", "noun"),
        phrases=_phrases(data),
        sources=_sources(data),
        lemmas={
            row["form"]: row["lemma"]
            for row in data.rows("attribution/lemmas.tsv", ("form", "lemma"), required=("form", "lemma"))
        },
        silent_verbs=silent["verb"],
        silent_nouns=silent["noun"],
        silent_adjectives=silent["adjective"],
    )


def frames(data: Data, row: Row, column: str = "frames") -> frozenset[str]:
    """The cell's frames; a fault for each that is not known."""
    found = row.list(column)
    return frozenset(f for f in found if data.choice(row.where, column, f, CLAUSE_FRAMES | PREPOSITIONS))


def _attributing(data: Data, pattern: str, word: str) -> dict[str, Attributing]:
    found: dict[str, Attributing] = {}
    for row in data.rows(pattern, (word, "frames", "sort", "example"), required=(word, "frames", "sort", "example")):
        if data.choice(row.where, "sort", row["sort"], list(Sort)):
            entry = Attributing(row[word], frames(data, row), Sort(row["sort"]), row["example"], row.where)
            if entry.word in found and not row.own:
                data.fault(row.where, f'"{entry.word}" stands already at {found[entry.word].where}')
            found[entry.word] = entry
    return found


def _phrases(data: Data) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for row in data.rows(
        "attribution/phrases.tsv", ("phrase", "side", "example"), required=("phrase", "side", "example")
    ):
        if data.choice(row.where, "side", row["side"], list(Side)):
            words = tuple(row["phrase"].split())
            phrase = Phrase(words, Side(row["side"]), row["example"], row.where)
            found[words[0]] = (*found.get(words[0], ()), phrase)
    return found


def _sources(data: Data) -> dict[str, SourceNoun]:
    found = {}
    for row in data.rows("attribution/sources.tsv", ("noun", "kind", "sector"), required=("noun", "kind")):
        if data.choice(row.where, "kind", row["kind"], list(VoiceKind)):
            found[row["noun"]] = SourceNoun(VoiceKind(row["kind"]), row["sector"] or None)
    return found


def _silencing(data: Data) -> dict[str, dict[str, Silencing]]:
    found: dict[str, dict[str, Silencing]] = {"verb": {}, "noun": {}, "adjective": {}}
    columns = ("word", "form", "needs", "frame", "example")
    for row in data.rows("attribution/silence.tsv", columns, required=columns):
        known_form = data.choice(row.where, "form", row["form"], list(found))
        known_need = data.choice(row.where, "needs", row["needs"], ("negated", "plain"))
        if known_form and known_need:
            found[row["form"]][row["word"]] = Silencing(
                row["word"], row["needs"] == "negated", frames(data, row, "frame"), row["example"], row.where
            )
    return found
