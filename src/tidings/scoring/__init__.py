"""Gold, figures, floors."""
