"""Who kept silent on an act where a noun takes it up: *the two met; TASS made no mention of the meeting*."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Token

from tidings.coding.matching import Match
from tidings.coding.recovery import Candidate
from tidings.records import Mention, Voicing

T = TypeVar("T")
WITHIN = 2  # sentences back in which the act is looked for

Told = tuple[Candidate, Mention]


def note_silence(
    told: Sequence[Told], refused: Iterable[Match], voicing: Mapping[int, Voicing], sentences: Sequence[int]
) -> tuple[list[Told], list[Told]]:
    """Give each act the silence on the words that take it up.

    Args:
        told: the mentions.
        refused: words that name an act and are no mention.
        voicing: whose voice, and whose silence, a token stands in.
        sentences: the first token of each sentence.

    Returns:
        The acts, and the mentions that only take one up.
    """
    acts: list[Told] = []
    again: list[Told] = []
    for one in told:
        candidate, mention = one
        bare = bool(mention.silent) and _is_bare(candidate.match.token)
        known = bare and _earlier(candidate.match, acts, sentences) is not None
        (again if known else acts).append(one)
    for match in (*refused, *(candidate.match for candidate, _ in again)):
        found = voicing.get(match.token.i)
        if found is None or not found.silent:
            continue
        number = _earlier(match, acts, sentences)
        if number is not None:
            candidate, mention = acts[number]
            silent, cues = _further(mention.silent, found.silent), _further(mention.cues, found.cues)
            acts[number] = candidate, replace(mention, silent=silent, cues=cues)
    return acts, again


def _earlier(match: Match, told: Sequence[Told], sentences: Sequence[int]) -> int | None:
    """Which mention of the same type is the last before a word, in its sentence or the two before."""
    at = match.token.i
    since = sentences[max(bisect_right(sentences, at) - 1 - WITHIN, 0)]
    before = [
        number
        for number, (candidate, mention) in enumerate(told)
        if mention.type == match.sense.type and since <= candidate.match.token.i < at
    ]
    return before[-1] if before else None


def _further(known: tuple[T, ...], found: tuple[T, ...]) -> tuple[T, ...]:
    return (*known, *(one for one in found if one not in known))


def _is_bare(token: Token) -> bool:
    """Whether a noun says no more of an act than that it is known: *the attack*, *this visit*."""
    children = [child for child in token.children if not child.is_punct]
    return token.pos_ == "NOUN" and bool(children) and all(child.dep_ == "det" for child in children)
