"""Sums that are kept."""
