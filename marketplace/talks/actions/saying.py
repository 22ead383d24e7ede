"""Something is written, read, told of, and at last forgotten."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts import journal
from accounts.limits import count_try
from marketplace.orders.actions.states import lock_order
from marketplace.photos.fields import MOST_PHOTOS
from marketplace.talks import letters
from marketplace.talks.models import Remark, RemarkPhoto, Side, TalkSide
from marketplace.talks.queries import is_open

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.orders.models import Order, OrderGroup
    from marketplace.photos.drawing import Drawn

AN_HOUR, A_DAY = 20, 60
"""Remarks of one side about one order."""
BURST = timedelta(minutes=10)
"""Nobody is told of one talk more often; what comes meanwhile is told of at its end."""
AT_A_TIME = 200


class Closed(ValidationError):
    """The order is not paid yet, or nothing can be claimed of it any more."""


@transaction.atomic
def say(
    *,
    order: Order,
    side: Side,
    words: str,
    key: UUID,
    by: User | None,
    at: datetime,
    photos: Sequence[Drawn] = (),
) -> Remark:
    """Write a remark; the same ``key`` again changes nothing. ``by`` is None for a guest.

    Raises :class:`Closed`, and ``accounts.limits.TooOften`` past so many an hour or a day.
    """
    producer, group = order.producer, order.group
    order = lock_order(order)
    known = Remark.objects.filter(order=order, key=key).first()
    if known:
        return known
    if not is_open(order, at=at):
        raise Closed(_("Đơn đã xong nên không nhắn thêm được. Tin cũ vẫn đọc lại được."))
    for limit, within in ((AN_HOUR, timedelta(hours=1)), (A_DAY, timedelta(days=1))):
        counted = f"talk:{order.pk}:{side}:{limit}"
        count_try(key=counted, at=at, limit=limit, within=within)
    order.producer, order.group = producer, group
    remark = Remark.objects.create(order=order, side=side, words=words, key=key, by=by, said_at=at)
    for drawn in photos[:MOST_PHOTOS]:
        photo = RemarkPhoto(remark=remark, width=drawn.width, height=drawn.height)
        photo.large = ContentFile(drawn.large, name=f"{photo.key.hex}.webp")
        photo.save()
    _let_hear(order, side, at)
    behalf = producer if side == Side.STALL else None
    journal.record(actor=by, verb="wrote of order", subject=order, at=at, on_behalf_of=behalf)
    return remark


def _let_hear(order: Order, side: Side, at: datetime) -> None:
    """Both sides know when the last word was; the other one has more to read, and is told so."""
    for one in Side:
        TalkSide.objects.get_or_create(order=order, side=one, defaults={"spoken_at": at})
    order.talk_sides.update(spoken_at=at)
    since = Coalesce("unread_since", Value(at))
    order.talk_sides.filter(side=side.other).update(unread=F("unread") + 1, unread_since=since)
    heard = order.talk_sides.get(side=side.other)
    heard.order = order
    if _is_to_tell(heard, at):
        _tell(heard, at)


def _is_to_tell(heard: TalkSide, at: datetime) -> bool:
    """Something is unread that nobody was told of, and the last telling is a while ago."""
    if heard.unread_since is None:
        return False
    if heard.told_at is None:
        return True
    return heard.told_at < heard.unread_since and heard.told_at <= at - BURST


def _tell(heard: TalkSide, at: datetime) -> None:
    heard.told_at = at
    heard.save(update_fields=["told_at"])
    letters.tell(heard, at=at)


def read(*, order: Order, side: Side) -> None:
    """Nothing of the talk is unread on this side, which has it before its eyes."""
    mine = TalkSide.objects.filter(order=order, side=side, unread__gt=0)
    mine.update(unread=0, unread_since=None)


def tell_waiting(*, at: datetime) -> int:
    """Tell of what came right after a telling and is unread still; say how many were told."""
    untold = Q(told_at__isnull=True) | Q(told_at__lt=F("unread_since"), told_at__lte=at - BURST)
    late = TalkSide.objects.filter(untold, unread__gt=0).order_by("pk")
    return sum(_tell_late(key, at) for key in list(late.values_list("pk", flat=True)[:AT_A_TIME]))


@transaction.atomic
def _tell_late(key: int, at: datetime) -> bool:
    heard = TalkSide.objects.select_related("order__producer", "order__group").get(pk=key)
    order = heard.order
    lock_order(order)
    heard.refresh_from_db(fields=["unread", "unread_since", "told_at"])
    is_told = _is_to_tell(heard, at)
    if is_told:
        _tell(heard, at)
    return is_told


def forget_talks(groups: QuerySet[OrderGroup]) -> None:
    """Nothing that was written about these checkouts stays, only that something was, and when."""
    remarks = Remark.objects.filter(order__group__in=groups)
    photos = RemarkPhoto.objects.filter(remark__in=remarks)
    for photo in photos:
        transaction.on_commit(partial(photo.large.storage.delete, str(photo.large)))
    photos.delete()
    remarks.update(words="")
