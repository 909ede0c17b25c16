"""The data folders as typed, checked tables: the only code that opens them."""
