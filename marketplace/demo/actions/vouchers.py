"""The demo's vouchers, made as a stall's owner and as the operator would make them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts.models import User
from marketplace.demo.clock import days_before
from marketplace.demo.people import PEOPLE
from marketplace.demo.queries import owner, stall
from marketplace.demo.vouchers import VOUCHERS
from marketplace.vouchers.actions import make_voucher
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.demo.cards import Ticket

OPENED, LASTS = 7, timedelta(days=60)
"""Days ago; and from then on."""
USES, USES_EACH = 100, 3


def give_vouchers(*, at: datetime) -> int:
    """Those that are not there yet; say how many."""
    known = set(Voucher.objects.values_list("code", flat=True))
    missing = [card for card in VOUCHERS if card.code not in known]
    for card in missing:
        _make(card, days_before(at, OPENED))
    return len(missing)


def _make(card: Ticket, at: datetime) -> None:
    voucher = Voucher(
        code=card.code,
        kind=card.kind,
        bearer=Voucher.Bearer.PRODUCER if card.stall else Voucher.Bearer.MARKET,
        producer=stall(card.stall) if card.stall else None,
        amount=card.amount,
        least_spend=card.least_spend,
        budget=card.amount * USES,
        uses=USES,
        uses_each=USES_EACH,
        opens_at=at,
        ends_at=at + LASTS,
    )
    make_voucher(voucher=voucher, by=owner(card.stall) if card.stall else _operator(), at=at)


def _operator() -> User:
    phone = next(person.phone for person in PEOPLE.values() if person.is_operator)
    return User.objects.get(phone=phone)
