"""Goods that an officer lays out together for a while, and gift sets of several producers."""
