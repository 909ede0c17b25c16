"""Short names that an article defines: ``Popular Front (PF)``, ``PF stands for Popular Front``."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from tidings.annotating.phrases import NOUNS

_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]*[A-Z]\.?|[A-Z]{2,}")
_NAME_PARTS = NOUNS | {"ADJ", "ADP", "DET", "CCONJ", "PART"}
_LONGEST = 12
_EQUATIONS = frozenset({"stand", "mean"})


def find_aliases(doc: Doc) -> dict[str, int]:
    """Short names with the head token of the phrase that they abbreviate."""
    found: dict[str, int] = {}
    for token in doc:
        if token.text == "(" and 0 < token.i < len(doc) - 2 and doc[token.i + 2].text == ")":
            short, before = doc[token.i + 1], doc[token.i - 1]
            if (
                _ACRONYM.fullmatch(short.text)
                and before.pos_ in NOUNS
                and (head := _spelled(before, short.text)) is not None
            ):
                found.setdefault(short.text, head)
        elif token.lemma_ in _EQUATIONS and token.pos_ == "VERB":
            _equation(token, found)
    return found


def _in_name(token: Token) -> bool:
    return token.pos_ in _NAME_PARTS or token.text in {"-", "'"}


def _spelled(last: Token, short: str) -> int | None:
    """The head of the phrase ending at ``last`` whose capitals spell the short name, in order."""
    letters = [c for c in short.upper() if c.isalpha()]
    first = last.i
    while first > 0 and last.i - first < _LONGEST and _in_name(last.doc[first - 1]):
        first -= 1
    span = last.doc[first : last.i + 1]
    position = 0
    start = None
    for token in span:
        if token.text[0].isupper() and position < len(letters) and token.text[0].upper() == letters[position]:
            start = token.i if start is None else start
            position += 1
    if start is None or position < min(2, len(letters)):
        return None
    inner = last.doc[start : last.i + 1]
    return inner.root.i


def _equation(verb: Token, found: dict[str, int]) -> None:
    """``DPRK stands for Democratic People's Republic of Korea``."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or not _ACRONYM.fullmatch(subject.text):
        return
    for child in verb.rights:
        thing = child if child.dep_ in {"dobj", "attr"} else None
        if child.dep_ == "prep" and child.lower_ == "for":
            thing = next((c for c in child.rights if c.dep_ == "pobj"), None)
        if thing is not None:
            found.setdefault(subject.text, thing.i)
            return
