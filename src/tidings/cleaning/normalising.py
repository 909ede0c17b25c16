"""Typography for the parser: one character for one, so that no offset ever moves."""

from __future__ import annotations

_PLAIN = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u02bb\u00b4`\uff07",
    '"': "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\u301f\uff02",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u00ad",
    # Invisible marks become spaces too: to drop them would move what follows.
    " ": "\t\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff",
    "\n": "\x85\u2028\u2029",
}
_TABLE = str.maketrans({odd: plain for plain, odds in _PLAIN.items() for odd in odds})


def normalise(text: str) -> str:
    r"""The text with typographic quotes, apostrophes, dashes and spaces made plain.

    ``len(normalise(text)) == len(text)``: every character stands for the one at its place.

    >>> normalise("\u201cNo,\u201d she said \u2013 twice.")
    '"No," she said - twice.'
    """
    return text.translate(_TABLE)
