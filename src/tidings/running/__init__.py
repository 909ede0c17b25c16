"""The same work on many articles."""
