"""Tales as pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.tales.models import Tale

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Producer

SHOWN_OF_ONE = 12


def tales_of(producer: Producer) -> list[Tale]:
    """What everybody reads of one producer, the newest first. Two queries."""
    told = producer.tales.public().prefetch_related("photos")
    return list(told[:SHOWN_OF_ONE])


def own_tales(producer: Producer) -> list[Tale]:
    """What the stall itself reads: with those that are hidden, and why."""
    told = producer.tales.filter(withdrawn_at__isnull=True)
    return list(told.prefetch_related("photos"))


def newest_tales(*, most: int) -> list[Tale]:
    """One of each producer that has come forward, the newest first. Two queries."""
    told = Tale.objects.public().filter(producer__claimed_at__isnull=False)
    rows = told.select_related("producer__commune").prefetch_related("photos")[: most * 4]
    first: dict[int, Tale] = {}
    for tale in rows:
        first.setdefault(tale.producer_id, tale)
    return list(first.values())[:most]


def tales_to_judge(user: User) -> QuerySet[Tale]:
    """Those of an officer's area, the newest first."""
    return Tale.objects.overseen_by(user).select_related("producer").prefetch_related("photos")
