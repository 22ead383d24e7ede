"""The vouchers of a checkout: held when it is placed, spent when it is paid, else given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from accounts.prepared import Prepared
from marketplace.orders.models import VoucherUse
from marketplace.vouchers import actions as vouchers
from marketplace.vouchers.discounts import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from marketplace.orders.models import OrderGroup
    from marketplace.vouchers.models import Voucher

State = VoucherUse.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A voucher and the đồng it takes off."""

    voucher: Voucher
    amount: int


@transaction.atomic(savepoint=False)
def hold(*, group: OrderGroup, savings: Sequence[Saving], at: datetime) -> None:
    """Use these vouchers for a checkout just written, or raise ``vouchers.Refused``.

    In the transaction that places, in the order of their keys. The uses of a phone are counted
    after the voucher's row is ours, so two orders of one phone see one another.
    """
    if not savings:
        return
    ordered = sorted(savings, key=lambda one: one.voucher.pk)
    for one in ordered:
        vouchers.take(voucher=one.voucher, amount=one.amount, at=at)
    _refuse_repeated([one.voucher for one in ordered], group.buyer_phone)
    VoucherUse.objects.bulk_create(
        VoucherUse(
            group=group,
            voucher=one.voucher,
            kind=one.voucher.kind,
            bearer=one.voucher.bearer,
            amount=one.amount,
        )
        for one in ordered
    )


@transaction.atomic
def hold_again(*, group: OrderGroup) -> None:
    """Money came after they were given back: they are held once more, or ``vouchers.Refused``."""
    for use in _uses(group, [State.RETURNED]):
        vouchers.take_again(voucher=use.voucher, amount=use.amount)
        _move(use, State.HELD)


@transaction.atomic(savepoint=False)
def spend(*, group: OrderGroup) -> None:
    """The checkout is paid. Twice changes nothing; where nothing was taken off, there is none."""
    if not group.discount:
        return
    for use in _uses(group, [State.HELD]):
        vouchers.spend(voucher=use.voucher_id, amount=use.amount)
        _move(use, State.SPENT)


@transaction.atomic
def give_back(*, group: OrderGroup) -> None:
    """Nothing is left of the checkout: others may use them. Twice changes nothing."""
    for use in _uses(group, [State.HELD, State.SPENT]):
        was_spent = use.state == State.SPENT
        vouchers.give_back(voucher=use.voucher_id, amount=use.amount, was_spent=was_spent)
        _move(use, State.RETURNED)


def _uses(group: OrderGroup, states: Sequence[str]) -> list[VoucherUse]:
    return [use for use in _all_uses(group=group.pk) if use.state in states]


@Prepared
def _all_uses(group: int) -> QuerySet[VoucherUse]:
    uses = VoucherUse.objects.filter(group=group).select_related("voucher")
    return uses.order_by("voucher")


def _move(use: VoucherUse, state: str) -> None:
    use.state = state
    use.save(update_fields=["state"])


def _refuse_repeated(used: Sequence[Voucher], phone: str) -> None:
    before = VoucherUse.objects.filter(voucher__in=used, group__buyer_phone=phone)
    counts = before.exclude(state=State.RETURNED).values("voucher").annotate(n=Count("pk"))
    uses = {row["voucher"]: row["n"] for row in counts.order_by()}
    for voucher in used:
        if uses.get(voucher.pk, 0) >= voucher.uses_each:
            raise Refused(voucher.kind, Reason.ALREADY_USED)
