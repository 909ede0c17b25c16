"""What several articles have to do with each other: so far, which are copies of one text."""

from tidings.linking.copies import CopyIndex, copies
from tidings.linking.credits import CreditFinder
from tidings.linking.likeness import CopyGroup

__all__ = ["CopyGroup", "CopyIndex", "CreditFinder", "copies"]
