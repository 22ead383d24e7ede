"""A map of looks: one dot for each province at its centre, larger where there were more.

No border is drawn. The dots alone show the shape of the country, and say no more than is known.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from traceability.travel import CENTRES

if TYPE_CHECKING:
    from collections.abc import Mapping

WEST, NORTH = 101.9, 23.3
ACROSS, DOWN = 33, 35  # units a degree
VIEW_BOX = "0 0 265 515"
SMALLEST, LARGEST = 3.0, 16.0


class Dot(NamedTuple):
    """A province on the drawing; ``times`` is nought where nobody looked."""

    x: float
    y: float
    radius: float
    name: str
    times: int


def dots(times: Mapping[str, int]) -> list[Dot]:
    """All provinces, those with looks last so that they lie on top; areas go by the looks."""
    most = max(times.values(), default=0)
    drawn = [_dot(code, times.get(code, 0), most) for code in CENTRES]
    return sorted(drawn, key=lambda dot: dot.times)


def _dot(code: str, times: int, most: int) -> Dot:
    latitude, longitude, name = CENTRES[code]
    x, y = (longitude - WEST) * ACROSS, (NORTH - latitude) * DOWN
    share = sqrt(times / most) if times else 0
    return Dot(round(x, 1), round(y, 1), round(SMALLEST + share * LARGEST, 1), name, times)
