"""A buyer says what came of an order's line: once, changeable for a while, from outside only."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Membership
from marketplace.orders.actions.states import lock_order
from marketplace.photos.fields import MOST_PHOTOS
from marketplace.voices.actions.showing import show_reviews
from marketplace.voices.bylines import given_name, place_name
from marketplace.voices.models import Contact, Review, ReviewPhoto, Wording
from marketplace.voices.queries.purchases import lots_received

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Producer
    from marketplace.orders.models import Line, OrderGroup
    from marketplace.photos.drawing import Drawn
    from marketplace.voices.saying import Words
    from traceability.models import Lot

CHANGEABLE_FOR = timedelta(days=30)


class NotHandedOver(ValidationError):
    """None of it has left yet: nobody can say how it is."""


class OwnGoods(ValidationError):
    """Whoever sells does not praise: bought by an account or a phone of the selling producer."""


class AlreadyReviewed(ValidationError):
    """One review an order's line."""


class NotFromThisLot(ValidationError):
    """The buyer got none of that lot."""


class TooManyPhotos(ValidationError):
    """Five at most."""


class TooLate(ValidationError):
    """A review is changed within thirty days, and not while it is hidden."""


@transaction.atomic
def write_review(
    *,
    line: Line,
    lot: Lot,
    words: Words,
    photos: Sequence[Drawn] = (),
    by: User | None,
    at: datetime,
) -> Review:
    """Keep and show a review. ``by`` is None for a guest with the order's link.

    Raises :class:`OwnGoods`, :class:`NotHandedOver`, :class:`NotFromThisLot`,
    :class:`AlreadyReviewed`, :class:`TooManyPhotos`.
    """
    order = lock_order(line.order)
    _refuse_insiders(order.producer, order.group, by)
    lots = lots_received(line)
    if order.shipped_at is None or not lots:
        raise NotHandedOver(
            _("Hàng chưa giao đi nên chưa đánh giá được. Nhận hàng rồi quay lại nhé.")
        )
    if lot not in lots:
        raise NotFromThisLot(_("Món bạn nhận không thuộc lô này. Chọn lại lô in trên nhãn."))
    if Review.objects.filter(line=line, withdrawn_at__isnull=True).exists():
        raise AlreadyReviewed(_("Món này bạn đã đánh giá rồi; bạn có thể sửa lời đã viết."))
    review = Review(line=line, lot=lot, product=line.pack.product, written_at=at)
    _put_words(review, order.group, words)
    review.save()
    _add_photos(review, photos)
    journal.record(actor=by, verb="reviewed", subject=review, at=at, score=review.score)
    show_reviews(lot=lot)
    return review


@transaction.atomic
def change_review(
    *,
    review: Review,
    words: Words,
    photos: Sequence[Drawn] = (),
    without: Collection[int] = (),
    by: User | None,
    at: datetime,
) -> Review:
    """Say it otherwise; what it said before is kept for the moderator.

    ``without``: keys of photos to take out. Raises :class:`TooLate`, :class:`TooManyPhotos`.
    """
    review = _lock(review)
    if not may_change(review, at=at):
        raise TooLate(_("Đánh giá này không sửa được nữa."))
    Wording.objects.create(review=review, score=review.score, text=review.text, kept_at=at)
    _put_words(review, review.line.order.group, words)
    review.changed_at = at
    review.save()
    _drop_photos(review.photos.filter(pk__in=list(without)))
    _add_photos(review, photos)
    journal.record(actor=by, verb="changed a review", subject=review, at=at, score=review.score)
    show_reviews(lot=review.lot)
    return review


@transaction.atomic
def withdraw_review(*, review: Review, by: User | None, at: datetime) -> Review:
    """Take a review back; a second time changes nothing. Raises :class:`TooLate` while hidden."""
    review = _lock(review)
    if review.hidden_at:
        raise TooLate(_("Đánh giá đang bị ẩn nên chưa rút lại được. Bạn có thể gửi ý kiến."))
    if review.withdrawn_at is None:
        review.withdrawn_at = at
        review.save(update_fields=["withdrawn_at"])
        _drop_photos(review.photos.all())
        journal.record(actor=by, verb="withdrew a review", subject=review, at=at)
        show_reviews(lot=review.lot)
    return review


def may_change(review: Review, *, at: datetime) -> bool:
    return review.is_public and at < review.written_at + CHANGEABLE_FOR


def _lock(review: Review) -> Review:
    related = ("lot", "line__order__group__commune")
    rows = Review.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=review.pk)


def _refuse_insiders(producer: Producer, group: OrderGroup, by: User | None) -> None:
    """Whoever acted for the producer since the order was placed, by account and by telephone."""
    since = Q(revoked_at__isnull=True) | Q(revoked_at__gt=group.placed_at)
    members = Membership.objects.filter(since, producer=producer, consented_at__isnull=False)
    known = Q(user__phone=group.buyer_phone)
    known |= Q(user__in=[person for person in (group.user_id, by and by.pk) if person])
    own_number = Contact.objects.filter(producer=producer, phone=group.buyer_phone)
    if members.filter(known).exists() or own_number.exists():
        raise OwnGoods(
            _("Đơn này do người của chính gian hàng đặt, nên không đánh giá được món của mình.")
        )


def _put_words(review: Review, group: OrderGroup, words: Words) -> None:
    review.score, review.text, review.shown_as = words
    given = given_name(group.buyer_name) if words.shown_as == Review.Byline.GIVEN else ""
    if not given:
        review.shown_as = Review.Byline.PLACE
    review.byline = given or place_name(group.commune.name)


def _drop_photos(photos: QuerySet[ReviewPhoto]) -> None:
    """Their rows now, their files once that is sure."""
    for photo in photos:
        for file in (photo.small, photo.large):
            transaction.on_commit(partial(default_storage.delete, str(file.name)))
    photos.delete()


def _add_photos(review: Review, photos: Sequence[Drawn]) -> None:
    if review.photos.count() + len(photos) > MOST_PHOTOS:
        raise TooManyPhotos(_("Tối đa 5 ảnh một đánh giá. Bỏ bớt rồi gửi lại nhé."))
    for drawn in photos:
        photo = ReviewPhoto(review=review, width=drawn.width, height=drawn.height)
        photo.small = ContentFile(drawn.small, name=f"{photo.key.hex}-s.webp")
        photo.large = ContentFile(drawn.large, name=f"{photo.key.hex}-l.webp")
        photo.save()
