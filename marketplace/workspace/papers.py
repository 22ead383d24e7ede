"""Many orders at once on paper: what a slip or a label of each parcel says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.money import dong
from marketplace.carriers.models import Consignment
from marketplace.carriers.registry import WORDS
from marketplace.orders.queries import in_full
from marketplace.workspace import desk
from marketplace.workspace.slips import Goods, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from marketplace.orders.models import Order, Parcel


def slips(orders: QuerySet[Order]) -> Iterator[Slip]:
    """A slip for each order: what is to be sent or is in its parcels, and the sums.

    A gift says no prices when its giver hides them.
    """
    for order in _whole(orders):
        gift = getattr(order.group, "gift", None)
        shows_prices = not (gift and gift.hides_prices)
        yield Slip(
            title=_("Phiếu gửi hàng"),
            code=order.code,
            of_parcels=_("%(n)s kiện") % {"n": max(1, len(order.parcels.all()))},
            sender=_sender(order),
            to=_recipient(order, masked=False),
            address=_page_of(order),
            goods=[_goods(row) for row in desk.packing(order)],
            lines=(*_words(order), *([_sums(order)] if shows_prices else [])),
        )


def labels(orders: QuerySet[Order]) -> Iterator[Slip]:
    """A label for each parcel that is still here, or for the order before one is begun."""
    whole = _whole(orders)
    rows = Consignment.objects.filter(parcel__order__in=whole)
    booked = {(row.parcel_id, row.attempt): row for row in rows}
    for order in whole:
        parcels = list(order.parcels.all())
        here: list[Parcel | None] = [one for one in parcels if one.is_open]
        for parcel in here if parcels else [None]:
            of_parcels = _("kiện %(n)s/%(of)s") % {
                "n": parcel.number if parcel else 1,
                "of": max(1, len(parcels)),
            }
            yield Slip(
                title=_("Nhãn kiện"),
                code=parcel.code if parcel else order.code,
                of_parcels=of_parcels,
                sender=_sender(order),
                to=_recipient(order, masked=True),
                address=_page_of(order),
                sent_by=_carried(parcel, booked),
            )


def _whole(orders: QuerySet[Order]) -> list[Order]:
    """Seven queries, however many."""
    related = ("group__gift", "producer__commune__province")
    found = in_full(orders).select_related("group", "method", *related)
    return list(found.prefetch_related("lines__refunds_due", "lines__substitutions"))


def _sender(order: Order) -> tuple[str, ...]:
    commune = order.producer.commune
    place = [order.producer.address, commune.full_name if commune else ""]
    return (order.producer.name, ", ".join(filter(None, place)))


def _recipient(order: Order, *, masked: bool) -> tuple[str, ...]:
    """Nobody, of what has arrived or will never come."""
    to = order.receiver
    phone = to and (to.phone_masked if masked else to.phone)
    return (to.name, to.street, to.place, phone or "") if to else ()


def _page_of(order: Order) -> str:
    return f"{settings.SITE_URL}{reverse('guests:tracking')}?ma={order.group.code}"


def _goods(row: desk.PackingLine) -> Goods:
    weight = _("cân được %(grams)s g") % {"grams": row.line.final_grams}
    told = [", ".join(row.lots), weight if row.line.final_grams else "", " ".join(row.serials)]
    return Goods(packs=row.wanted, name=row.goods, told=" · ".join(filter(None, told)))


def _words(order: Order) -> tuple[str, ...]:
    gift = getattr(order.group, "gift", None)
    words = (gift.message if gift else "", order.note) if order.receiver else ()
    return tuple(filter(None, words))


def _sums(order: Order) -> str:
    words = _("Tiền hàng %(goods)s · Phí giao %(fee)s · Cộng %(total)s")
    return words % {
        "goods": dong(order.goods_total - order.goods_discount),
        "fee": dong(order.delivery_paid),
        "total": dong(order.total),
    }


def _carried(parcel: Parcel | None, booked: dict[tuple[int, int], Consignment]) -> tuple[str, ...]:
    found = booked.get((parcel.pk, parcel.attempt)) if parcel else None
    if found is None:
        return ()
    return (found.tracking, str(WORDS.get(found.carrier, found.carrier)))
