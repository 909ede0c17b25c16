"""Names that our data know, found in one pass over a text.

A name is a run of *words*: what is left of the tokens when hyphens, dots and apostrophes part them, so that
``US-China``, ``U.S.-led`` and ``al-Shabaab's`` are read however the parser's tokens fall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from tidings.knowledge.actors import Actors, Candidate, FormKind, Leader
from tidings.knowledge.names import case_allows, fold

_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a name or token, folded: ``U.S.-led`` gives ``us``, ``led``."""
    if text.isascii() and text.isalpha():
        return [text.lower()]
    return _WORD.findall(_DOTTED.sub(r"\1", fold(text)))


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a text: tokens ``first`` up to ``last``.

    ``candidates`` are the readings as state, region, organisation or group, ``leaders`` those as a person;
    ``partial`` tells that the name is a mere surname; ``inside`` that it is only a part of its last token
    (``Iran-backed`` as one token).
    """

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    leaders: tuple[Leader, ...]
    partial: bool
    inside: bool

    @property
    def is_capital(self) -> bool:
        """Whether the name may be a capital."""
        return any(c.kind is FormKind.CAPITAL for c in self.candidates)


class Gazetteer:
    """All known names by their first word."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._longest: dict[str, int] = {}
        self._forms: dict[tuple[str, ...], str] = {}
        for forms in (actors.forms, actors.persons, actors.short_names):
            for form in forms:
                self._add(form)

    def _add(self, form: str) -> None:
        words = tuple(words_of(form))
        if words:
            self._forms.setdefault(words, form)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def scan(self, doc: Doc) -> list[Name]:
        """The longest known names of a text, left to right, none overlapping another."""
        words: list[str] = []
        at: list[int] = []
        for token in doc:
            for word in words_of(token.text):
                words.append(word)
                at.append(token.i)
        return list(self._names(doc, words, at))

    def _names(self, doc: Doc, words: Sequence[str], at: Sequence[int]) -> Iterable[Name]:
        position = 0
        while position < len(words):
            found = None
            for length in range(min(self._longest.get(words[position], 0), len(words) - position), 0, -1):
                form = self._forms.get(tuple(words[position : position + length]))
                if form is not None and (found := self._read(doc, form, at, position, position + length)):
                    position += length
                    yield found
                    break
            if found is None:
                position += 1

    def _read(self, doc: Doc, form: str, at: Sequence[int], begin: int, end: int) -> Name | None:
        first, last = at[begin], at[end - 1] + 1
        inside = (begin > 0 and at[begin - 1] == first) or (end < len(at) and at[end] == last - 1)
        if doc[first].is_sent_end and last - first > 1:
            return None
        text = _DOTTED.sub(r"\1", doc[first:last].text)
        if inside:
            text = re.split(r"[-\N{EN DASH}]", text)[0]
        # A capital at the start of a sentence, or in a line of capitals, tells nothing of a name in small letters.
        if text == text.lower():
            return None
        actors = self._actors
        candidates = tuple(c for c in actors.forms.get(form, ()) if case_allows(c.form.replace(".", ""), text))
        full = actors.persons.get(form, ())
        short = () if full else actors.short_names.get(form, ())
        if not candidates and not full and not short:
            return None
        return Name(first, last, candidates, full or short, bool(short), inside)
