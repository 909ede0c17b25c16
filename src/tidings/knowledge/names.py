"""The key under which a name is looked up, and what its capitals tell."""

from __future__ import annotations

import unicodedata

# Letters that NFKD does not take apart, and the typewriter's signs for typographic ones.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "ə": "a",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER TURNED COMMA}": "'",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
    }
)


def fold(text: str) -> str:
    """Drop case, accents and a leading "the"; make one of all apostrophes, hyphens and blanks.

    >>> fold("the Côte  d'Ivoire")
    "cote d'ivoire"
    """
    plain = text.casefold()
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain.translate(_PLAIN))
        plain = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join(plain.split()).removeprefix("the ")


def case_allows(form: str, text: str) -> bool:
    """Whether a text whose key is that of ``form`` may be read as it, by its capitals.

    An acronym of up to three letters is only read from capitals ("US", not "us"; "WHO", not "Who"), a longer one also
    with its first letter alone ("Nato"), one of small and capital letters as it stands ("LeT", not "Let"), any other
    name with a capital somewhere ("turkey" is no state).  A form that has its own "The" needs the article in the text
    too: "the Hill" is a newspaper, "Hill" is not.
    """
    if form == form.lower():
        return True
    if form.startswith("The "):
        return text.startswith(("The ", "the ")) and text[4:] != text[4:].lower()
    if form.isupper() and sum(c.isalpha() for c in form) <= 3:
        return text.removeprefix("the ").isupper()
    if len(form) <= 4 and not form.isupper() and form[1:] != form[1:].lower():
        return text == form or text.isupper()
    return text != text.lower()
