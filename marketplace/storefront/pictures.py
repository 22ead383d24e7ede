"""Where a product's picture is: its photo, or label art drawn once and kept by its digest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.models import Photo, Producer, Product

WIDTHS = (320, 640, 1280)
EMBLEM_WIDTHS = (96, 320)
DRAWN_BY = "1"  # raise it when the drawing changes, so that kept pictures are drawn anew
SIDE = 1280


class Picture(TypedDict):
    """What ``components/_photo.html`` shows."""

    small: str
    medium: str
    large: str
    width: int
    height: int
    alt: str
    drawn: bool


def picture(product: Product, *, stars: int) -> Picture:
    """The first photo of a product (prefetched), or its label art with the stars in force."""
    photos = list(product.photos.all())
    return shown(photos[0], product) if photos else drawn(product, stars=stars)


def shown(photo: Photo, product: Product) -> Picture:
    return Picture(
        small=photo.small.url,
        medium=photo.medium.url,
        large=photo.large.url,
        width=photo.width,
        height=photo.height,
        alt=photo.description or product.spoken_name,
        drawn=False,
    )


def drawn(product: Product, *, stars: int) -> Picture:
    small, medium, large = (art_address(product, stars=stars, width=width) for width in WIDTHS)
    alt = _("Hình minh họa: %(product)s") % {"product": product.spoken_name}
    return Picture(
        small=small, medium=medium, large=large, width=SIDE, height=SIDE, alt=alt, drawn=True
    )


def art_address(product: Product, *, stars: int, width: int) -> str:
    """The address of label art; its digest changes with whatever the picture shows."""
    address = reverse("storefront:art", args=[product.slug, width])
    return f"{address}?v={art_digest(product, stars=stars)}"


def art_digest(product: Product, *, stars: int) -> str:
    return _digest(product.name, product.slug, product.criteria_set_id, stars)


def emblem_address(producer: Producer, *, width: int = EMBLEM_WIDTHS[0]) -> str:
    address = reverse("storefront:emblem", args=[producer.slug, width])
    return f"{address}?v={emblem_digest(producer)}"


def emblem_digest(producer: Producer) -> str:
    return _digest("emblem", producer.name, producer.slug)


def _digest(*inputs: object) -> str:
    told = "\n".join(map(str, (DRAWN_BY, *inputs)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def art(product: Product, *, stars: int, width: int) -> bytes:
    """Label art as WebP, drawn the first time it is asked for."""

    def make() -> bytes:
        from catalog.art import draw, raster  # noqa: PLC0415 - only who draws loads the press

        number = product.criteria_set_id
        drawing = draw(name=product.name, set_no=number, seed=product.slug, stars=stars)
        return raster(drawing, width=width)

    return _kept(f"{art_digest(product, stars=stars)}-{width}.webp", make)


def emblem(producer: Producer, *, width: int) -> bytes:
    """A producer's emblem as WebP, drawn the first time it is asked for."""

    def make() -> bytes:
        from catalog.art import draw_emblem, raster  # noqa: PLC0415 - as above

        return raster(draw_emblem(name=producer.name, seed=producer.slug), width=width)

    return _kept(f"{emblem_digest(producer)}-{width}.webp", make)


def _kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The kept file, or a new one put in its place whole, so that nobody reads half of it."""
    path = Path(settings.MEDIA_ROOT) / "art" / name
    if path.is_file():
        return path.read_bytes()
    content = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)
    return content
