"""How times are written: words by class, and rules over them compiled to regular expressions over *word codes*.

Every word that a rule can see gets one private character; all other words are blanks.  A text becomes a string of
such characters, one a word, on which the rules run: match offsets are word numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tidings.knowledge.quantities import Numerals
from tidings.knowledge.tables import Data, Document

KINDS: Final = ("point", "duration", "set", "reference")
# Figures that are told apart by their form; each entry of the alternation below carries one of these names.
FORMS: Final = ("iso", "slash", "dm", "clock", "decade", "nth", "dayth", "qn", "hn")
# Plain figures are told apart by what they may be; the profile is a sum of these.
YEAR, DAY, HOUR, HUNDRED, FIGURE = 1, 2, 4, 8, 16
PLAIN: Final = {"year": YEAR, "day": DAY, "hour": HOUR, "hundred": HUNDRED, "figure": FIGURE}
BLANK: Final = " "
_FIRST_CODE: Final = 0xE000  # Unicode's private use area: no meaning in regular expressions
_PART: Final = re.compile(r"<(\w+)>|\{(!?\w+?)\d?\}|([a-z]+)|([-,'/])|([()|?*+])|\s+|(.)")
_CAPTURED: Final = frozenset({"n", "count", "spelled", "thousands"})  # fragments whose words are read together


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """One way to write a time; ``pattern`` runs over word codes, its groups are named after word classes."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    fields: Mapping[str, Any]
    example: str
    gives: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGrammar:
    """All that is known of how times are written.

    ``words`` splits a text; ``codes`` gives a word's character (looked up as it stands, then in lower case);
    ``forms`` those of figures by form, ``profiles`` those of plain figures by profile; ``classes`` maps a class and
    a word to its value; ``anywhere`` finds where any rule can match; ``holidays`` maps a name to its day.
    """

    words: re.Pattern[str]
    codes: Mapping[str, str]
    forms: Mapping[str, str]
    profiles: tuple[str, ...]
    classes: Mapping[str, Mapping[str, str]]
    rules: tuple[TimeRule, ...]
    anywhere: re.Pattern[str]
    holidays: Mapping[str, str]
    numerals: Numerals


def word_pattern(abbreviations: Iterator[str]) -> re.Pattern[str]:
    """What splits a text into words, figures, marks and paragraph breaks; groups name a figure's form."""
    dotted = "|".join(re.escape(a) for a in sorted(abbreviations, key=len, reverse=True))
    return re.compile(
        r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))|(?P<clock>\d{1,2}:\d\d(?::\d\d)?|\d{1,2}\.[0-5]\d(?=\s?[ap]\.?m\b))"
        r"|(?P<slash>\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}(?![\d.]))"
        r"|(?P<decade>\d\d(?:\d0)?['\u2019]?s\b)|(?P<nth>\d+(?:st|nd|rd|th)\b)"
        r"|[1-3]/[2-4](?![\d/])|[½¼¾]|(?P<dm>\d{1,2}/\d{1,2}(?![\d/]))"
        r"|(?P<qn>\b[qQ][1-4]\b)|(?P<hn>\b[hH][12]\b)"
        r"|(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"|(?:\b(?i:{dotted})(?!\w))|[^\W\d_]+|(?P<gap>\n\s*\n)|[^\w\s]"
    )


class _Compiler:
    """Turns rule patterns into regular expressions, handing out word codes as it meets words."""

    def __init__(self, data: Data, classes: Mapping[str, Mapping[str, str]], holidays: Mapping[str, str]) -> None:
        self.data = data
        self.classes = classes
        self.codes: dict[str, str] = {}
        self.fragments: dict[str, str] = {}
        self.forms = {form: self._next(f"!{form}") for form in FORMS}
        self.profiles = tuple(self._next(f"!{profile}") for profile in range(sum(PLAIN.values()) + 1))
        for words in classes.values():
            for word in words:
                self.code(word)
        self.holidays = "|".join(
            "".join(self.code(word) for word in name.split(" ")) for name in sorted(holidays, key=len, reverse=True)
        )

    def _next(self, word: str) -> str:
        return self.codes.setdefault(word, chr(_FIRST_CODE + len(self.codes)))

    def code(self, word: str) -> str:
        return self._next(word)

    def of_class(self, name: str, where: str) -> str:
        if name == "nth":
            return f"[{self.forms['nth']}{self.forms['dayth']}]"
        if name in self.forms:
            return self.forms[name]
        if name in PLAIN:
            return "[" + "".join(c for profile, c in enumerate(self.profiles) if profile & PLAIN[name]) + "]"
        if name == "apostrophe":
            return self.code("'")
        if name == "holiday":
            return f"(?:{self.holidays})" if self.holidays else "(?!)"
        if self.data.choice(where, "class", name, (*self.classes, *self.forms, *PLAIN, "holiday", "apostrophe")):
            return "[" + "".join(self.code(word) for word in self.classes[name]) + "]"
        return "(?!)"

    def expression(self, pattern: str, where: str, names: dict[str, int], *, capture: bool = True) -> str:
        """``pattern`` as a regular expression; ``names`` counts the groups already named."""
        out: list[str] = []
        for fragment, name, word, mark, operator, other in _PART.findall(pattern):
            if fragment:
                if not self.data.choice(where, "fragment", fragment, self.fragments):
                    continue
                whole = fragment in _CAPTURED
                inner = self.expression(self.fragments[fragment], where, names, capture=capture and not whole)
                out.append(f"(?P<{_name(fragment, names)}>{inner})" if whole else inner)
            elif name:
                inner = self.of_class(name, where)
                out.append(f"(?P<{_name(name, names)}>{inner})" if capture and name != "apostrophe" else inner)
            elif word or mark:
                out.append(self.code(word or mark))
            elif operator:
                out.append("(?:" if operator == "(" else operator)
            elif other:
                self.data.fault(where, f'"{other}" in match "{pattern}" is not understood')
        return "".join(out)


def _name(name: str, names: dict[str, int]) -> str:
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}_{names[name]}"


def _load_words(data: Data) -> dict[str, dict[str, str]]:
    classes: dict[str, dict[str, str]] = {}
    for row in data.rows("times/words.tsv", ("word", "class", "value"), required=("word", "class")):
        classes.setdefault(row["class"], {})[row["word"]] = row["value"]
    return classes


def _load_holidays(data: Data, words: re.Pattern[str]) -> dict[str, str]:
    holidays: dict[str, str] = {}
    for row in data.rows("times/holidays.tsv", ("names", "day"), required=("names", "day")):
        if not re.fullmatch(r"\d\d-\d\d|\d\d-\d--?\d(\+1)?|easter[+-]\d+", row["day"]):
            data.fault(row.where, f'day "{row["day"]}" is not MM-DD, MM-W-N, MM-W-N+1 or easter+N')
            continue
        for name in row.list("names"):
            holidays[" ".join(found.group().lower() for found in words.finditer(name))] = row["day"]
    return holidays


def load_times(data: Data, numerals: Numerals) -> TimeGrammar:
    """Read ``times/``; faults are noted in ``data``."""
    classes = _load_words(data)
    classes["number"] = dict.fromkeys(numerals.spelled(), "")
    classes["fraction"] = {
        word: "" for word, (kind, _) in numerals.words.items() if kind == "fraction" and not word.isalpha()
    }
    words = word_pattern(word for of in classes.values() for word in of if word.endswith(".") or ".m" in word)
    holidays = _load_holidays(data, words)
    compiler = _Compiler(data, classes, holidays)
    documents = list(data.documents("times/*.toml"))
    for document in documents:
        compiler.fragments.update(document.values.get("fragments", {}))
    rules = tuple(rule for document in documents for rule in _rules(data, document, compiler))
    anywhere = "|".join(f"(?:{re.sub(r'[?]P<[^>]*>', '?:', rule.pattern.pattern)})" for rule in rules)
    return TimeGrammar(
        words=words,
        codes=compiler.codes,
        forms=compiler.forms,
        profiles=compiler.profiles,
        classes=classes,
        rules=rules,
        anywhere=re.compile(anywhere or "(?!)"),
        holidays=holidays,
        numerals=numerals,
    )


def _rules(data: Data, document: Document, compiler: _Compiler) -> Iterator[TimeRule]:
    for number, entry in enumerate(document.values.get("rule", ()), 1):
        where = document.where(entry.get("id", ""))
        missing = [key for key in ("id", "match", "example", "gives") if not entry.get(key)]
        if missing:
            data.fault(where, f"rule {number} lacks {', '.join(missing)}")
            continue
        kind = entry.get("kind", "point")
        data.choice(where, "kind", kind, KINDS)
        expression = compiler.expression(entry["match"], where, {})
        try:
            pattern = re.compile(expression)
        except re.error as error:
            data.fault(where, f'match "{entry["match"]}": {error}')
            continue
        yield TimeRule(
            id=entry["id"],
            kind=kind,
            pattern=pattern,
            fields=entry.get("fields", {}),
            example=entry["example"],
            gives=entry["gives"],
            where=where,
        )
