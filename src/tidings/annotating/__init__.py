"""Article to Analysis: parse, who, when, where, how many."""
