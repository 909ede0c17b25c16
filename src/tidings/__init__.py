"""Tidings reads the news and keeps the record of who did what to whom, when, where, how many and according to whom."""
