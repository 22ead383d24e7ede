"""How far apart provinces are, and when two looks cannot well be at one and the same jar.

Centres of the 34 provinces since July 2025, to a tenth of a degree: nothing finer is ever known.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

LIST = Path(__file__).with_name("centres.csv")
EARTH = 6371  # km
PROVINCE_ACROSS = 200
"""Kilometres between two people near a common border, at most, whose centres are further apart."""
FASTEST = 900
"""Kilometres an hour: an aeroplane."""

CENTRES = {
    code: (float(latitude), float(longitude), name)
    for code, latitude, longitude, name in (
        line.split(",") for line in LIST.read_text(encoding="utf-8").splitlines()
    )
}
"""Latitude, longitude and name by the code of the province, as in data/places/provinces.csv."""


def is_known(province: str) -> bool:
    return province in CENTRES


def name(province: str) -> str:
    return CENTRES[province][2] if is_known(province) else province


def distance(here: str, there: str) -> float:
    """Kilometres between the centres of two provinces, as the crow flies."""
    (lat1, lon1), (lat2, lon2) = (map(radians, CENTRES[one][:2]) for one in (here, there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def is_improbable(here: str, there: str, within: timedelta) -> bool:
    """Whether one thing was hardly in both provinces that soon: faster than an aeroplane.

    Measured between the nearest the two people may have been, so that neighbours never leap.
    """
    if not (is_known(here) and is_known(there)) or here == there:
        return False
    hours = abs(within.total_seconds()) / 3600
    return distance(here, there) - PROVINCE_ACROSS > FASTEST * hours
