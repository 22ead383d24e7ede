"""What is told of an address, by whoever keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from catalog.models import Commune


class Place(TypedDict):
    """What is told of an address; ``phone`` is E.164."""

    label: str
    name: str
    phone: str
    commune: Commune
    street: str
