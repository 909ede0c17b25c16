"""Events as the files of other datasets and as panels: what a format cannot say is counted and told."""
