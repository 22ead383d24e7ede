"""The demo's collection, laid out as an officer would, and its tales, told by their stalls."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from catalog.access import post
from marketplace.collections import actions
from marketplace.collections.models import Collection
from marketplace.demo.clock import days_before
from marketplace.demo.queries import owner, pack, person, stall
from marketplace.demo.showcase import BASKETS, COLLECTION, COLLECTION_WORDS, PACKS_SHOWN, TALES
from marketplace.tales.actions import write_tale
from marketplace.tales.models import Tale

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.demo.cards import Basket

BEGAN, LASTS = 5, timedelta(days=90)
TOLD = 12
"""Days ago."""


def lay_out(*, at: datetime) -> int:
    """What is not there yet; say how many."""
    return _collect(days_before(at, BEGAN)) + _tell(days_before(at, TOLD))


def _collect(at: datetime) -> int:
    if Collection.objects.filter(title=COLLECTION).exists():
        return 0
    officer = person("province")
    begins = localdate(at)
    told = {"title": COLLECTION, "words": COLLECTION_WORDS}
    days = {"valid_from": begins, "valid_until": begins + LASTS}
    made = actions.open_collection(post=post(officer), by=officer, at=at, told={**told, **days})
    for key in PACKS_SHOWN:
        actions.collect(collection=made, product=pack(key).product, by=officer, at=at)
    for basket in BASKETS:
        _fill(made, basket, officer, at)
    actions.publish(collection=made, by=officer, at=at)
    return 1


def _fill(collection: Collection, basket: Basket, officer: User, at: datetime) -> None:
    named = {"title": basket.title, "words": basket.words}
    made = actions.open_set(collection=collection, by=officer, at=at, **named)
    for key, quantity in basket.pieces.items():
        actions.set_piece(gift_set=made, pack=pack(key), quantity=quantity, by=officer, at=at)


def _tell(at: datetime) -> int:
    known = set(Tale.objects.values_list("title", flat=True))
    missing = [tale for tale in TALES if tale.title not in known]
    for tale in missing:
        words = {"title": tale.title, "text": tale.text}
        write_tale(producer=stall(tale.stall), photos=(), by=owner(tale.stall), at=at, **words)
    return len(missing)
