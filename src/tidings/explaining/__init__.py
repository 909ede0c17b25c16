"""A coded article for people: every mention with its words, its decisions and the rules that took them."""
