"""Quantities: numbers in figures and words, how open they are, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from tidings.knowledge.quantities import QuantityWords
from tidings.records import Quantity, Time

_FIGURE: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SUFFIXED: Final = re.compile(r"([^\d\s.,-]{0,3}?)(\d[\d,]*(?:\.\d+)?)-?([a-z]{1,3}|%)?\.?", re.IGNORECASE)
_RANGE: Final = frozenset("to or - \u2013 \u2014".split())
_PERCENT: Final = frozenset({"%", "percent", "pct", "per"})
_GENERIC: Final = frozenset({"people", "person", "persons", "individual", "individuals", "other", "others", "more"})
_PLACING: Final = frozenset({"in", "at", "across", "near", "outside", "around"})
_QUOTES: Final = "\"'\u201c\u2018"
_INNER: Final = frozenset({"compound", "amod", "nmod", "poss", "case", "punct", "hmod", "quantmod"})
Value = float | int | tuple[float | int | None, float | int | None]
Number = float | int


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens ``first`` up to ``last`` that spell one number; ``open_end`` for "dozens", ``code`` for "$5"."""

    first: int
    last: int
    value: Number
    open_end: bool = False
    code: str | None = None
    scale: Number = 1


def find_quantities(doc: Doc, words: QuantityWords, times: Iterable[Time] = ()) -> tuple[Quantity, ...]:
    """The quantities of a parsed text, in order; numbers that belong to ``times`` are none."""
    text = doc.text  # spaCy joins it anew each time that it is asked
    taken = bytearray(len(text) + 1)
    for time in times:
        taken[time.start : time.end] = b"\x01" * (time.end - time.start)
    runs = [run for run in _runs(doc, words) if not taken[doc[run.first].idx]]
    found = [*_quantities(doc, text, runs, words), *_nothing(doc, text, words)]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


# ------------------------------------------------------------------------------------------------ numbers


def _runs(doc: Doc, words: QuantityWords) -> Iterator[_Run]:
    at, size = 0, len(doc)
    while at < size:
        run = _run(doc, at, words) if _starts(doc[at], words) else None
        if run is None:
            at += 1
            continue
        yield run
        at = run.last


def _starts(token: Token, words: QuantityWords) -> bool:
    text = token.lower_
    return text[0].isdigit() or text in words.numerals.words or (not text[0].isalpha() and any(map(str.isdigit, text)))


def _run(doc: Doc, at: int, words: QuantityWords) -> _Run | None:
    numerals = words.numerals
    kind = numerals.words.get(doc[at].lower_, ("", 0))[0]
    if kind in ("suffix", "fraction") and doc[at].lower_ != "half":
        return None
    if kind in ("scale", "group") and not (at and doc[at - 1].lower_ in ("a", "an", "several", "many", "couple")):
        return None
    if kind == "plural" or (doc[at].lower_ == "tens" and at + 1 < len(doc)):
        return _plural(doc, at, words)
    parts, last = [doc[at].text], at + 1
    prefix = suffix = ""
    if not kind and not _FIGURE.fullmatch(parts[0]):
        split = _SUFFIXED.fullmatch(parts[0])
        if split is None:
            return None
        prefix, figure, suffix = split[1].lower(), split[2], (split[3] or "").lower()
        if (prefix and prefix not in words.currencies) or not _FIGURE.fullmatch(figure):
            return None
        if suffix == "%":
            parts, suffix = [figure], "%"
        elif suffix and (numerals.words.get(suffix, ("", 0))[0] != "suffix"):
            return None
        else:
            parts = [figure, suffix] if suffix else [figure]
    while last < len(doc) and (more := _continues(doc, last, kind, words)):
        parts += [doc[i].text.rstrip(".") for i in range(last, last + more)]
        kind = numerals.words.get(doc[last + more - 1].lower_.rstrip("."), ("figure", 0))[0]
        last += more
    value = numerals.read(parts)
    if value is None:
        return None
    plain = numerals.read(parts[:1]) or 1
    scale = value / plain if len(parts) > 1 and value % plain == 0 and value // plain >= 1000 else 1
    many = at > 0 and doc[at - 1].lower_ in words.many and kind in ("scale", "group")
    return _Run(
        at, last, 2 * value if many else value, many, words.currencies.get(prefix) if prefix else None, int(scale)
    )


def _continues(doc: Doc, at: int, kind: str, words: QuantityWords) -> int:
    """How many more tokens belong to the number."""
    text = doc[at].lower_.rstrip(".")
    here = words.numerals.words.get(text, ("", 0))[0]
    if text in ("-", "and") and at + 1 < len(doc):
        after = words.numerals.words.get(doc[at + 1].lower_, ("", 0))[0]
        if text == "-" and kind == "ten" and after == "unit":
            return 2
        return (
            2
            if text == "and" and kind == "scale" and doc[at - 1].lower_ == "hundred" and after in ("unit", "ten")
            else 0
        )
    if text == "a" and doc[at - 1].lower_ == "half" and at + 1 < len(doc):
        return 2 if words.numerals.words.get(doc[at + 1].lower_, ("", 0))[0] in ("scale", "group") else 0
    if here == "suffix":
        return int(not kind and doc[at - 1].whitespace_ == "" and text != "k") or int(
            not kind and text in ("bn", "mn", "tn")
        )
    if here in ("scale", "group", "fraction"):
        return int(here != "fraction" or not text.isalpha())
    return int(here in ("unit", "ten") and kind in ("ten", "scale") and not (here == "ten" and kind == "ten"))


def _plural(doc: Doc, at: int, words: QuantityWords) -> _Run | None:
    """Read "dozens", "hundreds of thousands", "tens of thousands"."""
    low = words.numerals.words.get(doc[at].lower_, ("", 20))[1]
    last = at + 1
    if last + 1 < len(doc) and doc[last].lower_ == "of":
        next_kind, next_value = words.numerals.words.get(doc[last + 1].lower_, ("", 0.0))
        if next_kind == "plural":
            return _Run(at, last + 2, int(low * next_value / 2), open_end=True)
    if doc[at].lower_ == "tens":
        return None
    return _Run(at, last, int(low), open_end=True)


# ------------------------------------------------------------------------------------------------ quantities


def _quantities(doc: Doc, text: str, runs: list[_Run], words: QuantityWords) -> Iterator[Quantity]:
    skip = False
    money: tuple[int, bool] | None = None  # where the last sum of money ends, and whether it was told before
    counted: tuple[int, str] | None = None  # where the last number ends, and what it counts
    for number, run in enumerate(runs):
        if skip:
            skip = False
            continue
        if _refused(doc, run, words):
            continue
        following = runs[number + 1] if number + 1 < len(runs) else None
        value: Value
        last = run
        if following is not None and (bounds := _range(doc, run, following)):
            value, last, skip = bounds, following, True
        else:
            value = _opened(doc, run, words)
        head = _counted(doc, last) or _counted(doc, run)
        if head is not None and not isinstance(value, tuple) and _or_more(doc, head, words):
            value = (value, None)
        code = run.code or last.code or _currency(doc, run, last, words)
        converted = bool(code) and money is not None and _is_conversion(doc, *money, run)
        money = (last.last, converted) if code else None
        if converted:
            continue
        of = code or _of(doc, last, head, words) or _inherited(doc, run, last, counted)
        if of is None:
            continue
        counted = None if code else (last.last, of)
        first = _first(doc, run, words)
        end = max(last.last, head.i + 1 if head is not None and head.i - last.last < 6 else last.last)
        start_char, end_char = doc[first].idx, doc[end - 1].idx + len(doc[end - 1])
        yield Quantity(value=value, of=of, text=text[start_char:end_char], start=start_char, end=end_char)


def _inherited(doc: Doc, run: _Run, last: _Run, counted: tuple[int, str] | None) -> str | None:
    """*300,000 protesters in Lagos, 90,000 in Jos*: a number or range before a place counts what the one before did.

    ``last`` is the second number of a range, else ``run`` itself; ``counted`` where the one before ends, and its noun.
    """
    if counted is None or last.last >= len(doc) or doc[last.last].lower_ not in _PLACING:
        return None
    same = doc[counted[0]].sent.start == doc[run.first].sent.start
    joined = doc[run.first - 1].lower_ in (",", ";", "and")
    return counted[1] if same and joined else None


def _or_more(doc: Doc, head: Token, words: QuantityWords) -> bool:
    """*Forty people or more*."""
    after = doc[head.i + 1 : head.i + 3]
    return len(after) == 2 and words.after.get(after.text.lower()) == "least"


def _is_conversion(doc: Doc, end: int, converted: bool, run: _Run) -> bool:
    """*40,000 roubles (£410; $520)*: the same sum in another currency.

    The sum before ends at ``end``, and was itself one in another currency if ``converted``.
    """
    between = [t.text for t in doc[end : run.first] if not t.is_currency]
    return (converted or "(" in between) and len(between) <= 3 and not any(t == ")" or t.isdigit() for t in between)


def _nothing(doc: Doc, text: str, words: QuantityWords) -> Iterator[Quantity]:
    """*No casualties*: none."""
    for token in doc[1:]:
        before = token.nbor(-1)
        if token.tag_ == "NNS" and before.lower_ == "no" and token.lemma_.lower() in words.harms:
            start, end = before.idx, token.idx + len(token)
            yield Quantity(value=0, of=token.text, text=text[start:end], start=start, end=end)


def _refused(doc: Doc, run: _Run, words: QuantityWords) -> bool:
    """Whether the number names, dates or orders something instead of counting it."""
    first, last = doc[run.first], doc[run.last - 1]
    before = doc[run.first - 1] if run.first else None
    after = doc[run.last] if run.last < len(doc) else None
    if before is not None:
        if before.lower_ in words.refuse and not first.is_alpha:
            return True
        if before.text == "-" and before.i and not doc[before.i - 1].whitespace_ and doc[before.i - 1].is_alpha:
            return True  # F-16
    if first.ent_type_ in ("LAW", "FAC"):
        return True
    if after is not None and (
        after.lower_ in words.refuse_after or (after.text in (":", "/") and not last.whitespace_)
    ):
        return True
    if first.lower_ == "one" and run.last - run.first == 1:
        return first.dep_ != "nummod" or first.head.i < first.i
    if first.text.isdigit() and len(first.text) == 4 and 1900 <= int(first.text) <= 2100 and last is first:
        return first.dep_ != "nummod" or first.head.i < first.i
    # "Smith, 28," is an age
    return bool(
        before is not None
        and before.text == ","
        and after is not None
        and after.text in (",", ".", ";")
        and first.dep_ in ("appos", "npadvmod", "nummod", "punct", "conj", "dep")
        and doc[before.i - 1].ent_type_ == "PERSON"
    )


def _range(doc: Doc, left: _Run, right: _Run) -> tuple[Number, Number] | None:
    gap = doc[left.last : right.first]
    joint = gap.text.lower().replace("$", "").replace("£", "").replace("€", "").strip()
    low, high = left.value, right.value
    if joint in _RANGE or (joint == "and" and left.first and doc[left.first - 1].lower_ == "between"):
        if right.scale > 1 and left.scale == 1 and joint != "and":
            low *= right.scale  # 8 to 10 million
        if low < high:
            return low, high
    return None


def _opened(doc: Doc, run: _Run, words: QuantityWords) -> Value:
    """The value, open to one side if the words around say so."""
    if run.open_end:
        return (run.value, None)
    before = [
        t.lower_.strip(_QUOTES)
        for t in doc[max(0, run.first - 5) : run.first]
        if t.text not in words.currencies and t.text != "a"
    ]
    after = [t.lower_ for t in doc[run.last : run.last + 2]]
    for size in (3, 2, 1):
        kind = words.before.get(" ".join(before[-size:])) if len(before) >= size else None
        if kind:
            return (run.value, None) if kind == "least" else (None, run.value)
    kind = words.after.get(" ".join(after)) or words.after.get(after[0] if after else "")
    if kind:
        return (run.value, None) if kind == "least" else (None, run.value)
    return run.value


def _first(doc: Doc, run: _Run, words: QuantityWords) -> int:
    at = run.first
    while at and (doc[at - 1].lower_ in words.currencies or doc[at - 1].lower_ in ("a", "an")) and doc[at - 1].i > 0:
        at -= 1
    return at


def _counted(doc: Doc, run: _Run) -> Token | None:
    """The noun that the number counts."""
    token = doc[run.last - 1]
    for part in doc[run.first : run.last]:
        if part.head.i >= run.last or part.head.i < run.first:
            token = part
            break
    if token.dep_ in ("nummod", "quantmod", "amod", "compound", "det", "nmod") and token.head.i > token.i:
        head = token.head
        return head.head if head.dep_ == "quantmod" and head.head.i > head.i else head
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i >= run.last:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _currency(doc: Doc, run: _Run, last: _Run, words: QuantityWords) -> str | None:
    if run.first and (code := words.currencies.get(doc[run.first - 1].lower_)):
        return code
    for size in (3, 2, 1):
        text = doc[last.last : last.last + size].text.lower()
        if code := words.currencies.get(text):
            return code
    return None


def _of(doc: Doc, run: _Run, head: Token | None, words: QuantityWords) -> str | None:
    """What is counted, in words; None if the number counts nothing."""
    if run.last < len(doc) and doc[run.last].lower_ in _PERCENT:
        return "percent"
    number = doc[run.last - 1]
    if head is None:
        after = next((t for t in doc[run.last : run.last + 2] if t.lower_ not in _GENERIC), None)
        harm = (
            words.harms.get(after.lemma_.lower()) if after is not None and after.tag_ in ("VBN", "VBD", "JJ") else None
        )
        harm = harm or _harm(number, words)
        return harm or ("people" if run.open_end or number.dep_ in ("nsubj", "nsubjpass", "dobj") else None)
    noun = "people" if head.pos_ == "PRON" else _phrase(doc, run, head)
    harm = _harm(head, words)
    if harm is None:
        return noun
    return harm if noun.lower() in _GENERIC else f"{noun} {harm}"


def _harm(token: Token, words: QuantityWords) -> str | None:
    if token.lemma_.lower() in words.harms and token.pos_ in ("NOUN", "ADJ"):
        return None
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        token = token.head
    verb = token.head
    if token.dep_ in ("nsubjpass", "dobj") or (token.dep_ == "nsubj" and verb.lemma_ in ("die", "perish")):
        return words.harms.get(verb.lemma_.lower())
    part = next((c for c in token.children if c.dep_ in ("acl", "amod", "relcl") and c.tag_ == "VBN"), None)
    return words.harms.get(part.lemma_.lower()) if part is not None else None


def _phrase(doc: Doc, run: _Run, head: Token) -> str:
    """The counted noun with what stands before it, and its "of": military construction workers, tonnes of flour."""
    first = head.i
    while first > run.last and doc[first - 1].dep_ in _INNER and doc[first - 1].text not in (",", ";"):
        first -= 1
    end = head.i + 1
    if end < len(doc) and doc[end].lower_ == "of" and doc[end].head is head:
        objects = [c for c in doc[end].children if c.dep_ == "pobj"]
        if objects and objects[0].i - end <= 4:
            end = objects[0].i + 1
    return doc[first:end].text
