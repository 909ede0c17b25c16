"""Predicates between two actors that no entry of the lexicon covers: the evidence by which it grows.

A verb is listed where its subject and its object, or the object of one of its prepositions, refer to actors; a noun
where its owner or doer and the object of one of its prepositions do.  Verbs and nouns of reporting are no acts and are
passed over, and so are sentences of sport, business and the like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from spacy.tokens import Doc, Token

from tidings.coding.arguments import Arguments
from tidings.coding.matching import Matcher, reading
from tidings.coding.roles import political
from tidings.knowledge.lexicon import PREPOSITIONS, Lexicon, PartOfSpeech
from tidings.records import Analysis

#: prepositions that say where, when or how rather than to whom
CIRCUMSTANTIAL = frozenset(
    "across after ahead amid among around as at before below between by despite during in inside like near off outside "
    "per since through throughout under until within".split()
)
ADDRESSING = PREPOSITIONS - CIRCUMSTANTIAL
DOERS = ("subject", "by", "owner")
#: the chance that the reader gives to acts of any type from which it counts as taking a predicate for one
TAKEN = 0.5
COLUMNS = ("count", "predicate", "word", "slot", "entries", "acts", "reader", "chance", "example")
WORDS: Mapping[PartOfSpeech, str] = {"VERB": "verb", "NOUN": "noun"}


class Seen(Protocol):
    """What a reader saw in an article: `tidings.coding.reader.Readings` is one."""

    def ranked(self, token: int, /) -> Sequence[tuple[str, float]]:
        """All types with their chances, likeliest first; "NONE" is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A predicate in one place.

    Attributes:
        predicate: the lemma, of a phrasal verb with its particle.
        word: verb or noun.
        slot: where the second actor stands: object, or a preposition.
        entries: senses of the lexicon that have the word and do not fit here.
        sentence: its words, in one line.
        seen: the type that the reader thinks likeliest, "NONE" included, with its chance; None without a reader.
        act: the chance that the reader gives to acts of any type.
    """

    predicate: str
    word: str
    slot: str
    entries: int
    sentence: str
    seen: tuple[str, float] | None = None
    act: float = 0.0


def sightings(
    analysis: Analysis,
    arguments: Arguments,
    lexicon: Lexicon,
    *,
    reporting: Collection[str] = (),
    view: Callable[[Doc], Seen] | None = None,
) -> Iterator[Sighting]:
    """Every predicate of an article between two actors that no sense fits, in order.

    Args:
        analysis: the annotated article.
        arguments: those of its parse.
        lexicon: what counts as covered.
        reporting: verbs and nouns, by lemma and particle, that report and are no acts.
        view: what reads an article with the neural reader.
    """
    matcher = Matcher(lexicon, analysis, arguments)
    seen: Seen | None = None
    for sentence in analysis.doc.sents:
        tokens = list(sentence)
        found = [
            (token, name, part, slot)
            for token in tokens
            for name, part, slot in _predicate(token, analysis, arguments)
            if name not in reporting and matcher.match(token) is None
        ]
        if not found or matcher.domain(tokens) is not None:
            continue
        excluded = matcher.excluded(tokens)
        if view is not None and seen is None:
            seen = view(analysis.doc)
        for token, name, part, slot in found:
            if token.i not in excluded:
                ranked = seen.ranked(token.i) if seen is not None else ()
                yield Sighting(
                    predicate=name,
                    word=WORDS[part],
                    slot=slot,
                    entries=len(lexicon.by_lemma.get((token.lemma_.lower(), part), ())),
                    sentence=" ".join(sentence.text.split()),
                    seen=ranked[0] if ranked else None,
                    act=sum(chance for type_, chance in ranked if type_ != "NONE"),
                )


def _predicate(token: Token, analysis: Analysis, arguments: Arguments) -> Iterator[tuple[str, PartOfSpeech, str]]:
    """The name, part of speech and second slot of a predicate between two actors; nothing for other words."""
    part, _ = reading(token)
    if part is None or part not in WORDS or token.i in analysis.references or token.dep_ == "prep":
        return  # a role noun names somebody, "following" and "according" are prepositions
    slots = arguments.slots(token)
    if part == "VERB" and any(_carries(token, other, arguments) for others in slots.values() for other in others):
        return  # "launched a crackdown": the noun is the predicate
    doers = {t.i for name in DOERS for t in slots.get(name, ())} & analysis.references.keys()
    addressed = [name for name in slots if name in ADDRESSING]
    for slot in addressed if part == "NOUN" else ("object", *addressed):
        others = ({t.i for t in slots.get(slot, ())} & analysis.references.keys()) - doers
        sides = [analysis.references[i].entity for i in (*doers, *others)]
        if doers and others and any(political(side) for side in sides):
            particles = [c.lower_ for c in token.children if c.dep_ == "prt"] if part == "VERB" else []
            yield " ".join((token.lemma_.lower(), *particles)), part, slot
            return


def _carries(verb: Token, noun: Token, arguments: Arguments) -> bool:
    carried = arguments.carrier(noun) if noun.pos_ in {"NOUN", "PROPN"} else None
    return carried is not None and carried[0] == verb


@dataclass(slots=True)
class Predicate:
    """A predicate of a survey: how often it was seen, and the sighting in which the reader is surest of an act."""

    best: Sighting
    count: int = 0
    acts: int = 0
    slots: Counter[str] = field(default_factory=Counter)

    def add(self, sighting: Sighting) -> None:
        """Count one sighting; of equally sure ones, or without a reader, the first is the best."""
        self.count += 1
        self.acts += sighting.act >= TAKEN
        self.slots[sighting.slot] += 1
        if sighting.act > self.best.act:
            self.best = sighting

    def row(self) -> tuple[Any, ...]:
        """The cells of a table with the head ``COLUMNS``."""
        best = self.best
        slot = max(self.slots, key=lambda name: self.slots[name])
        type_, chance = best.seen or (None, None)
        acts = None if type_ is None else self.acts
        rounded = None if chance is None else round(chance, 2)
        return self.count, best.predicate, best.word, slot, best.entries, acts, type_, rounded, best.sentence


class Survey:
    """Predicates that no entry covers, over many articles; its size is that of the language, not of the news."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Predicate] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, seen: Iterable[Sighting]) -> None:
        """Count what one article has."""
        for one in seen:
            self._found.setdefault((one.predicate, one.word), Predicate(one)).add(one)

    def commonest(self, count: int) -> list[Predicate]:
        """The so many commonest, of equally common ones in alphabetical order."""
        ranked = sorted(self._found.values(), key=lambda p: (-p.count, p.best.predicate, p.best.word))
        return ranked[:count]
