"""Where a product's picture is: its photo, or label art drawn once and kept by its digest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, NamedTuple, TypedDict

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
    if not photos:
        return drawn(product, stars=stars)
    return shown(photos[0], photos[0].description or product.spoken_name)


def shown(photo: Photo, alt: str) -> Picture:
    return Picture(
        small=photo.small.url,
        medium=photo.medium.url,
        large=photo.large.url,
        width=photo.width,
        height=photo.height,
        alt=alt,
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


class Card(NamedTuple):
    """What the picture of a link shows; its digest changes with any of it."""

    picture: str
    name: str
    maker: str
    line: str
    stars: int

    @property
    def digest(self) -> str:
        return _digest("card", *self)


def card_of(product: Product, *, stars: int) -> Card:
    """Its first photo (prefetched) or label art, its name, the stars in force, its maker."""
    photos = list(product.photos.all())
    shown = str(photos[0].large) if photos else art_digest(product, stars=stars)
    maker = product.producer
    return Card(shown, product.name, maker.name, _where(maker), stars)


def card_of_producer(producer: Producer) -> Card:
    return Card(emblem_digest(producer), producer.name, _where(producer), "", 0)


def card_address(product: Product, *, stars: int) -> str:
    address = reverse("storefront:card", args=[product.slug])
    return f"{address}?v={card_of(product, stars=stars).digest}"


def producer_card_address(producer: Producer) -> str:
    address = reverse("storefront:producer_card", args=[producer.slug])
    return f"{address}?v={card_of_producer(producer).digest}"


def card(product: Product, *, stars: int) -> bytes:
    """The picture of a link to the product as PNG, drawn the first time it is asked for."""
    photos = list(product.photos.all())

    def shown() -> bytes:
        if not photos:
            return art(product, stars=stars, width=WIDTHS[1])
        with photos[0].large.open() as file:
            return bytes(file.read())

    return _card(card_of(product, stars=stars), shown)


def producer_card(producer: Producer) -> bytes:
    return _card(card_of_producer(producer), lambda: emblem(producer, width=EMBLEM_WIDTHS[1]))


def _card(told: Card, shown: Callable[[], bytes]) -> bytes:
    def make() -> bytes:
        from catalog.art import draw_card, press  # noqa: PLC0415 - as above

        words = {"name": told.name, "maker": told.maker, "line": told.line}
        return press(draw_card(**words, stars=told.stars, shop="Chợ Gốc"), shown())

    return _kept(f"{told.digest}.png", make)


def _where(producer: Producer) -> str:
    return producer.commune.full_name if producer.commune else ""


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
