"""Đồng: whole numbers, and how Vietnamese people write them. No Django here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TEN_THOUSAND = 10_000


def grouped(number: int) -> str:
    """``grouped(1250000)`` is ``'1.250.000'``."""
    return f"{number:,}".replace(",", ".")


def dong(amount: int) -> str:
    """``dong(1250000)`` is ``'1.250.000 ₫'``, with a space that never breaks."""
    return f"{grouped(amount)}\u00a0₫"


def share(amount: int, basis_points: int) -> int:
    """That many ten-thousandths of an amount in đồng, halves rounded away from zero."""
    return (amount * basis_points + TEN_THOUSAND // 2) // TEN_THOUSAND


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Part an amount by weights so that the parts add up to the whole (largest remainder)."""
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("weights must add up to more than nothing")
    parts = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts
