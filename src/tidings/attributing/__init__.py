"""Analysis to Attributions: who says what, and how surely."""
