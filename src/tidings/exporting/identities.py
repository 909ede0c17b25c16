"""Whole numbers for formats whose ids are numbers."""

from __future__ import annotations

import hashlib

BITS = 53  # the most that every reader keeps exact: R and JavaScript hold numbers as doubles


def whole_number(*parts: str) -> int:
    """A number that depends on the parts alone, from 1 to 2**53 - 1.

    Two of a million rows share one with odds of 1 to 18,000, of ten million 1 to 180 (n² / 2**54); a writer that meets
    the same number twice must say so.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - BITS) or 1
