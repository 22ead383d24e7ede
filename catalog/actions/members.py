"""Who may act for a producer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from accounts.models import User
from catalog.models import Consent, Membership

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Producer


class NoSuchPerson(ValidationError):
    """Nobody with that phone number has an account."""


class AlreadyMember(ValidationError):
    """The person may act for this producer already."""


class OwnerStays(ValidationError):
    """A stall always has its owner: whoever wants to leave hands it over."""


@transaction.atomic
def add_member(*, producer: Producer, phone: str, role: str, by: User, at: datetime) -> Membership:
    """Let a person act for the producer; the owner's word is the producer's consent.

    ``phone`` is E.164. Raises NoSuchPerson, AlreadyMember.
    """
    user = User.objects.filter(phone=phone, is_active=True).first()
    if user is None:
        raise NoSuchPerson(_("Số này chưa có tài khoản. Mời người ấy đăng ký trước."))
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                producer=producer, user=user, role=role, invited_by=by, consented_at=at
            )
    except IntegrityError as failure:
        raise AlreadyMember(_("Người này đã cùng làm rồi.")) from failure
    journal.record(actor=by, verb=f"added_{role}", subject=user, at=at, on_behalf_of=producer)
    with speaking(user.language):
        outbox.tell(
            kind=Kind.MEMBER,
            key=f"member:{membership.pk}",
            phone=user.phone,
            email=user.email,
            subject=_("Gian hàng mới của bạn"),
            body=_("Bạn được mời cùng làm ở gian hàng %(name)s.") % {"name": producer.name},
            at=at,
        )
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by: User, at: datetime) -> Membership:
    """End a membership from the next request on. Raises OwnerStays."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.role == Membership.Role.OWNER:
        raise OwnerStays(_("Gian hàng luôn phải có chủ. Muốn thôi thì trao cho người khác."))
    membership.revoked_at = at
    membership.save(update_fields=["revoked_at"])
    consents = Consent.objects.filter(supporter=membership.user, producer=membership.producer)
    consents.filter(ended_at__isnull=True).update(ended_at=at)
    journal.record(
        actor=by,
        verb="removed_member",
        subject=membership.user,
        at=at,
        on_behalf_of=membership.producer,
    )
    return membership
