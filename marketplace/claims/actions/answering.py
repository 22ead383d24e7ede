"""The producer answers a claim: pays back all, offers a part, or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.claims import letters
from marketplace.claims.actions.turns import (
    BUYER_ANSWERS_WITHIN,
    State,
    Verb,
    conclude,
    expect,
    lock,
    step,
    turn,
)
from marketplace.rights.models import ClaimRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from marketplace.claims.models import Claim


class ReasonWanted(ValidationError):
    """Who pays back less than is asked says why."""


class NoMoreThanAsked(ValidationError):
    """More is offered than was asked for, or for another line."""


@transaction.atomic
def answer_claim(
    *,
    claim: Claim,
    offers: Mapping[int, int],
    wants_goods_back: bool,
    words: str,
    by: User,
    at: datetime,
) -> Claim:
    """The producer's answer, in time: ``offers`` (claimed line key: đồng) for what is asked.

    All of it ends the claim (or sends the goods on their way back, where the buyer wanted that);
    anything else waits for the buyer's word. Raises :class:`NotTheirTurn`, :class:`ReasonWanted`,
    :class:`NoMoreThanAsked`.
    """
    claim = lock(claim)
    expect(claim, State.OPEN, at=at)
    asked, offered = put_offers(claim, offers)
    may_come_back = claim.freight != ClaimRule.Freight.NONE
    claim.wants_goods_back = may_come_back and (wants_goods_back or claim.withdraws)
    is_agreed = offered == asked and (claim.withdraws or not claim.wants_goods_back)
    if not words and not is_agreed:
        raise ReasonWanted(_("Nói rõ vì sao để người mua hiểu."), code="reason_wanted")
    verb = Verb.AGREED if is_agreed else Verb.OFFERED if offered else Verb.REFUSED
    step(claim, verb, by=by, at=at, words=words, amount=offered)
    if is_agreed:
        conclude(claim, at=at)
    else:
        turn(claim, State.OFFERED, due_at=at + BUYER_ANSWERS_WITHIN)
        letters.tell_buyer_answered(claim, offered, at=at)
    return claim


def put_offers(claim: Claim, offers: Mapping[int, int]) -> tuple[int, int]:
    """Write what is offered for each line, nothing where nothing is said; asked and offered."""
    rows = list(claim.lines.select_for_update().order_by("pk"))
    if set(offers) - {row.pk for row in rows}:
        raise NoMoreThanAsked(_("Món này không có trong khiếu nại."), code="another_line")
    for row in rows:
        row.offered = offers.get(row.pk, 0)
        if not 0 <= row.offered <= row.asked:
            raise NoMoreThanAsked(
                _("Hoàn nhiều nhất bằng số người mua đã trả."), code="no_more_than_asked"
            )
        row.save(update_fields=["offered"])
    return sum(row.asked for row in rows), sum(row.offered or 0 for row in rows)
