"""What operators book because no machine tells of it, and what a gateway's report says of itself.

Below the limit one person is enough; above it, and to correct, another has to agree: whoever wants
it booked is refused as the second, here and by the table.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.ledger import chart
from marketplace.ledger.actions import Overdrawn, post
from marketplace.ledger.models import Kind as Books
from marketplace.payments.actions.booking import book_fee, book_moved
from marketplace.reconciliation.models import Booking, Difference
from marketplace.reconciliation.rows import FEE

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from marketplace.reconciliation.rows import Row

Kind = Booking.Kind
NOON = time(12)
BOOKS = {Kind.TAX_PAID: Books.TAX_PAID, Kind.CORRECTED: Books.CORRECTED}


class NotBooked(Exception):
    """It cannot be booked so; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """So many đồng out of ``credit`` into ``debit``, both codes of the chart."""

    debit: str
    credit: str
    amount: int
    happened_on: date
    reference: str = ""
    reason: str = ""


@transaction.atomic
def book(
    *, kind: Booking.Kind, move: Move, by: User, at: datetime, difference: Difference | None = None
) -> Booking:
    """Write it down, and book it when one person is enough.

    Raises :class:`NotBooked` for what is booked, or proposed, under that name already.
    """
    try:
        with transaction.atomic():
            wanted = Booking.objects.create(
                **asdict(move),
                kind=kind,
                difference=difference,
                needs_two=kind == Kind.CORRECTED or move.amount >= settings.FOUR_EYES_FROM,
                proposed_by=by,
                proposed_at=at,
            )
    except IntegrityError as known:
        raise NotBooked(_("Khoản mang mã này đã ghi, hoặc đang chờ người thứ hai.")) from known
    _note("proposed", wanted, by, at)
    if not wanted.needs_two:
        _do(wanted, by, at)
    return wanted


def explain_by_gateway(
    *, difference: Difference, kind: Booking.Kind, by: User, at: datetime
) -> Booking:
    """What a gateway's report has and the ledger has not is its fee, or went to the bank.

    Raises :class:`NotBooked` for anything but money that left a gateway.
    """
    if difference.way != Difference.Way.GATEWAY or difference.gap >= 0 or difference.closed_at:
        raise NotBooked(_("Chỉ ghi được phần mà cổng nói đã rời khỏi tài khoản của nó."))
    move = Move(
        debit=chart.GATEWAY_FEES if kind == Kind.FEE else chart.IN_TRANSIT,
        credit=difference.account,
        amount=-difference.gap,
        happened_on=difference.day,
        reference=difference.reference,
    )
    return book(kind=kind, move=move, by=by, at=at, difference=difference)


@transaction.atomic
def agree(*, booking: Booking, by: User, at: datetime) -> Booking:
    """The second person agrees, and it is booked; agreed twice changes nothing."""
    found = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if found.done_at:
        return found
    if found.dropped_at:
        raise NotBooked(_("Đề nghị này đã bị bỏ."))
    if found.proposed_by_id == by.pk:
        raise NotBooked(_("Bạn đã đề nghị việc này; người khác phải đồng ý."))
    found.confirmed_by = by
    _do(found, by, at)
    return found


@transaction.atomic
def drop(*, booking: Booking, by: User, at: datetime) -> Booking:
    """Never mind: whoever proposed it, or somebody else, leaves it be."""
    found = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if found.is_open:
        found.dropped_at = at
        found.save(update_fields=["dropped_at"])
        _note("dropped", found, by, at)
    return found


def book_row(*, account: str, name: str, row: Row) -> None:
    """A line that a gateway's report itself calls its fee, or its transfer; once a line."""
    book_it = book_fee if row.kind == FEE else book_moved
    book_it(
        key=f"report:{account}:{name}",
        account=account,
        amount=-row.amount,
        reference=row.reference.upper(),
        at=_noon(row.day),
    )


def _do(wanted: Booking, by: User, at: datetime) -> None:
    """What a gateway's difference shows is named as in its report, and booked on its day."""
    key, when = f"booking:{wanted.pk}", _noon(wanted.happened_on)
    kind = Books.GATEWAY_FEE if wanted.kind == Kind.FEE else Books.MOVED
    try:
        post(
            key=key,
            kind=BOOKS.get(Kind(wanted.kind), kind),
            legs={wanted.debit: wanted.amount, wanted.credit: -wanted.amount},
            reference=wanted.reference,
            at=when,
        )
    except Overdrawn as short:
        raise NotBooked(_("Một trong hai tài khoản không có đủ số tiền ấy.")) from short
    wanted.done_at = at
    wanted.save(update_fields=["confirmed_by", "done_at"])
    _note("booked", wanted, by, at)


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=get_default_timezone())


def _note(verb: str, wanted: Booking, by: User, at: datetime) -> None:
    said = f"{verb}: {wanted.kind}"
    journal.record(actor=by, verb=said, subject=wanted, at=at, amount=wanted.amount)
