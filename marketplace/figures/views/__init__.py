"""Pages of figures, and the same as files."""
