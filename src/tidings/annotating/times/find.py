"""Where times stand in a text, and what each is made of: no calendar yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tidings.knowledge.times import BLANK, DAY, FIGURE, HOUR, HUNDRED, YEAR, TimeGrammar, TimeRule

# What a group's words become: the field's name, and how its value is read.
_INTEGERS: Final = frozenset({"month", "weekday", "weekdays", "ordinal", "turn", "textturn", "span", "decadename"})
_FIGURES: Final = frozenset({"day", "dayth", "nth", "year", "hour", "hundred"})
_RENAMED: Final = {"units": "unit", "parts": "part", "dayth": "day", "weekdays": "weekday", "seasons": "season"}
# Between two parts of one time: "10 p.m. on Friday", "the third quarter of 1989", "Friday, 3 May".
_JOINTS: Final = frozenset({"", ",", "on", "of", "in", "at", ", on", ", at", "of the", "in the", "' s"})
_LOOSE: Final = frozenset({"in", "in the"})  # join parts of a year only
_AFTER_YEAR: Final = frozenset({"%", "°"})
_BEFORE_FIGURE: Final = frozenset({"$", "£", "€", "#", "¥", ".", ":"})
_YEAR_LEADS: Final = frozenset({"in", "since", "of", "from", "until", "by", "to", "and", "before", "after", "year"})
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
    """All times of the text in order, parts of one time put together."""
    return list(_joined(_single(grammar, words, codes), words))


def _single(grammar: TimeGrammar, words: list[Word], codes: str) -> Iterator[Found]:
    at = 0
    while hit := grammar.anywhere.search(codes, at):
        start = hit.start()
        longest: tuple[int, TimeRule, re.Match[str]] | None = None
        for rule in grammar.rules:
            match = rule.pattern.match(codes, start)
            if match and match.end() > (longest[0] if longest else start):
                longest = (match.end(), rule, match)
        at = start + 1
        if longest is None:
            continue
        end, rule, match = longest
        fields = dict(rule.fields)
        for name, (first, last) in ((n, match.span(n)) for n in match.groupdict() if match.span(n) != (-1, -1)):
            _fill(fields, name.partition("_")[0], [w.text for w in words[first:last]], grammar)
        if "month" in fields and "ordinal" in fields:  # March eighth
            fields["day"] = fields.pop("ordinal")
        if _plausible(grammar, rule, words, start, end):
            yield Found(start, end, rule, fields)
            at = end
        elif rule.kind == "duration":
            at = end


def _fill(fields: dict[str, Any], group: str, texts: list[str], grammar: TimeGrammar) -> None:
    """Set the field that a group stands for; of groups of one name the first counts."""
    name = _RENAMED.get(group, group)
    if name == "day" and name in fields:
        fields["until"] = int(texts[0].rstrip("stndrh"))
        return
    if name in fields and group != "number":
        return
    text = texts[0]
    if group in ("n", "count"):
        fields["n"] = fields.get("n", grammar.numerals.read(texts))
    elif group == "spelled":
        fields["year"] = grammar.numerals.read(texts)
    elif group == "number":
        fields.setdefault("numbers", []).append(text)
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


def _plausible(grammar: TimeGrammar, rule: TimeRule, words: list[Word], first: int, last: int) -> bool:
    """Whether the words around do not show that the figure or name means something else."""
    before = words[first - 1] if first else None
    after = words[last].text.lower() if last < len(words) else ""
    touching = before is not None and before.end == words[first].start
    if touching and before is not None and (before.text in _BEFORE_FIGURE or before.text.isdigit()):
        return before.text == "." and not words[first].text[0].isdigit()
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


# ------------------------------------------------------------------------------------------------ parts put together


def _joined(found: Iterator[Found], words: list[Word]) -> Iterator[Found]:
    held: Found | None = None
    for this in found:
        if held is not None and (both := _join(held, this, words)) is not None:
            held = both
            continue
        yield from _alone(held, words)
        held = this
    yield from _alone(held, words)


def _alone(found: Found | None, words: list[Word]) -> Iterator[Found]:
    """A time that joins no other; the day after an event is none, the day after what was told before is one."""
    if found is None:
        return
    if found.fields.get("anchor") == "next":
        if found.last < len(words) and words[found.last].text[0].isalnum():
            return
        found = Found(found.first, found.last, found.rule, {**found.fields, "anchor": "text"})
    yield found


def _join(left: Found, right: Found, words: list[Word]) -> Found | None:
    """Both as one time if one is a part of the other: an hour of a day, a day of a week, a quarter of a year."""
    if left.rule.kind != "point" or right.rule.kind != "point" or right.first - left.last > 2:
        return None
    joint = " ".join(w.text.lower() for w in words[left.last : right.first])
    if joint not in _JOINTS or "\n\n" in joint:
        return None
    if "weekof" in left.fields:
        return Found(left.first, right.last, right.rule, {**right.fields, "weekof": True})
    if left.fields.get("anchor") == "next":
        return Found(left.first, right.last, right.rule, {**right.fields, "moved": left.fields["shift"]})
    shared = (left.fields.keys() & right.fields.keys()) - {"edge", "ordinal"}
    fits: Callable[[Found, Found], bool] = _fits_year if joint in _LOOSE else _fits
    if shared or not (fits(left, right) or fits(right, left)):
        return None
    return Found(left.first, right.last, left.rule, {**right.fields, **left.fields})


def _fits(part: Found, whole: Found) -> bool:
    p, w = part.fields, whole.fields
    if {"clock", "part", "hour", "noon", "hundred", "oclock"} & p.keys() and "shift" not in p:
        return "weekday" in w or "day" in w or "iso" in w or w.get("unit") == "D" or "holiday" in w
    if "weekday" in p and "part" not in p:
        return "day" in w or w.get("unit") == "W"
    if "weekday" in p:
        return "day" in w
    return _fits_year(part, whole)


def _fits_year(part: Found, whole: Found) -> bool:
    p, w = part.fields, whole.fields
    if "year" in p or not ({"month", "quarter", "half", "season", "holiday", "weekend"} & p.keys()):
        return False
    return (
        ("year" in w and "month" not in w and "quarter" not in w)
        or (w.get("unit") == "Y" and "n" not in w)
        or (w.get("unit") == "Y" and w.get("n") == 1)
    )
