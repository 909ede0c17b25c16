"""Page to Article: the body, its metadata, and what part of a text each block is."""

from tidings.cleaning.cleaner import Cleaner
from tidings.cleaning.languages import language
from tidings.cleaning.normalising import normalise

__all__ = ["Cleaner", "language", "normalise"]
