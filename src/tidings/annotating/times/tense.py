"""Which way a bare "Tuesday" points: the tense of the words that govern it."""

from __future__ import annotations

from typing import Final, Literal

from spacy.tokens import Token

from tidings.knowledge.times import TimeGrammar

Direction = Literal["past", "future"]
_CLIMB: Final = 12  # steps up the tree before giving up: deeper trees are parser noise


def direction(token: Token, grammar: TimeGrammar) -> Direction | None:
    """Whether the clause around a token lies ahead of or behind its writer; None if it does not say."""
    forward = grammar.classes["forward"]
    if _looks_ahead(token, grammar):
        return "future"
    here = token
    for _ in range(_CLIMB):
        if here is not token and here.lemma_.lower() in forward and here.tag_ != "VBD":
            return "future"
        if here.pos_ in ("VERB", "AUX") and here.dep_ != "amod":
            told = _tense(here, grammar)
            if told is not None:
                return told
        if here.head is here:
            return None
        here = here.head
    return None


def _tense(verb: Token, grammar: TimeGrammar) -> Direction | None:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    modals = {child.lower_ for child in helpers}
    if modals & grammar.classes["future"].keys():
        return "future"
    if any(
        child.tag_ in ("VBD", "VBN")
        or child.lower_ in ("has", "have", "had", "'ve", "\N{RIGHT SINGLE QUOTATION MARK}ve")
        for child in helpers
    ):
        return "past"
    if any(child.tag_ == "TO" for child in helpers):
        return "future" if verb.head.lemma_ == "be" or verb.head.lemma_ in grammar.classes["intends"] else None
    if helpers and verb.tag_ == "VBG" and helpers[0].tag_ in ("VBZ", "VBP"):
        return "future"
    if verb.tag_ in ("VBD", "VBN"):
        return "past"
    if verb.tag_ in ("VBZ", "VBP") and verb.pos_ == "VERB" and verb.lemma_ not in grammar.classes["timeless"]:
        return "future"
    return None


def _looks_ahead(token: Token, grammar: TimeGrammar) -> bool:
    """Whether the phrase before a time is of something to come: "spoke ahead of the planned summit on Friday"."""
    for index in range(token.i - 1, max(token.sent.start, token.i - _CLIMB) - 1, -1):
        before = token.doc[index]
        if before.lower_ == "ahead" or (before.dep_ == "amod" and before.lemma_.lower() in grammar.classes["forward"]):
            return True
        if before.pos_ == "VERB" and before.dep_ != "amod":
            return False
    return False
