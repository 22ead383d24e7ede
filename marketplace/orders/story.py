"""An order's life as people tell it: what happened and when, in words, the oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import localize
from django.utils.translation import gettext as _

from catalog.money import dong
from marketplace.orders.models import Cancellation, RefundDue, Substitution

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from marketplace.orders.models import Line, Order, Parcel

Reason = RefundDue.Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that happened: ``icon`` names its picture, ``tone`` is "warning" or nothing."""

    at: datetime
    words: str
    icon: str
    tone: str = ""


def story(order: Order) -> list[Told]:
    """Of an order loaded by ``orders_in_full``. No query."""
    told = [*_moments(order), *_endings(order), *_dues(order)]
    for parcel in [] if order.at_stall else order.parcels.all():
        told += _of_parcel(parcel, is_one=len(order.parcels.all()) == 1)
    for line in order.lines.all():
        told += _of_line(line)
    return sorted(told, key=lambda one: one.at)


def _moments(order: Order) -> Iterator[Told]:
    if order.at_stall:
        yield from _over_the_counter(order)
        return
    moments = [
        (order.group.placed_at, _("Bạn đặt hàng"), "basket"),
        (order.paid_at, _("Tiền đã về"), "banknote"),
        (order.accepted_at, _("Người bán nhận đơn"), "store"),
        (order.delivered_at, _("Đã giao xong"), "package-check"),
        (order.completed_at, _("Đơn hoàn tất"), "done"),
    ]
    for at, words, icon in moments:
        if at:
            yield Told(at=at, words=words, icon=icon)


def _over_the_counter(order: Order) -> Iterator[Told]:
    """Of what was bought face to face: nothing was accepted or sent."""
    yield Told(at=order.group.placed_at, words=_("Bạn mua tại quầy"), icon="store")
    if order.delivered_at:
        yield Told(at=order.delivered_at, words=_("Nhận hàng tại quầy"), icon="handover")


def _endings(order: Order) -> Iterator[Told]:
    """Who asked for an end and how it went; an unpaid order just ends."""
    endings = list(order.cancellations.all())
    for one in endings:
        told = {"side": one.get_side_display(), "reason": one.words or one.get_reason_display()}
        if one.outcome == Cancellation.Outcome.DONE and one.ended_at:
            words = _("Đơn đã huỷ (%(side)s: %(reason)s)") % told
            yield Told(at=one.ended_at, words=words, icon="stopped", tone="warning")
            continue
        yield Told(at=one.asked_at, words=_("Bạn xin huỷ: %(reason)s") % told, icon="flag")
        if one.ended_at:
            yield Told(at=one.ended_at, words=one.get_outcome_display().capitalize(), icon="info")
    if order.closed_at and not any(one.outcome == Cancellation.Outcome.DONE for one in endings):
        words = order.get_state_display()
        yield Told(at=order.closed_at, words=words, icon="stopped", tone="warning")


def _dues(order: Order) -> Iterator[Told]:
    """What is owed back, summed where it was written at one moment for one reason."""
    sums: dict[tuple[datetime, str], int] = {}
    for due in order.refunds_due.all():
        known = (due.prepared_at, str(due.get_reason_display()))
        sums[known] = sums.get(known, 0) + due.amount
    for (at, reason), amount in sums.items():
        words = _("Chuẩn bị hoàn bạn %(sum)s (%(reason)s)")
        yield Told(at=at, words=words % {"sum": dong(amount), "reason": reason}, icon="wallet")


def _of_parcel(parcel: Parcel, *, is_one: bool) -> Iterator[Told]:
    told = {"n": parcel.number, "carrier": parcel.carrier, "tracking": parcel.tracking}
    if parcel.handed_over_at:
        words = _("Hàng giao cho %(carrier)s") if is_one else _("Kiện %(n)s giao cho %(carrier)s")
        yield Told(at=parcel.handed_over_at, words=words % told, icon="handover")
    if parcel.arrived_at and not is_one:
        words = _("Kiện %(n)s tới nơi") % told
        yield Told(at=parcel.arrived_at, words=words, icon="package-check")
    if parcel.returned_at:
        words = _("Hãng không giao được, kiện %(n)s về lại người bán") % told
        yield Told(at=parcel.returned_at, words=words, icon="undo", tone="warning")


def _of_line(line: Line) -> Iterator[Told]:
    for due in line.refunds_due.all():
        if due.reason == Reason.SHORT_SHIPPED:
            told = {"packs": localize(due.packs), "goods": line.name}
            words = _("Thiếu %(packs)s gói «%(goods)s»") % told
            yield Told(at=due.prepared_at, words=words, icon="info", tone="warning")
    for one in line.substitutions.all():
        told = {"packs": localize(one.packs), "other": one.name}
        words = _("Người bán mời đổi sang %(packs)s gói «%(other)s»") % told
        yield Told(at=one.offered_at, words=words, icon="help")
        if one.ended_at and one.outcome != Substitution.Outcome.WAITING:
            yield Told(at=one.ended_at, words=one.get_outcome_display().capitalize(), icon="info")
