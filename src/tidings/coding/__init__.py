"""Attributions to Mentions: who did what to whom."""
