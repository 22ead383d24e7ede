"""Which packs one may wish for: those that are for sale, whether or not any is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from marketplace.selling.queries import packs_on_sale

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Pack


def pack_to_wish_for(pk: int, *, on: date) -> Pack:
    """A pack that may be bought when there is some; or 404."""
    return get_object_or_404(packs_on_sale(on=on), pk=pk)
