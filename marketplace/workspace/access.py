"""The doors from an address to an order, planned lot, way of delivering or voucher of a stall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog import access
from catalog.models import Producer
from marketplace.delivery.models import Method
from marketplace.orders.models import Line, Order, Parcel
from marketplace.selling.models import Closure, PlannedLot
from marketplace.vouchers.models import Voucher
from marketplace.workspace.board import MOST_AT_ONCE

if TYPE_CHECKING:
    from accounts.models import User


def order_to_serve(user: User, producer: str, code: str) -> Order:
    """An order of that stall that money has come for; before that it is the buyer's affair."""
    orders = Order.objects.sold_by(user).filter(paid_at__isnull=False)
    found = orders.select_related(
        "group__commune__province",
        "group__gift",
        "group__company",
        "method",
        "producer__commune__province",
    )
    return get_object_or_404(found, producer__slug=producer, code=code)


def line_to_serve(user: User, producer: str, code: str, pk: int) -> Line:
    """A line of such an order."""
    order = order_to_serve(user, producer, code)
    line = get_object_or_404(order.lines.select_related("pack__product"), pk=pk)
    line.order = order
    return line


def parcel_to_serve(user: User, producer: str, code: str, number: int) -> Parcel:
    """A parcel of such an order."""
    order = order_to_serve(user, producer, code)
    parcel = get_object_or_404(order.parcels, number=number)
    parcel.order = order
    return parcel


def planned_to_manage(user: User, producer: str, pk: int) -> PlannedLot:
    """A planned lot of a stall for which this person acts."""
    mine = PlannedLot.objects.filter(pack__product__producer__in=Producer.objects.run_by(user))
    found = mine.select_related("pack__product__producer")
    return get_object_or_404(found, pk=pk, pack__product__producer__slug=producer)


def closure_to_end(user: User, producer: str, pk: int) -> Closure:
    """Closing days of a stall for which this person acts."""
    mine = Closure.objects.filter(producer__in=Producer.objects.run_by(user))
    return get_object_or_404(mine, pk=pk, producer__slug=producer)


def method_to_manage(user: User, producer: str, pk: int) -> Method:
    """A way of delivering that a stall offers for which this person acts."""
    mine = Method.objects.offered().filter(producer__in=Producer.objects.run_by(user))
    found = mine.select_related("producer__commune", "producer__province")
    return get_object_or_404(found, pk=pk, producer__slug=producer)


def voucher_to_manage(user: User, producer: str, pk: int) -> Voucher:
    """A voucher of a stall for which this person acts."""
    mine = Voucher.objects.filter(producer__in=Producer.objects.run_by(user))
    return get_object_or_404(mine, pk=pk, producer__slug=producer)


def orders_to_accept(user: User, producer: str, codes: list[str]) -> list[Order]:
    """Those of these orders of a stall that wait to be accepted, the longest waiting first."""
    stall = access.stall(user, producer)
    waiting = Order.objects.filter(producer=stall, state=Order.State.AWAITING_ACCEPTANCE)
    paid = waiting.filter(paid_at__isnull=False, code__in=codes[:MOST_AT_ONCE])
    return list(paid.select_related("group").order_by("pk"))
