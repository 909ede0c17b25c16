"""What is shown of a mention, whatever it is shown on: facts as words, and decisions with their rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tidings.events import Correction
from tidings.records import Article, Coded, Entity, Mention, Place, Quantity, Voice, When


class Rules(Protocol):
    """Where rules stand: see ``knowledge.rules.Rules``."""

    def where(self, rule: str) -> str | None:
        """Give the file and line of a rule; None if there is no such rule now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article and all that was drawn from it.

    Attributes:
        article: what was read.
        coded: what was drawn from it.
        rules: where the rules stand.
        mention: the id of the only mention to show, None for all.
        note: what the reader must know first: that an earlier version coded it, say.
    """

    article: Article
    coded: Coded
    rules: Rules
    mention: str | None = None
    note: str | None = None

    @property
    def shown(self) -> tuple[Mention, ...]:
        """The mentions to show, in the order of the text."""
        chosen = (m for m in self.coded.mentions if self.mention in {None, m.id})
        return tuple(sorted(chosen, key=lambda mention: (mention.trigger.start, mention.trigger.end)))

    def decisions(self, mention: Mention) -> Iterator[Decision]:
        """Give what was decided about a mention, in the order in which it was."""
        for cue in mention.cues:
            where = self.rules.where(cue.rule)
            words = printable(self.article.text[cue.start : cue.end])
            yield Decision(words=words, rule=cue.rule, where=where or "no rule of this version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The words that a rule read, its name, and its file and line."""

    words: str
    rule: str
    where: str


def headline(mention: Mention) -> str:
    """Tell type, mode and status in a few words.

    ``CONSULT/phone, happened, background``
    """
    kind = f"{mention.type}/{mention.mode}" if mention.mode else mention.type
    return f"{kind}, {mention.status}" + (", background" if mention.historical else "")


def facts(mention: Mention) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each field of a mention by its name, as lines of words; empty where the text does not tell."""
    yield "actors", tuple(entity_words(entity) for entity in mention.actors)
    yield "recipients", tuple(entity_words(entity) for entity in mention.recipients)
    yield "voices", tuple(_nested(mention.voices)) or ("the outlet itself",)
    if mention.silent:
        yield "silent", tuple(entity_words(entity) for entity in mention.silent)
    yield "when", (_when(mention.when),) if mention.when else ()
    yield "where", (_where(mention.where),) if mention.where else ()
    if mention.quantities:
        yield "quantities", tuple(_quantity(quantity) for quantity in mention.quantities)
    if mention.contexts:
        yield "contexts", (", ".join(mention.contexts),)
    yield "CAMEO", (mention.cameo,) if mention.cameo else ()
    yield "confidence", (f"{mention.confidence:.2f}",)


def judgement(correction: Correction) -> str:
    """Tell what somebody judged of a mention.

    ``m1: rejected by Ada, 2026-01-31: a film, not an act.``
    """
    given = (correction.type, correction.mode, correction.status)
    what = "rejected" if correction.rejected else f"corrected to {', '.join(str(part) for part in given if part)}"
    return f"{correction.mention}: {what} by {correction.by}, {correction.at[:10]}: {correction.note.rstrip('.')}."


def entity_words(entity: Entity | Voice) -> str:
    """Tell who it is and how the text calls it: ``Kim Jong Un [PRK GOV], “he”``."""
    codes = " ".join(code for code in (entity.country or entity.organization, *entity.sectors) if code)
    words = [f"{entity.name or entity.text} [{codes or 'unknown'}]"]
    if entity.start is None:
        words.append("from the context")
    elif entity.name and entity.name != entity.text:
        words.append(f"“{entity.text}”")
    if isinstance(entity, Voice):
        words.append(str(entity.kind))
    if entity.wikidata:
        words.append(entity.wikidata)
    return printable(", ".join(words))


def _nested(voices: Sequence[Voice]) -> Iterator[str]:
    """The chain, outermost first: who says it, and under it who is said to have said so."""
    for depth, voice in enumerate(voices):
        yield "  " * (depth - 1) + ("└ " if depth else "") + entity_words(voice)


def _when(when: When) -> str:
    days = f"{when.earliest}" if when.earliest == when.latest else f"{when.earliest} to {when.latest}"
    return printable(f"{days}, “{when.text}”" if when.text else f"{days}, from the context")


def _where(place: Place) -> str:
    known = [part for part in (place.name, place.admin1, place.country) if part]
    return printable(", ".join([*(known or ["not resolved"]), f"“{place.text}”"]))


def _quantity(quantity: Quantity) -> str:
    if isinstance(quantity.value, tuple):
        low, high = ("…" if end is None else f"{end:,}" for end in quantity.value)
        return printable(f"{low} to {high} {quantity.of}, “{quantity.text}”")
    return printable(f"{quantity.value:,} {quantity.of}, “{quantity.text}”")


def printable(text: str) -> str:
    """Replace, one for one, what would steer a terminal or turn the reading direction; line breaks become spaces."""
    if text.isprintable():
        return text
    return "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character.isspace():
        return " "
    return "\ufffd" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} else character
