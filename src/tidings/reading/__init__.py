"""Bytes to pages and articles."""
