"""Number words, and how they add up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tidings.knowledge.tables import Data

KINDS: Final = ("unit", "ten", "scale", "suffix", "group", "plural", "fraction")
SPELLED: Final = frozenset({"unit", "ten", "scale", "group"})
FIGURE: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """What number words mean: ``words`` maps a lower-case word to its kind and value."""

    words: Mapping[str, tuple[str, float]]

    def spelled(self) -> frozenset[str]:
        """Words that can stand in a spelled number: *three*, *ninety*, *thousand*, *dozen*."""
        return frozenset(word for word, (kind, _) in self.words.items() if kind in SPELLED)

    def read(self, words: Sequence[str]) -> float | int | None:
        """The number that a run of words and figures spells, None if it spells none.

        ``two hundred and five`` is 205, ``1.2 million`` 1200000, ``half a million`` 500000, ``a dozen`` 12,
        ``nineteen ninety-four`` 1994.
        """
        total = 0.0
        part: float | None = None
        last: str | None = None
        for raw in words:
            word = raw.lower()
            if word in ("and", "-", "of"):
                continue
            if word in ("a", "an", "another"):
                part = 1 if part is None else part
                last = last or "article"
                continue
            kind, value = self._kind(word)
            if kind is None:
                return None
            if kind in ("scale", "suffix", "group"):
                part = value if part is None else part * value
                if value >= 1000:
                    total, part = total + part, None
            elif last in ("unit", "ten") and part is not None and 10 <= part < 100 and value >= 10:
                part = part * 100 + value  # nineteen ninety: a year
            elif last == "article" and kind != "fraction":
                part = value
            else:
                part = value if part is None else part + value
            last = kind
        if last is None:
            return None
        return _whole(total + (part or 0.0))

    def _kind(self, word: str) -> tuple[str | None, float]:
        if FIGURE.fullmatch(word):
            return "figure", float(word.replace(",", ""))
        kind, value = self.words.get(word, (None, 0.0))
        return kind, value


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 6)


def load_numerals(data: Data) -> Numerals:
    """Read ``quantities/numerals.tsv``; faults are noted in ``data``."""
    words: dict[str, tuple[str, float]] = {}
    for row in data.rows("quantities/numerals.tsv", ("word", "kind", "value"), required=("word", "kind", "value")):
        if not data.choice(row.where, "kind", row["kind"], KINDS):
            continue
        try:
            words[row["word"].lower()] = (row["kind"], float(row["value"]))
        except ValueError:
            data.fault(row.where, f'value "{row["value"]}" is no number')
    return Numerals(words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """What surrounds numbers: see the heads of the files in ``quantities/``.

    ``before`` and ``after`` map words beside a number to ``least`` or ``most``; ``currencies`` lower-case words and
    signs to ISO 4217; ``harms`` a lemma to what its number counts; ``measures`` are verbs by which a number counts what
    their subject is made of.
    """

    numerals: Numerals
    before: Mapping[str, str]
    after: Mapping[str, str]
    many: frozenset[str]
    refuse: frozenset[str]
    refuse_after: frozenset[str]
    currencies: Mapping[str, str]
    harms: Mapping[str, str]
    measures: frozenset[str]


PHRASES: Final = ("least", "most", "least-after", "most-after", "many", "refuse", "refuse-after", "measure")


def load_quantities(data: Data, numerals: Numerals) -> QuantityWords:
    """Read ``quantities/``; faults are noted in ``data``."""
    phrases: dict[str, set[str]] = {kind: set() for kind in PHRASES}
    for row in data.rows("quantities/phrases.tsv", ("words", "kind"), required=("words", "kind")):
        if data.choice(row.where, "kind", row["kind"], PHRASES):
            phrases[row["kind"]].update(row.list("words"))
    currencies: dict[str, str] = {}
    for row in data.rows("quantities/currencies.tsv", ("words", "code"), required=("words", "code")):
        if not re.fullmatch(r"[A-Z]{3}", row["code"]):
            data.fault(row.where, f'code "{row["code"]}" is not ISO 4217; expected three capitals')
        currencies.update(dict.fromkeys(row.list("words"), row["code"]))
    harms = {
        row["lemma"]: row["of"] for row in data.rows("quantities/harms.tsv", ("lemma", "of"), required=("lemma", "of"))
    }
    return QuantityWords(
        numerals=numerals,
        before=dict.fromkeys(phrases["least"], "least") | dict.fromkeys(phrases["most"], "most"),
        after=dict.fromkeys(phrases["least-after"], "least") | dict.fromkeys(phrases["most-after"], "most"),
        many=frozenset(phrases["many"]),
        refuse=frozenset(phrases["refuse"]),
        refuse_after=frozenset(phrases["refuse-after"]),
        currencies=currencies,
        harms=harms,
        measures=frozenset(phrases["measure"]),
    )
