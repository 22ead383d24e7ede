"""Where goods come from, as marks on the province's map."""

from __future__ import annotations

from math import dist
from typing import TYPE_CHECKING, NamedTuple

from traceability.atlas import OUTLINE, VIEW_BOX, locate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.models import Commune
    from traceability.atlas import Point
    from traceability.models import Place

ATLAS = {"outline": OUTLINE, "view_box": VIEW_BOX}
APART = 20  # units of the map: as wide as a mark


class Mark(NamedTuple):
    """What ``components/_map.html`` shows: a point and all that is there."""

    x: float
    y: float
    label: str


def marks(places: Iterable[Place], commune: Commune | None) -> list[Mark]:
    """Each place once, those that would lie on each other under one mark; else the commune.

    Nothing where the map does not reach.
    """
    names: dict[Point, list[str]] = {}
    for place in places:
        point = _point(place)
        if point:
            shared = next((other for other in names if dist(other, point) < APART), point)
            called = names.setdefault(shared, [])
            called += [place.name] if place.name not in called else []
    if not names and commune and (point := _point(commune)):
        names[point] = [commune.full_name]
    return [Mark(point.x, point.y, ", ".join(called)) for point, called in names.items()]


def _point(place: Place | Commune) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return locate(float(place.latitude), float(place.longitude))
