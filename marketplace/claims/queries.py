"""What may be claimed of an order, and claims as their desks list them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Sum

from marketplace.claims.models import Claim, ClaimedLine
from marketplace.orders.models import Line, Order, PackedItem, RefundDue
from marketplace.rights.kinds import Kind
from marketplace.rights.queries import rights
from traceability import serials

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Producer
    from marketplace.rights.models import ClaimRule
    from marketplace.rights.queries import Right

OURS = (RefundDue.Reason.CLAIM, RefundDue.Reason.WITHDRAWAL)
OVER = (Order.State.AWAITING_PAYMENT, Order.State.CANCELLED, Order.State.REFUNDED)


def rights_of(order: Order, lines: Iterable[Line]) -> dict[int, dict[Kind, Right]]:
    """What may be claimed of an order's lines (by key), now or later, and of what never.

    Two queries; the lines come with their packs' products and criteria sets.
    """
    goods = {line.pk: line.pack.product.criteria_set for line in lines}
    given = rights(set(goods.values()), order.moments)
    return {pk: _that_last(order, given[criteria_set.pk]) for pk, criteria_set in goods.items()}


def _that_last(order: Order, given: dict[Kind, Right]) -> dict[Kind, Right]:
    """Of a complete order only what the law gives nevertheless."""
    is_over = order.completed_at is not None
    return {kind: one for kind, one in given.items() if kind.outlives_completion or not is_over}


def lines_of(order: Order) -> QuerySet[Line]:
    related = ("order__group", "pack__product__criteria_set")
    return Line.objects.filter(order=order).select_related(*related)


def free_packs(lines: Iterable[Line]) -> dict[int, int]:
    """Packs of lines (by key) that no claim is about and that are not owed back. Two queries."""
    lines = list(lines)
    gone: dict[int, int] = defaultdict(int)
    claims = ClaimedLine.objects.filter(line__in=lines)
    claimed = claims.exclude(claim__state=Claim.State.TAKEN_BACK)
    owed = RefundDue.objects.filter(line__in=lines).exclude(reason__in=OURS)
    for rows in (claimed, owed):
        for pk, packs in rows.order_by().values_list("line").annotate(n=Sum("packs")):
            gone[pk] += packs
    return {line.pk: max(0, line.quantity - gone[line.pk]) for line in lines}


def may_be_claimed(order: Order) -> bool:
    """Whether it has left and stands: of what never left, or is paid back, nothing is claimed."""
    return order.shipped_at is not None and order.state not in OVER


def line_of_item(order: Order, serial: str) -> int | None:
    """The line (key) of an order that an item belongs to, by its code."""
    items = PackedItem.objects.filter(line__order=order, code__serial=serials.read(serial))
    return items.values_list("line", flat=True).first()


def claims_at(producer: Producer) -> QuerySet[Claim]:
    """A stall's claims: those that wait for its answer first, the shortest time first."""
    rows = Claim.objects.filter(order__producer=producer).select_related("order")
    return rows.order_by(
        F("settled_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True), "pk"
    )


def claims_overseen(user: User) -> QuerySet[Claim]:
    """Claims in an officer's area: those to decide first, the longest waiting first."""
    rows = Claim.objects.overseen_by(user).select_related("order__producer")
    is_over = F("settled_at").desc(nulls_first=True)
    return rows.exclude(state=Claim.State.OPEN).order_by(is_over, "opened_at", "pk")


def claims_waiting(producer: Producer) -> int:
    """How many wait for this stall to answer, or to count what came back."""
    mine = [Claim.State.OPEN, Claim.State.SENT_BACK]
    return Claim.objects.filter(order__producer=producer, state__in=mine).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the page for opening a claim says: what may be claimed now, and of which packs."""

    now: list[Kind]
    lines: list[tuple[Line, int]]
    told: list[tuple[ClaimRule, datetime | None]]


def rights_in(order: Order, *, at: datetime) -> Rights:
    """Of all lines of an order together: a kind is offered where it holds for one of them.

    ``told`` is each rule with its last moment, where that is known.
    """
    lines = list(lines_of(order))
    free = free_packs(lines)
    by_line = rights_of(order, lines)
    given = [right for line in lines if free[line.pk] for right in by_line[line.pk].values()]
    told = {right.rule: right.window.closes_at for right in given}
    held = {right.kind for right in given if right.window.holds(at)}
    return Rights(
        now=[kind for kind in Kind if kind in held],
        lines=[(line, free[line.pk]) for line in lines if free[line.pk]],
        told=[(rule, ends) for rule, ends in told.items() if ends is None or ends > at],
    )


def story_of(claim: Claim) -> dict[str, object]:
    """A claim's lines, photos and steps, for its pages."""
    lines = list(claim.lines.select_related("line").prefetch_related("returned__code"))
    return {
        "lines": lines,
        "photos": list(claim.photos.all()),
        "steps": list(claim.steps.all()),
        "asked": sum(row.asked for row in lines),
        "offered": sum(row.offered or 0 for row in lines),
    }
