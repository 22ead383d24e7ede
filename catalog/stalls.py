"""The frame around a producer's pages: whose stall it is, and in which of its rooms one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.urls import reverse

if TYPE_CHECKING:
    from catalog.models import Producer


class Chip(TypedDict):
    name: str
    url: str
    place: str
    kind: str


class Frame(TypedDict):
    stall: Producer
    producer: Chip
    here: str


def frame(producer: Producer, current: str) -> Frame:
    """What ``layouts/workspace.html`` needs; ``current`` is the URL name of the room one is in."""
    return Frame(
        stall=producer,
        producer=Chip(
            name=producer.name,
            url=reverse("storefront:producer", args=[producer.slug]),
            place=str(producer.commune or producer.province or ""),
            kind=producer.get_kind_display(),
        ),
        here=current,
    )
