"""The demo's claims, by the market's own actions; and what is owed back goes back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.claims.actions.answering import answer_claim
from marketplace.claims.actions.opening import open_claim
from marketplace.claims.actions.replying import accept_offer
from marketplace.claims.models import ClaimedLine
from marketplace.demo.actions.orders import key_of, place_purchases
from marketplace.demo.claims import TROUBLES
from marketplace.demo.orders import PURCHASES
from marketplace.demo.queries import good_of, owner, pack
from marketplace.orders.models import Line
from marketplace.payments.actions.refunding import pay_back
from marketplace.rights.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.demo.cards import Trouble

ANSWERED, AGREED = timedelta(hours=20), timedelta(hours=26)


def complain(*, at: datetime) -> int:
    """Claims that are not there yet, with their orders; say how many."""
    bought = {card.purchase for card in TROUBLES}
    place_purchases(at=at, cards=[one for one in PURCHASES if one.key in bought])
    return sum(_claim(card, at) for card in TROUBLES)


def _claim(card: Trouble, at: datetime) -> bool:
    lines = Line.objects.select_related("order__group__user")
    line = lines.get(order__group__idempotency_key=key_of(card.purchase), pack=pack(card.pack))
    if ClaimedLine.objects.filter(line=line).exists():
        return False
    opened_at, buyer = at - timedelta(hours=card.hours_ago), line.order.group.user
    claim = open_claim(
        order=line.order, kind=Kind(card.kind), wanted={line.pk: 1}, words=card.words, by=buyer,
        at=opened_at,
    )  # fmt: skip
    if card.offered:
        claim = answer_claim(
            claim=claim, offers={claim.lines.get().pk: card.offered}, wants_goods_back=False,
            words=card.answer, by=owner(good_of(card.pack)[0]), at=opened_at + ANSWERED,
        )  # fmt: skip
        accept_offer(claim=claim, by=buyer, at=opened_at + AGREED)
        pay_back(at=opened_at + AGREED)
    return True
