"""What the market can show of an order: what was bought, where it went, and who made it.

Written twice, in Vietnamese for us and in English for the cardholder's bank. It names the buyer: it
is for whoever runs the market and for the gateway alone.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.money import dong
from marketplace.carriers.models import Consignment
from marketplace.orders.queries import orders_in_full
from marketplace.orders.story import story
from traceability.addresses import lot_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from marketplace.orders.models import Line, Order
    from marketplace.payments.models import Dispute

LANGUAGES = {"vi": "bang-chung.txt", "en": "evidence.txt"}
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same evidence is the same file, byte for byte."""

MOST_WORDS = 20_000
"""Characters of one field that Stripe takes (https://docs.stripe.com/api/disputes/evidence_object)."""


def bundle(dispute: Dispute) -> bytes:
    """A ZIP: the story in two languages, and the same as JSON."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        for language, name in LANGUAGES.items():
            parts.writestr(zipfile.ZipInfo(name, SAME_MOMENT), told(dispute, language=language))
        facts = json.dumps(words(dispute), ensure_ascii=False, indent=2)
        parts.writestr(zipfile.ZipInfo("evidence.json", SAME_MOMENT), facts)
    return packed.getvalue()


def told(dispute: Dispute, *, language: str) -> str:
    """All of it as text, as a person reads it."""
    with override(language):
        return "\n".join(_told(dispute))


def words(dispute: Dispute) -> dict[str, str]:
    """The same in the fields that card companies ask for, in English; empty ones left out."""
    group, orders = dispute.payment.group, list(orders_in_full(dispute.payment.group))
    parcels = [parcel for order in orders for parcel in order.parcels.all()]
    sent = [parcel for parcel in parcels if parcel.handed_over_at]
    fields = {
        "customer_name": group.buyer_name,
        "shipping_address": f"{group.street}, {group.place_text}",
        "shipping_carrier": ", ".join(dict.fromkeys(p.carrier for p in sent if p.carrier)),
        "shipping_tracking_number": ", ".join(p.tracking for p in sent if p.tracking),
        "shipping_date": ", ".join(_day(p.handed_over_at) for p in sent),
        "product_description": "; ".join(_goods(line) for o in orders for line in o.lines.all()),
        "uncategorized_text": told(dispute, language="en"),
    }
    return {name: text[:MOST_WORDS] for name, text in fields.items() if text}


def _told(dispute: Dispute) -> Iterator[str]:
    payment, group = dispute.payment, dispute.payment.group
    yield _("Tranh chấp %(key)s: %(sum)s") % {
        "key": dispute.external_id,
        "sum": dong(dispute.amount),
    }
    yield _("Thanh toán %(code)s, nhận lúc %(at)s") % {
        "code": payment.reference,
        "at": _moment(payment.settled_at),
    }
    yield _("Đơn %(code)s, đặt lúc %(at)s") % {"code": group.code, "at": _moment(group.placed_at)}
    yield _("Người nhận: %(name)s") % {"name": group.buyer_name}
    yield _("Địa chỉ: %(place)s") % {"place": f"{group.street}, {group.place_text}"}
    for order in orders_in_full(group):
        yield ""
        yield from _of_order(order)


def _of_order(order: Order) -> Iterator[str]:
    yield f"{order.code} · {order.producer.name} · {dong(order.total)}"
    for line in order.lines.all():
        yield f"- {_goods(line)}, {dong(line.total)}"
        yield from (f"  {lot_address(one.lot)}" for one in line.allocations.all())
        yield from (f"  {item.code.serial}" for item in line.items.all())
    yield _("Đơn đã đi qua:")
    yield from (f"- {_moment(one.at)}: {one.words}" for one in story(order))
    yield from _of_carriers(order)


def _of_carriers(order: Order) -> Iterator[str]:
    """What the carrier itself said, notice by notice."""
    booked = Consignment.objects.filter(parcel__order=order).prefetch_related("notices")
    for consignment in booked.order_by("pk"):
        yield _("Hãng %(carrier)s, vận đơn %(number)s:") % {
            "carrier": consignment.carrier,
            "number": consignment.tracking,
        }
        notices = sorted(consignment.notices.all(), key=lambda one: one.happened_at)
        yield from (f"- {_moment(one.happened_at)}: {one.kind}" for one in notices)


def _goods(line: Line) -> str:
    return f"{line.quantity} × {line.name}"


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "Y-m-d H:i") if at else "–"


def _day(at: datetime | None) -> str:
    return date_format(localtime(at), "Y-m-d") if at else ""
