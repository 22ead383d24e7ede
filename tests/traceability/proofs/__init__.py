"""Proof files, here and in the browser."""
