"""One order on its producer's desk: what is in which parcel, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack
from marketplace.carriers.models import Consignment
from marketplace.carriers.registry import WORDS
from marketplace.orders.models import (
    Cancellation,
    Gift,
    Order,
    PackedItem,
    RefundDue,
    Substitution,
)
from traceability import qr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from marketplace.orders.models import Line, Parcel
    from marketplace.orders.models.orders import Taken

REPLACED = (RefundDue.Reason.SUBSTITUTED, RefundDue.Reason.WEIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingLine:
    """One kind of goods on the packing table: what is in, what is missing, from which lots.

    ``waiting`` packs were ordered beforehand and have no lot yet; ``short`` never will.
    ``offer`` waits for the buyer's word; ``gone`` says why packs are not sent (packs, words).
    A substitute stands in a row of its own, where ``is_substitute``.
    """

    line: Line
    goods: str
    wanted: int
    waiting: int
    short: int
    serials: list[str]
    missing: int
    lots: list[str]
    gone: list[tuple[int, str]]
    offer: Substitution | None
    is_substitute: bool

    @property
    def loose(self) -> int:
        """Packs that are neither packed nor being replaced: fewer may be sent."""
        return 0 if self.is_substitute else self.missing

    @property
    def to_weigh(self) -> bool:
        return self.line.is_weighed and not self.line.final_grams and self.wanted > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedParcel:
    """A parcel with its items, and what a carrier has said of it (for handing it over)."""

    parcel: Parcel
    items: list[PackedItem]
    booked: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The one thing to do now, in words; ``where`` leads to it on the page, if there is one."""

    words: Promise
    where: str = ""
    tone: str = "info"


def packing(order: Order) -> list[PackingLine]:
    """The packing list of an order loaded by ``orders_in_full``: what was let go is not on it."""
    return [row for line in order.lines.all() for row in _rows(line)]


def _rows(line: Line) -> Iterator[PackingLine]:
    """The line's own pack first, then what came in its place."""
    parts = line.lots
    others = {part.lot.pack_id: str(part.lot.pack) for part in parts}
    others.pop(line.pack_id, None)
    yield _row(line, line.pack_id, line.name, parts)
    for pack, name in sorted(others.items()):
        yield _row(line, pack, name, parts)


def _row(line: Line, pack: int, goods: str, parts: Sequence[Taken]) -> PackingLine:
    is_own = pack == line.pack_id
    mine = [part for part in parts if part.lot.pack_id == pack]
    items = [item for item in line.items.all() if item.code.lot.pack_id == pack]
    offer = next((o for o in line.substitutions.all() if o.outcome == "waiting"), None)
    wanted = sum(part.quantity for part in mine)
    before = getattr(line, "preorder", None) if is_own else None
    return PackingLine(
        line=line,
        goods=goods,
        wanted=wanted,
        waiting=before.waiting if before else 0,
        short=before.short if before else 0,
        serials=[item.code.serial for item in items],
        missing=wanted - len(items) - (offer.packs if offer and is_own else 0),
        lots=[f"{part.lot.code} × {part.quantity}" for part in mine],
        gone=_gone(line) if is_own else [],
        offer=offer if is_own else None,
        is_substitute=not is_own,
    )


def _gone(line: Line) -> list[tuple[int, str]]:
    dues = [due for due in line.refunds_due.all() if due.packs and due.reason not in REPLACED]
    taken = [o for o in line.substitutions.all() if o.outcome == Substitution.Outcome.TAKEN]
    return [(due.packs, str(due.get_reason_display())) for due in dues] + [
        (one.packs, str(_("đổi sang «%(name)s»") % {"name": one.name})) for one in taken
    ]


def parcels_of(order: Order) -> list[PackedParcel]:
    """The parcels of an order loaded by ``orders_in_full``, in their order. One query more."""
    items: dict[int, list[PackedItem]] = {}
    for line in order.lines.all():
        for item in line.items.all():
            items.setdefault(item.parcel_id, []).append(item)
    numbers = {
        (row.parcel_id, row.attempt): row for row in Consignment.objects.filter(parcel__order=order)
    }
    return [
        PackedParcel(
            parcel=parcel,
            items=items.get(parcel.pk, []),
            booked=_booked(numbers.get((parcel.pk, parcel.attempt + bool(parcel.returned_at)))),
        )
        for parcel in order.parcels.all()
    ]


def _booked(found: Consignment | None) -> dict[str, str]:
    if found is None:
        return {}
    return {"carrier": str(WORDS.get(found.carrier, found.carrier)), "tracking": found.tracking}


def request_of(order: Order) -> Cancellation | None:
    """What the buyer asks for and nobody has answered; or how the order ended."""
    return order.cancellations.filter(outcome__in=["waiting", "done"]).first()


def next_step(
    order: Order,
    rows: Sequence[PackingLine],
    parcels: Sequence[PackedParcel],
    asked: Cancellation | None,
) -> Next:
    """What its producer is to do now: the first that fits. No query."""
    if order.state == Order.State.AWAITING_ACCEPTANCE:
        return Next(words=_("Tiền đã về. Xem đủ hàng thì nhận đơn."), where="#nhan-don")
    if asked and asked.outcome == Cancellation.Outcome.WAITING:
        return Next(
            words=_("Người mua xin huỷ: trả lời trước đã."), where="#xin-huy", tone="warning"
        )
    if any(one.parcel.returned_at and one.items for one in parcels):
        words = _("Có kiện bị trả về: gửi lại, hoặc nhận hàng về và hoàn tiền.")
        return Next(words=words, where="#cac-kien", tone="warning")
    if order.state == Order.State.AWAITING_PICKUP:
        return _to_pack(rows)
    return Next(words=ENDINGS[Order.State(order.state)], tone="success")


def _to_pack(rows: Sequence[PackingLine]) -> Next:
    if any(row.missing > 0 for row in rows):
        return Next(words=_("Quét tem từng món để cho vào kiện."), where="#quet-tem")
    if any(row.offer for row in rows):
        return Next(words=_("Chờ người mua trả lời lời mời đổi hàng."))
    if any(row.waiting for row in rows):
        return Next(words=_("Còn món đặt trước chờ hàng về."))
    if any(row.to_weigh for row in rows):
        return Next(words=_("Cân món bán theo cân rồi ghi số gam."), where="#can-hang")
    return Next(words=_("Đủ hàng rồi: bàn giao cho bên giao hàng."), where="#cac-kien")


ENDINGS = {
    Order.State.AWAITING_PAYMENT: _("Chờ người mua trả tiền."),
    Order.State.SHIPPED: _("Hàng đang trên đường, chưa cần làm gì."),
    Order.State.DELIVERED: _("Người mua đã nhận hàng. Cảm ơn bạn!"),
    Order.State.CANCELLED: _("Đơn đã huỷ, hàng đã về lại kho bán."),
    Order.State.REFUNDED: _("Đơn đã hoàn tiền, không cần làm gì nữa."),
}


def gift_of(order: Order) -> Gift | None:
    """Whether the order is a gift, and the words that go with it."""
    return Gift.objects.filter(group=order.group_id).first()


def substitutes_for(line: Line) -> QuerySet[Pack]:
    """Packs that may be offered in place of a line's: the same stall's, listed, no dearer."""
    rows = Pack.objects.filter(
        product__producer=line.order.producer_id,
        product__published_at__isnull=False,
        product__suspended_at__isnull=True,
        is_active=True,
        is_weighed=False,
        price__lte=line.paid_for(1),
    )
    on_hand = Q(lots__completed_at__isnull=False, lots__on_hand__gt=0, lots__held_back=None)
    found = rows.exclude(pk=line.pack_id).filter(on_hand).distinct()
    return found.select_related("product").order_by("product__name", "position", "pk")


def order_code(order: Order) -> SafeString:
    """A QR that leads its buyer to where the order is: its code, and no secret."""
    page = f"{settings.SITE_URL}{reverse('guests:tracking')}?ma={order.group.code}"
    return mark_safe(qr.svg(page, title=order.group.code))  # noqa: S308 (drawn by us, title escaped)
