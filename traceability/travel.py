"""How far apart provinces are, and when two looks cannot well be at one and the same jar.

Centres of the 34 provinces since July 2025, to a tenth of a degree: nothing finer is ever known.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

EARTH = 6371  # km
PROVINCE_ACROSS = 200
"""Kilometres between two people near a common border, at most, whose centres are further apart."""
FASTEST = 900
"""Kilometres an hour: an aeroplane."""

CENTRES = {
    code: (float(latitude), float(longitude), name)
    for code, latitude, longitude, name in (
        line.split(" ", 3)
        for line in """\
01 21.0 105.8 Hà Nội
04 22.7 106.1 Cao Bằng
08 22.4 105.2 Tuyên Quang
11 21.7 103.0 Điện Biên
12 22.3 103.2 Lai Châu
14 21.2 104.1 Sơn La
15 22.0 104.4 Lào Cai
19 21.9 105.8 Thái Nguyên
20 21.8 106.6 Lạng Sơn
22 21.2 107.2 Quảng Ninh
24 21.3 106.4 Bắc Ninh
25 21.1 105.2 Phú Thọ
31 20.9 106.5 Hải Phòng
33 20.6 106.2 Hưng Yên
37 20.3 106.0 Ninh Bình
38 20.0 105.3 Thanh Hóa
40 19.2 104.9 Nghệ An
42 18.3 105.7 Hà Tĩnh
44 17.2 106.6 Quảng Trị
46 16.3 107.5 Huế
48 15.7 108.0 Đà Nẵng
51 14.8 108.3 Quảng Ngãi
52 13.9 108.5 Gia Lai
56 12.0 109.0 Khánh Hòa
66 12.9 108.6 Đắk Lắk
68 11.6 108.0 Lâm Đồng
75 11.4 107.0 Đồng Nai
79 10.8 106.8 Hồ Chí Minh
80 11.0 106.2 Tây Ninh
82 10.4 106.0 Đồng Tháp
86 10.0 106.3 Vĩnh Long
91 10.2 105.1 An Giang
92 9.8 105.7 Cần Thơ
96 9.1 105.2 Cà Mau""".splitlines()
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
