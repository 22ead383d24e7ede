"""A stall changes hands: its owner offers it to a telephone, and whoever holds that takes it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.language import speaking
from accounts.limits import TooOften, count_try
from accounts.messages.kinds import Kind
from accounts.models import User
from catalog.actions.consents import end_consent
from catalog.models import Consent, Membership, Producer, Succession

if TYPE_CHECKING:
    from datetime import datetime

LASTS, DAY = timedelta(days=7), timedelta(days=1)
OFFERS_A_DAY = 3


class NotOffered(ValidationError):
    """The stall cannot be offered to that number, or so often."""


class NotToTake(ValidationError):
    """The offer is over, or was made to somebody else."""


@transaction.atomic
def offer_stall(*, producer: Producer, phone: str, by: User, at: datetime) -> Succession:
    """Its owner wants whoever holds that number (E.164) to be the next; one offer at a time.

    The same number again is the same offer, another one takes its place. Nothing changes until the
    other accepts. Raises :class:`NotOffered`.
    """
    if phone == by.phone:
        raise NotOffered(_("Đây là số của chính bạn. Hãy ghi số của người nhận."))
    owner = _owner_of(_locked(producer.pk))
    if owner.user_id != by.pk:
        raise NotOffered(_("Chỉ chủ gian hàng mới trao được."))
    mine = Succession.objects.filter(owner=owner)
    if same := mine.open(at=at).filter(phone=phone).first():
        return same
    _refuse_too_often(producer, at)
    mine.filter(ended_at=None).update(ended_at=at, phone="")
    made = mine.create(owner=owner, phone=phone, offered_at=at, valid_until=at + LASTS)
    journal.record(actor=by, verb="offered stall", subject=producer, at=at, on_behalf_of=producer)
    _tell_offered(made, by, at)
    return made


@transaction.atomic
def accept_stall(*, succession: Succession, by: User, at: datetime) -> Membership:
    """Whoever holds the number is the owner from now on, and the old one is out; again is quiet.

    Staff stay. Whom the old owner let help by a consent of their own has to be asked anew. Raises
    :class:`NotToTake`.
    """
    producer = _locked(succession.owner.producer_id)
    succession = Succession.objects.select_related("owner__user").get(pk=succession.pk)
    if succession.accepted_by_id == by.pk:
        return _owner_of(producer)
    is_open = Succession.objects.open(at=at).to(by).filter(pk=succession.pk).exists()
    if not is_open or succession.owner != _owner_of(producer):
        raise NotToTake(_("Lời trao gian hàng này đã hết hạn hoặc đã được rút lại."))
    old = succession.owner
    succession.accepted_by, succession.accepted_at, succession.phone = by, at, ""
    succession.save(update_fields=["accepted_by", "accepted_at", "phone"])
    _leave(old, by, at)
    made = Membership.objects.create(
        producer=producer,
        user=by,
        role=Membership.Role.OWNER,
        invited_by=old.user,
        consented_at=at,
    )
    journal.record(actor=by, verb="took over stall", subject=producer, at=at, on_behalf_of=producer)
    _tell_accepted(made, old.user, at)
    return made


@transaction.atomic
def end_offer(*, succession: Succession, by: User, at: datetime) -> Succession:
    """The owner takes it back, or the other does not want it; again changes nothing.

    Raises :class:`NotToTake` for a stall that has changed hands.
    """
    producer = _locked(succession.owner.producer_id)
    succession = Succession.objects.get(pk=succession.pk)
    if succession.accepted_at:
        raise NotToTake(_("Gian hàng đã được trao rồi."))
    if succession.ended_at is None:
        succession.ended_at, succession.phone = at, ""
        succession.save(update_fields=["ended_at", "phone"])
        journal.record(actor=by, verb="ended offer of stall", subject=producer, at=at)
    return succession


def _locked(producer: int) -> Producer:
    """The producer's row is the lock of who owns it."""
    return Producer.objects.select_for_update().get(pk=producer)


def _owner_of(producer: Producer) -> Membership:
    owners = producer.memberships.active().filter(role=Membership.Role.OWNER)
    return owners.select_related("user").get()


def _leave(old: Membership, by: User, at: datetime) -> None:
    """The old owner is out, with the consents they gave, and whatever the new one was before."""
    given = Consent.objects.filter(person=old.user, producer=old.producer_id, ended_at=None)
    for consent in given:
        end_consent(consent=consent, by=by, at=at)
    held = Membership.objects.filter(producer=old.producer_id, revoked_at=None)
    held.filter(user__in=(old.user, by)).update(revoked_at=at)


def _refuse_too_often(producer: Producer, at: datetime) -> None:
    try:
        count_try(key=f"succession:{producer.pk}", at=at, limit=OFFERS_A_DAY, within=DAY)
    except TooOften as failure:
        raise NotOffered(_("Hôm nay đã mời nhiều số quá. Mai làm tiếp."), code="too_often") from (
            failure
        )


def _tell_offered(made: Succession, by: User, at: datetime) -> None:
    known = User.objects.filter(phone=made.phone, is_active=True).first()
    with speaking(known.language if known else ""):
        words = {
            "name": str(by),
            "stall": made.owner.producer.name,
            "page": settings.SITE_URL + reverse("workspace:taking", args=[made.pk]),
        }
        outbox.tell(
            kind=Kind.MEMBER,
            key=f"succession:{made.pk}",
            phone=made.phone,
            email=known.email if known else "",
            subject=_("Có người trao gian hàng cho bạn"),
            body=_(
                "%(name)s muốn trao gian hàng %(stall)s cho bạn làm chủ. Đăng nhập bằng số này, "
                "xem rồi nhận trong 7 ngày: %(page)s. Không quen thì bỏ qua."
            )
            % words,
            at=at,
        )


def _tell_accepted(made: Membership, old: User, at: datetime) -> None:
    with speaking(old.language):
        outbox.tell(
            kind=Kind.ACCOUNT,
            key=f"succession:{made.pk}:accepted",
            phone=old.phone,
            email=old.email,
            subject=_("Gian hàng đã có chủ mới"),
            body=_("%(name)s đã nhận gian hàng %(stall)s. Bạn không còn vào được nữa.")
            % {"name": str(made.user), "stall": made.producer.name},
            at=at,
        )
