"""A bank's statement settles payouts line by line: what went, and what the bank gave back.

A line is a payout's when it carries the payout's memo. Whatever about it is not just so changes
nothing and is told: a person looks at it, and reconciling finds it in the ledger's bank account.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.payments import memo
from marketplace.payments.actions.importing import moment
from marketplace.payouts.actions.billing import NotPaid, pay
from marketplace.payouts.actions.runs import NotPaidOut, confirm_payout, return_payout
from marketplace.payouts.models import Bill, Payout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from marketplace.payments.statements import Line

State = Payout.State
LONGEST_WORDS = 200


class Outcome(TextChoices):
    """What a line of a payout did."""

    CONFIRMED = "confirmed", gettext_lazy("khoản chi trả đã chuyển")
    RETURNED = "returned", gettext_lazy("khoản chi trả bị trả lại")
    KNOWN = "known", gettext_lazy("khoản chi trả đã biết rồi")
    COMMISSION = "commission", gettext_lazy("phí sàn đã trả")
    ODD = "odd", gettext_lazy("khoản chi trả cần người xem")


class Settled(NamedTuple):
    """A line of a payout, what it did, and, where that was nothing, ``why``."""

    line: Line
    outcome: Outcome
    why: str = ""

    @property
    def reference(self) -> str:
        """As the ledger and whoever reconciles name it."""
        return reference_of(self.line)


def settle_lines(*, lines: Sequence[Line], by: User | None, at: datetime) -> list[Settled]:
    """Do what the lines say of payouts, in the order of days; other lines are not looked at.

    Each is a change of its own; said again it changes nothing. Without a person who brings the
    statement (``by``) nothing is settled: somebody must have seen it.
    """
    in_turn = sorted(lines, key=lambda line: (line.on, line.amount > 0))
    found = [(line, name) for line in in_turn if (name := memo.payout(line.text))]
    payouts = Payout.objects.select_related("run", "producer", "account").in_bulk(
        {name.key for _line, name in found}
    )
    settled = []
    for line, name in found:
        payout = payouts.get(name.key)
        if payout and memo.bare(payout.run.code) == name.run:
            settled.append(_settle(line, payout, by, at))
    return settled


def settle_bills(*, lines: Sequence[Line], by: User | None, at: datetime) -> list[Settled]:
    """Lines of money that came for a month's commission; as :func:`settle_lines`."""
    settled = []
    for line in sorted(lines, key=lambda one: one.on):
        name = memo.bill(line.text) if line.amount > 0 else None
        month = name and _month(name)
        if not (name and month):
            continue
        if bill := Bill.objects.filter(producer=name.producer, month=month).first():
            settled.append(_settle_bill(line, bill, by, at))
    return settled


def _month(name: memo.Bill) -> date | None:
    """None for a month that no calendar has."""
    try:
        return date(2000 + int(name.month[:2]), int(name.month[2:]), 1)
    except ValueError:
        return None


def _settle_bill(line: Line, bill: Bill, by: User | None, at: datetime) -> Settled:
    reference = reference_of(line)
    if bill.reference == reference:
        return Settled(line, Outcome.KNOWN)
    if line.amount != bill.amount or by is None:
        return Settled(line, Outcome.ODD, _("Số tiền không đúng với phiếu phí sàn."))
    try:
        pay(bill=bill, reference=reference, by=by, at=at, moved_at=moment(line))
    except NotPaid as refusal:
        return Settled(line, Outcome.ODD, str(refusal))
    return Settled(line, Outcome.COMMISSION)


def reference_of(line: Line) -> str:
    """The bank's number of the transfer; without one, the line's own, the same in every export."""
    return (line.reference or f"SK-{line.key[:16]}").upper()


def _settle(line: Line, payout: Payout, by: User | None, at: datetime) -> Settled:
    payout.refresh_from_db(fields=["state", "reference", "return_reference"])
    reference = reference_of(line)
    if reference == (payout.reference if line.amount < 0 else payout.return_reference):
        return Settled(line, Outcome.KNOWN)
    try:
        return Settled(line, _move(line, payout, reference, by, at))
    except NotPaidOut as refusal:
        return Settled(line, Outcome.ODD, str(refusal.message))


def _move(line: Line, payout: Payout, reference: str, by: User | None, at: datetime) -> Outcome:
    _refuse_unlike(line, payout)
    if by is None:
        raise NotPaidOut(_("Cần một người đối chiếu sao kê này."), code="nobody")
    when = moment(line)
    if line.amount < 0:
        confirm_payout(payout=payout, reference=reference, by=by, at=at, moved_at=when)
        return Outcome.CONFIRMED
    return_payout(
        payout=payout,
        reference=reference,
        words=line.text[:LONGEST_WORDS],
        by=by,
        at=at,
        moved_at=when,
    )
    return Outcome.RETURNED


def _refuse_unlike(line: Line, payout: Payout) -> None:
    """Another sum, or something given back of which no statement has shown that it went."""
    if abs(line.amount) != payout.amount:
        raise NotPaidOut(_("Số tiền không đúng với khoản chi trả."), code="amount")
    if line.amount > 0 and payout.state == State.UNDER_WAY:
        raise NotPaidOut(
            _("Chưa thấy dòng tiền ra của khoản này; hãy nhập sao kê trước đó."), code="not_gone"
        )
