"""What several articles have to do with each other: which are copies of one text, and which acts they tell of."""

from tidings.linking.copies import CopyIndex, copies
from tidings.linking.credits import CreditFinder
from tidings.linking.likeness import CopyGroup
from tidings.linking.linker import Linker, link
from tidings.linking.relinking import keys, relink

__all__ = ["CopyGroup", "CopyIndex", "CreditFinder", "Linker", "copies", "keys", "link", "relink"]
