"""Where times stand in a text, and what each is made of: no calendar yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tidings.knowledge.times import BLANK, DAY, FIGURE, HOUR, HUNDRED, YEAR, TimeGrammar, TimeRule

# What a group's words become: the field's name, and how its value is read.
_INTEGERS: Final = frozenset(
    {"month", "weekday", "weekdays", "ordinal", "turn", "textturn", "span", "decadename", "tens", "shortday"}
)
_FIGURES: Final = frozenset({"day", "dayth", "nth", "year", "hour", "hundred", "figure"})
_RENAMED: Final = {
    "units": "unit",
    "parts": "part",
    "dayth": "day",
    "weekdays": "weekday",
    "seasons": "season",
    "shortday": "weekday",
    "longunit": "unit",
}
_AFTER_YEAR: Final = frozenset({"%", "°"})
_BEFORE_FIGURE: Final = frozenset({"$", "£", "€", "#", "¥", ".", ":"})
_YEAR_LEADS: Final = frozenset({"in", "since", "of", "from", "until", "by", "to", "and", "before", "after", "year"})
# Between the ends of a range: "to May".
RANGING: Final = frozenset({"to", "-", "\N{EN DASH}", "through", "until", "till", "and"})
_SLASH_LEADS: Final = frozenset(
    "on from by until till since before after between monday tuesday wednesday thursday friday saturday sunday".split()
)
_SEASON_LEADS: Final = frozenset({"in", "by", "since", "until", "during", "through", "from", "till", "of"})
_NAMELIKE: Final = frozenset({"may", "march", "april", "june", "august"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, by its characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A time before it is put on the calendar: words ``first`` up to ``last``, and the fields that they fill."""

    first: int
    last: int
    rule: TimeRule
    fields: Mapping[str, Any]


def split(grammar: TimeGrammar, text: str) -> tuple[list[Word], str]:
    """The text's words and their codes, one character a word."""
    words: list[Word] = []
    codes: list[str] = []
    known = grammar.codes.get
    for found in grammar.words.finditer(text):
        word = found.group()
        form = found.lastgroup
        words.append(Word(found.start(), found.end(), word))
        if form is None:
            codes.append(
                known(word)
                or known(word.lower())
                or known(word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
                or BLANK
            )
        elif form == "figure":
            codes.append(grammar.profiles[_profile(word)])
        elif form == "nth":
            codes.append(grammar.forms["dayth" if 1 <= int(word[:-2]) <= 31 else "nth"])
        else:
            codes.append(grammar.forms.get(form, BLANK))
    return words, "".join(codes)


def _profile(figure: str) -> int:
    if not figure.isdigit():
        return FIGURE
    value, size = int(figure), len(figure)
    short = size <= 2
    return (
        FIGURE
        + (YEAR if size == 4 and 1000 <= value < 2200 else 0)
        + (DAY if short and 1 <= value <= 31 else 0)
        + (HOUR if short and value <= 24 else 0)
        + (HUNDRED if size == 4 and value // 100 <= 24 and value % 100 < 60 else 0)
    )


def find(grammar: TimeGrammar, words: list[Word], codes: str) -> list[Found]:
    """All times of the text in order, each part of one by itself: ``join`` puts them together."""
    return list(_single(grammar, words, codes))


def _single(grammar: TimeGrammar, words: list[Word], codes: str) -> Iterator[Found]:
    at = 0
    while hit := grammar.anywhere.search(codes, at):
        start = hit.start()
        matches = [(match.end(), rule, match) for rule in grammar.rules if (match := rule.pattern.match(codes, start))]
        matches.sort(key=lambda found: -found[0])  # of equally long ones the rule that stands first
        at = start + 1
        for end, rule, match in matches:
            fields = _fields(grammar, rule, match, words)
            if end > start and _plausible(grammar, Found(start, end, rule, fields), words):
                yield Found(start, end, rule, fields)
                at = end
                break
            if rule.kind == "duration":
                at = end
                break


def _fields(grammar: TimeGrammar, rule: TimeRule, match: re.Match[str], words: list[Word]) -> dict[str, Any]:
    fields = dict(rule.fields)
    for name, (first, last) in ((n, match.span(n)) for n in match.groupdict() if match.span(n) != (-1, -1)):
        _fill(fields, name.partition("_")[0], [w.text for w in words[first:last]], grammar)
    if fields.get("unit") == "F":  # a fortnight
        fields |= {"unit": "W", "n": 2 * (fields.get("n") or 1)}
    if "tens" in fields:  # twenty-third
        fields["ordinal"] += fields.pop("tens")
    daywise = "month" in fields or "daywise" in fields
    if "ordinal" in fields and daywise and "weekin" not in fields:  # March eighth; March 3rd to eighth
        fields["until" if "day" in fields else "day"] = fields.pop("ordinal")
    return fields


def _fill(fields: dict[str, Any], group: str, texts: list[str], grammar: TimeGrammar) -> None:
    """Set the field that a group stands for; of groups of one name the first counts."""
    name = _RENAMED.get(group, group)
    if name == "day" and name in fields:
        fields["until"] = int(texts[0].rstrip("stndrh"))
        return
    if name == "ordinal" and name in fields:
        fields["until"] = int(grammar.classes["ordinal"][texts[0].lower()])
        return
    if name in fields and group != "number":
        return
    text = texts[0]
    if group in ("n", "count"):
        fields["n"] = fields.get("n", grammar.numerals.read(texts))
    elif group == "dm":  # the month first, unless it cannot be
        month, day = sorted((int(part) for part in text.split("/")), key=lambda part: part > 12)
        fields.update(month=month, day=day)
    elif group in ("qn", "hn"):
        fields["ordinal"] = int(text[1])
        fields["quarter" if group == "qn" else "half"] = True
    elif group in ("spelled", "thousands"):
        fields["year"] = grammar.numerals.read(texts)
    elif group == "number":
        fields.setdefault("numbers", []).append(text)
    elif group == "figure" and "month" in fields:
        fields["year"] = 1900 + int(text) if text.isdigit() and len(text) == 2 else 0
    elif group == "figure" and not text.isdigit():
        return
    elif group in _FIGURES:
        fields[name] = int(text.rstrip("stndrh"))
    elif group == "decade":
        digits = re.sub(r"\D", "", text)
        fields["decadename"] = (
            int(digits) // 10 if len(digits) == 4 else (19 if digits >= "30" else 20) * 10 + int(digits[0])
        )
    elif group == "holiday":
        fields["holiday"] = grammar.holidays[
            " ".join(t.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for t in texts)
        ]
    elif group in ("iso", "slash", "clock"):
        fields[group] = text
    elif group in grammar.classes:
        of = grammar.classes[group]
        value = of.get(text, of.get(text.lower(), ""))
        fields[name] = int(value) if group in _INTEGERS else value


def _plausible(grammar: TimeGrammar, found: Found, words: list[Word]) -> bool:
    """Whether the words around do not show that the figure or name means something else."""
    first, last, rule, fields = found.first, found.last, found.rule, found.fields
    before = words[first - 1] if first else None
    after = words[last].text.lower() if last < len(words) else ""
    touching = before is not None and before.end == words[first].start
    if touching and before is not None and (before.text in _BEFORE_FIGURE or before.text.isdigit()):
        spoken = before.text == ":" and not (first > 1 and words[first - 2].text[-1].isdigit())
        return spoken or (before.text == "." and not words[first].text[0].isdigit())
    if rule.id == "day-slash":  # "on 9/11", but not odds, scores and fractions
        month, day = fields.get("month", 0), fields.get("day", 0)
        lead = words[first - 1].text.lower() if first else ""
        ranged = lead in RANGING and first > 1 and "/" in words[first - 2].text
        apart = (not first or lead in (".", "?", "!", ":", "(")) and not after.isalnum()
        led = "turn" in fields or lead in _SLASH_LEADS or ranged or apart
        return led and 1 <= month <= 12 and 1 <= day <= 31
    if rule.id.startswith("parted"):
        return all(a.end == b.start for a, b in pairwise(words[first:last]))
    if rule.id == "month-short-year":  # of this or the last century, and no day
        return int(fields["year"]) > 1931
    if rule.id == "day-alone":  # "on the 9th", but not "on 9th Street"
        return last >= len(words) or not words[last].text[0].isupper()
    if rule.id == "week-alone":  # a week of the year, not of a trial or a season
        return words[first].text == "week" and 1 <= fields.get("figure", 0) <= 53 and after != "of"
    if rule.id == "spelled-thousand":
        return before is not None and before.text.lower() in _YEAR_LEADS
    if rule.kind == "duration" and (words[last - 1].text == "old" or after == "old"):
        return False  # an age
    if rule.kind == "duration" and after == "-" and last + 1 < len(words) and words[last + 1].text.lower() == "old":
        return False
    if rule.id == "year" and last - first == 1:
        if after in grammar.classes["counted"] or after in _AFTER_YEAR:
            return False
        if not 1850 <= int(words[first].text) <= 2100:
            return before is not None and before.text.lower() in _YEAR_LEADS
    if rule.id == "the-season" and last - first == 1:
        return before is not None and before.text.lower() in _SEASON_LEADS
    if rule.id == "decade" and last - first == 1 and len(re.sub(r"\D", "", words[first].text)) == 2:
        return False
    if rule.id == "month" and last - first == 1 and words[first].text.lower() in _NAMELIKE and before is not None:
        # "Theresa May", "Mr. May": a name before it that ends no sentence
        named = before.text[:1].isupper() and before.text.lower() not in _YEAR_LEADS
        return not named and before.text not in ".!?\"“”'"
    return True
