"""Orders as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from catalog.models import CriteriaSet
from marketplace.orders.models import (
    Allocation,
    Line,
    Order,
    OrderGroup,
    PackedItem,
    RecalledLine,
    RefundDue,
    Substitution,
)
from marketplace.orders.standing import rolled_up
from marketplace.orders.story import Told, story
from marketplace.rights.queries import last_moment
from traceability.models import Recall

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from accounts.models import User

WALK = [
    Order.State.AWAITING_PAYMENT,
    Order.State.AWAITING_ACCEPTANCE,
    Order.State.AWAITING_PICKUP,
    Order.State.SHIPPED,
    Order.State.DELIVERED,
]
"""The states an order goes through when all is well."""

TONES = {
    Order.State.AWAITING_PAYMENT: "wait",
    Order.State.AWAITING_ACCEPTANCE: "info",
    Order.State.AWAITING_PICKUP: "info",
    Order.State.SHIPPED: "info",
    Order.State.DELIVERED: "good",
    Order.State.CANCELLED: "bad",
    Order.State.REFUNDED: "bad",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Where an order is on its way: the words of each step, and the number of the present one."""

    steps: list[str]
    current: int
    label: str
    tone: str


def walk(order: Order) -> Walk:
    """The steps of an order; a cancelled or refunded one stands on none of them."""
    state = Order.State(order.state)
    return Walk(
        steps=[str(step.label) for step in WALK],
        current=WALK.index(state) + 1 if state in WALK else 0,
        label=str(state.label),
        tone=TONES[state],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One producer's order on its buyer's page: how far, what happened, what may be done."""

    order: Order
    walk: Walk
    story: list[Told]
    sent: int
    offers: list[Substitution]
    may_cancel: bool

    @property
    def is_one_parcel(self) -> bool:
        return len(self.order.parcels.all()) == 1


def part(order: Order) -> Part:
    """Of an order loaded by :func:`orders_in_full`. No query."""
    lines = order.lines.all()
    offers = [one for line in lines for one in line.substitutions.all()]
    parcels = order.parcels.all()
    asked = [one.outcome for one in order.cancellations.all()]
    is_here = order.state in {Order.State.AWAITING_ACCEPTANCE, Order.State.AWAITING_PICKUP}
    return Part(
        order=order,
        walk=walk(order),
        story=story(order),
        sent=sum(not parcel.is_open for parcel in parcels),
        offers=[one for one in offers if one.outcome == Substitution.Outcome.WAITING],
        may_cancel=is_here and "waiting" not in asked and not any(not p.is_open for p in parcels),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All orders of a checkout in one word: their state, and how many are so far."""

    state: str
    words: str


def standing(orders: Sequence[Order]) -> Whole:
    """No query when they are loaded."""
    found = rolled_up([order.state for order in orders])
    label = str(Order.State(found.state).label)
    if found.is_of_all:
        return Whole(state=found.state, words=label)
    told = {"state": label, "n": found.reached, "of": found.of}
    return Whole(state=found.state, words=_("%(state)s: %(n)s trong %(of)s đơn") % told)


def groups_of(user: User) -> QuerySet[OrderGroup]:
    """What a person has ordered, newest first."""
    orders = Order.objects.select_related("producer").order_by("pk")
    return OrderGroup.objects.filter(user=user).prefetch_related(Prefetch("orders", orders))


def left_as_guest(user: User) -> int:
    """How many orders of a person's confirmed number were placed without the account."""
    if user.phone_verified_at is None:
        return 0
    return OrderGroup.objects.placed_without_account(phone=user.phone).count()


def orders_in_full(group: OrderGroup) -> QuerySet[Order]:
    """The orders of one checkout with all that is told of them on their pages."""
    told = in_full(group.orders.select_related("group"))
    more = ("claims", "cancellations", "lines__refunds_due", "lines__substitutions")
    return told.prefetch_related(*more).order_by("pk")


def in_full(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The given orders with their lines, lots, parcels and items. Six more queries."""
    gone = (Allocation.State.RELEASED, Allocation.State.OFFERED)
    held = Allocation.objects.exclude(state__in=gone)
    held = held.select_related("lot__pack__product")
    items = PackedItem.objects.select_related("code__lot", "parcel")
    told = Line.objects.select_related("pack__product", "preorder__planned")
    lines = told.prefetch_related(Prefetch("allocations", held), Prefetch("items", items))
    shown = orders.select_related("producer", "method")
    return shown.prefetch_related(Prefetch("lines", lines), "parcels", "refunds_due")


def to_pack(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Those of the given orders that wait for the producer, the longest waiting first."""
    waiting = [Order.State.AWAITING_ACCEPTANCE, Order.State.AWAITING_PICKUP]
    return orders.filter(state__in=waiting).select_related("group").order_by("paid_at", "pk")


def recalled_in(group: OrderGroup) -> QuerySet[RecalledLine]:
    """What of an order is recalled, for the notices on its page."""
    lines = group.recalled_lines.filter(recall__in=Recall.objects.standing())
    return lines.select_related("recall", "line")


def owed_in(group: OrderGroup) -> QuerySet[RefundDue]:
    """What of an order goes back to its buyer, why, and how far each sum is."""
    return RefundDue.objects.filter(order__group=group).select_related("line", "refund")


def sold_since(pack: int, day: date) -> int:
    """Packs (of a key) ordered from stock since that day and not let go of."""
    lines = Line.objects.filter(
        pack=pack, preorder__isnull=True, order__group__placed_at__gte=_midnight(day)
    ).exclude(order__state=Order.State.CANCELLED)
    return int(lines.aggregate(n=Sum("quantity", default=0))["n"])


def claimable_until(order: Order, *, at: datetime) -> datetime | None:
    """When the last claim for a fault of what is delivered then may be made. Three queries."""
    goods = CriteriaSet.objects.filter(pk__in=order.lines.values("pack__product__criteria_set"))
    return last_moment(goods, replace(order.moments, delivered_at=at))


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
