"""What a product's page shows to all alike, drawn once: also for who carries a session.

Whole pages are kept for visitors alone (:mod:`marketplace.storefront.pages_kept`). Who has signed
in, or has something in a basket, gets a frame of their own around the same parts. They are good for
one count of turns, asked for anew each time, for one day, and as long as the packs are there that
they tell of (docs/decisions/0049).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.cache import caches
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from marketplace import freshness
from marketplace.cart.access import province_asked
from marketplace.storefront.access import is_of_age
from marketplace.storefront.addresses import canonical
from marketplace.storefront.destination import code_chosen
from marketplace.storefront.queries.goods import Stock, stock_of, stock_told

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

SECONDS = 30
LONGEST_DESCRIPTION = 150


@dataclass(frozen=True, slots=True)
class Parts:
    """Of the page of the product with the key ``product``; ``gap`` stands where a token goes.

    ``stock`` is what its packs held, None where none of them is told of.
    """

    product: int
    stock: Stock | None
    gap: str
    title: str
    description: str
    head: SafeString
    trail: SafeString
    body: SafeString

    def shown_to(self, request: HttpRequest) -> Parts:
        """With this visitor's own token in the forms."""
        if self.gap not in self.body:
            return self
        own = self.body.replace(self.gap, get_token(request))
        return replace(self, body=mark_safe(own))  # noqa: S308 - a token of Django's


def key(request: HttpRequest, slug: str, *, on: date) -> str:
    """What tells the parts of one page from those of another; told before they are made."""
    place = code_chosen(request), province_asked(request)
    shown = slug, canonical(request), get_language(), is_of_age(request), *place
    parts = (*shown, on, freshness.exactly())
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def look_up(key: str, *, on: date) -> Parts | None:
    """What was drawn before, while its packs are still as it says."""
    parts: Parts | None = caches["drawn"].get(key)
    if parts is None or parts.stock is None or parts.stock == stock_of(parts.product, on=on):
        return parts
    return None


def draw(request: HttpRequest, page: dict[str, Any]) -> Parts:
    """What everybody is shown who is shown this page of a product (``queries/goods.py``)."""
    product, offers, gap = page["product"], page["offers"], secrets.token_hex(16)
    told = page | {"csrf_token": gap}
    name = product.spoken_name
    return Parts(
        product.pk,
        stock_told([offer.pack for offer in offers]) if offers else None,
        gap,
        name,
        Truncator(product.spoken_description or name).chars(LONGEST_DESCRIPTION),
        *(
            render_to_string(f"storefront/_product_{part}.html", told, request)
            for part in ("head", "trail", "body")
        ),
    )


def put_by(key: str, parts: Parts) -> Parts:
    caches["drawn"].set(key, parts, SECONDS)
    return parts
