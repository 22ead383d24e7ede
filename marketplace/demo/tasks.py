"""Label art drawn ahead, in small pieces that let everything else in the queue go first."""

from __future__ import annotations

from django_tasks import task

from catalog.models import Product
from marketplace.storefront import pictures

WIDTHS = (320, 640)
LAST = -50
"""Behind every message and notice that waits."""


@task(priority=LAST)
def draw_pictures(product_pk: int, stars: int) -> None:
    """Keep the pictures of one product, unless they are kept already."""
    product = Product.objects.filter(pk=product_pk).first()
    if product is not None:
        for width in WIDTHS:
            pictures.art(product, stars=stars, width=width)
