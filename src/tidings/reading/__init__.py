"""Bytes to pages and articles."""

from tidings.reading.reader import MAX_BYTES, read

__all__ = ["MAX_BYTES", "read"]
