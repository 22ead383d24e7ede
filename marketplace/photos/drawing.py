"""Pictures of what came, drawn anew before they are kept: slow work, done under no lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL, LARGE = 320, 1280


@dataclass(frozen=True, slots=True)
class Drawn:
    """WebP in two widths; ``width`` and ``height`` of the larger."""

    small: bytes
    large: bytes
    width: int
    height: int


def draw(photos: Iterable[pictures.Photo]) -> list[Drawn]:
    return [_drawn(photo) for photo in photos]


def _drawn(photo: pictures.Photo) -> Drawn:
    made, (width, height) = pictures.sizes(photo), photo.size
    shown = min(width, LARGE)
    return Drawn(made[SMALL], made[LARGE], shown, max(1, round(height * shown / width)))
