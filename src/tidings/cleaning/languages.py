"""What language a text is in."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT = 20  # words; below that the identifier guesses
_LIKE_ENGLISH = frozenset({"pcm"})  # Nigerian Pidgin: the identifier takes short English news for it
_ENOUGH = 4000  # characters; more do not change its answer


def language(text: str) -> str:
    """The two-letter ISO 639-1 code of a text's language.

    A text of fewer than about 20 words in Latin letters counts as English: too little to tell by.
    """
    sample = text[:_ENOUGH]
    letters = len(_LETTER.findall(sample))
    latin = len(_LATIN.findall(sample))
    if latin * 2 >= letters and len(sample.split()) < _SHORT:
        return "en"
    from py3langid import rank  # noqa: PLC0415  its model takes half a second to load

    return next(str(code) for code, _ in rank(sample) if code not in _LIKE_ENGLISH)
