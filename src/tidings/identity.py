"""Ids of articles: digests of content, so that two runs on two machines agree."""

from __future__ import annotations

import hashlib

_DIGITS = 32  # 128 bits of SHA-256: no two articles of any collection will share them by chance


def article_id(publisher: str | None, url: str | None, text: str) -> str:
    """The id of an article that brought none: a digest of outlet, URL and text, tagged by algorithm.

    Args:
        publisher: the outlet, None if unknown.
        url: the address, None if unknown.
        text: the article's text, encodable as UTF-8.

    Returns:
        ``sha256:`` and 32 hexadecimal digits.
    """
    parts = (publisher or "", url or "", text)
    # Each part is preceded by its length, so that no two different triples give the same bytes.
    encoded = b"".join(b"%d:%s" % (len(raw), raw) for raw in (part.encode() for part in parts))
    return "sha256:" + hashlib.sha256(encoded).hexdigest()[:_DIGITS]
