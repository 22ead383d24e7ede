"""Whole numbers as stalls type them."""

from marketplace.numbers import WholeField

__all__ = ["WholeField"]
