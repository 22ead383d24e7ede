"""An officer, or an operator, decides what buyer and producer could not agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.models import Membership
from marketplace.claims.actions.answering import put_offers
from marketplace.claims.actions.turns import State, Verb, conclude, expect, lock, step
from marketplace.rights.models import ClaimRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from marketplace.claims.models import Claim


class Partial(ValidationError):
    """Who decides is the buyer, or acted for the producer since the order was placed."""


@transaction.atomic
def decide_claim(
    *,
    claim: Claim,
    amounts: Mapping[int, int],
    wants_goods_back: bool,
    words: str,
    by: User,
    at: datetime,
) -> Claim:
    """The last word: ``amounts`` (claimed line key: đồng) are owed, and ``words`` say why.

    Raises :class:`Partial`, ``NotTheirTurn``, ``NoMoreThanAsked``.
    """
    claim = lock(claim)
    if is_party(claim, by):
        raise Partial(
            _("Bạn là người mua hoặc người của gian hàng này, nên người khác phải quyết định."),
            code="partial",
        )
    expect(claim, State.DISPUTED, at=at)
    _asked, granted = put_offers(claim, amounts)
    may_come_back = claim.freight != ClaimRule.Freight.NONE
    claim.wants_goods_back = may_come_back and (wants_goods_back or claim.withdraws)
    claim.save(update_fields=["wants_goods_back"])
    step(claim, Verb.DECIDED, by=by, at=at, words=words, amount=granted)
    conclude(claim, at=at)
    return claim


def is_party(claim: Claim, user: User) -> bool:
    """Whether somebody has something to win or lose: by account, and by telephone."""
    group = claim.order.group
    if group.user_id == user.pk or group.buyer_phone == user.phone:
        return True
    since = Q(revoked_at__isnull=True) | Q(revoked_at__gt=group.placed_at)
    members = Membership.objects.filter(since, producer=claim.order.producer_id, user=user)
    return members.filter(consented_at__isnull=False).exists()
