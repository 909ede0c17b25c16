"""Analysis and mentions to commitments: the treaties and agreements that an article names, and what it says of them."""
