"""What every carrier promises.

A carrier is a value made from settings. It keeps no database and opens no transaction: whoever
calls it stores what it says. Fees are whole đồng, weights gross grams; times are aware and come
from the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Unavailable(Exception):
    """No usable reply. Whether the carrier acted is not known: ask again, same reference."""


class Refused(Unavailable):
    """The carrier heard us and said no: asking the same again will not help."""


class Kind(StrEnum):
    """What a notice says became of a parcel; ``IGNORED`` is true but none of our business."""

    ACCEPTED = "accepted"
    PICKED_UP = "picked_up"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    FAILED = "failed"
    RETURNED = "returned"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What is to be carried from where to where; communes by their official codes of today."""

    sender: str
    receiver: str
    grams: int
    goods_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the carrier asks, and the hours within which it promises to be there, if it does."""

    fee: int
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom the carrier meets at an end of the way."""

    name: str
    phone: str
    street: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A parcel to be carried. ``reference`` is ours: the same one twice is one parcel.

    Nothing is to be cashed at the door, and no price goes on the label.
    """

    reference: str
    route: Route
    sender: Person
    receiver: Person
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The carrier's number for a parcel."""

    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the carrier says happened to a parcel, and when.

    ``external_id`` is one per event and carrier: the same one twice is the same news.
    """

    external_id: str
    tracking: str
    kind: Kind
    happened_at: datetime


class Carrier(Protocol):
    """Calls over the network end within seconds and never run inside a database transaction."""

    def quote(self, route: Route) -> Offer:
        """What it costs, or raise ``Unavailable`` or ``Refused`` (it does not go there)."""

    def label(self, shipment: Shipment) -> Label:
        """Take a parcel on; or raise ``Unavailable`` or ``Refused``."""

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        """Turn a callback into a notice, or raise ``Forged`` or ``Unreadable`` (both are 400)."""
