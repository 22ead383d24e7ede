"""A buyer says what is wrong with which packs, while there is time for it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.claims import letters, queries
from marketplace.claims.actions.turns import Verb, step
from marketplace.claims.models import Claim, ClaimedLine, ClaimPhoto
from marketplace.orders.actions.completing import hold_open
from marketplace.orders.actions.refunds import left
from marketplace.orders.actions.states import NotNow, lock_order
from marketplace.orders.codes import ALPHABET
from marketplace.photos.fields import MOST_PHOTOS
from marketplace.rights.kinds import Kind
from marketplace.rights.models import ClaimRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import Line, Order
    from marketplace.photos.drawing import Drawn
    from marketplace.rights.queries import Right


class NothingToClaim(ValidationError):
    """The order has not left, is paid back already, or no packs are named."""


class NotGiven(ValidationError):
    """Such a claim is not given for these goods, not yet, or no longer."""


class AlreadyClaimed(ValidationError):
    """A claim is about these packs already, or they are paid back."""


class TooManyPhotos(ValidationError):
    """Five at most."""


@transaction.atomic
def open_claim(
    *,
    order: Order,
    kind: Kind,
    wanted: Mapping[int, int],
    words: str,
    photos: Sequence[Drawn] = (),
    by: User | None,
    at: datetime,
) -> Claim:
    """Open a claim about ``wanted`` (line key: packs); the producer is asked to answer in time.

    ``by`` is None for a guest with the order's link. Raises :class:`NothingToClaim`,
    :class:`NotGiven`, :class:`AlreadyClaimed`, :class:`TooManyPhotos`.
    """
    order = _held_open(order, kind, at)
    lines = {line.pk: line for line in queries.lines_of(order)}
    packs = {pk: number for pk, number in wanted.items() if number > 0 and pk in lines}
    if not queries.may_be_claimed(order) or not packs:
        raise NothingToClaim(_("Hãy chọn món và số gói có vấn đề, trong đơn đã giao đi."))
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(_("Tối đa 5 ảnh."))
    rights = _rights(order, [lines[pk] for pk in packs], kind, at)
    claim = Claim.objects.create(
        code="KN" + "".join(secrets.choice(ALPHABET) for _n in range(8)),
        order=order,
        kind=kind,
        wants_goods_back=kind.withdraws,
        freight=_freight(rights),
        opened_at=at,
        due_at=at + timedelta(hours=settings.CLAIM_ANSWER_HOURS),
    )
    _name_packs(claim, lines, packs)
    _add_photos(claim, photos)
    step(claim, Verb.OPENED, by=by, at=at, words=words)
    letters.tell_producer_opened(claim, at=at)
    return claim


def _held_open(order: Order, kind: Kind, at: datetime) -> Order:
    """The order, locked: not complete before this is settled, and not complete already.

    What the law gives for longer may be claimed of a complete one; it stays complete.
    """
    order = lock_order(order)
    if order.completed_at is not None and kind.outlives_completion:
        return order
    try:
        return hold_open(order=order, at=at)
    except NotNow as refusal:
        raise NotGiven(str(refusal), code="complete") from refusal


def _rights(order: Order, lines: Sequence[Line], kind: Kind, at: datetime) -> list[Right]:
    given = queries.rights_of(order, lines)
    for line in lines:
        right = given[line.pk].get(kind)
        if right is None:
            raise NotGiven(
                _("«%(goods)s» không nhận khiếu nại loại này.") % {"goods": line.name}, code="never"
            )
        if not right.window.holds(at):
            raise NotGiven(
                _("Chưa tới lúc hoặc đã hết hạn báo việc này cho «%(goods)s». %(rule)s.")
                % {"goods": line.name, "rule": right.rule},
                code="not_now",
            )
    return [given[line.pk][kind] for line in lines]


def _freight(rights: Sequence[Right]) -> str:
    """Who bears the way back of goods under several rules: rather the producer than the buyer."""
    borne = {right.rule.freight for right in rights}
    order = (ClaimRule.Freight.PRODUCER, ClaimRule.Freight.BUYER, ClaimRule.Freight.NONE)
    return next(one for one in order if one in borne)


def _name_packs(claim: Claim, lines: Mapping[int, Line], packs: Mapping[int, int]) -> None:
    free = queries.free_packs(lines.values())
    for pk, number in sorted(packs.items()):
        line = lines[pk]
        if number > free[pk]:
            raise AlreadyClaimed(
                _("«%(goods)s»: chỉ còn %(free)s gói chưa khiếu nại hay hoàn tiền.")
                % {"goods": line.name, "free": free[pk]},
                code="already_claimed",
            )
        paid = line.paid_for(number, after=line.quantity - free[pk])
        asked = max(0, min(paid, left(order=claim.order, line=line)))
        ClaimedLine.objects.create(claim=claim, line=line, packs=number, asked=asked)


def _add_photos(claim: Claim, photos: Sequence[Drawn]) -> None:
    for drawn in photos:
        photo = ClaimPhoto(claim=claim, width=drawn.width, height=drawn.height)
        photo.large = ContentFile(drawn.large, name=f"{photo.key.hex}.webp")
        photo.save()
