"""Figures as bars, columns and cells of a page, and as rows of a file."""
