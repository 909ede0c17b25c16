"""What several articles have to do with each other: which are copies of one text, which name one commitment."""

from tidings.linking.copies import CopyIndex, copies
from tidings.linking.credits import CreditFinder
from tidings.linking.likeness import CopyGroup

__all__ = ["CopyGroup", "CopyIndex", "CreditFinder", "copies"]
