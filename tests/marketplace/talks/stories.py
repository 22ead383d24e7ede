"""Beginnings of stories about talks: an order on its way, and words about it."""

from __future__ import annotations

from uuid import uuid4

from catalog.pictures import read_photo
from marketplace.photos.drawing import draw
from marketplace.talks.actions import saying
from marketplace.talks.models import Side
from tests.factories import MIDDAY
from tests.marketplace.voices.stories import picture

BUYER, STALL = Side.BUYER, Side.STALL


def say(order, side=BUYER, words="Mấy giờ giao ạ?", *, at=MIDDAY, key=None, by=None, photos=()):
    return saying.say(
        order=order, side=side, words=words, key=key or uuid4(), by=by, at=at, photos=photos
    )


def drawn():
    """One small photograph, drawn anew."""
    return draw([read_photo(picture(), name="anh.jpg")])
