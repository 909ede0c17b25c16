"""Page to Article: the body, its metadata, and what part of a text each block is."""
