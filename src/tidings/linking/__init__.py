"""What articles have to do with each other: copies of one text, acts told by several, commitments named by several."""

from tidings.linking.copies import CopyIndex, copies
from tidings.linking.credits import CreditFinder
from tidings.linking.likeness import CopyGroup
from tidings.linking.linker import Linker, link
from tidings.linking.relinking import keys, relink

__all__ = ["CopyGroup", "CopyIndex", "CreditFinder", "Linker", "copies", "keys", "link", "relink"]
