"""A supporter asks, a producer consents by a code, and from then on one works for the other."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.language import speaking
from accounts.limits import TooOften, count_try
from accounts.messages.kinds import Kind
from accounts.models import User
from catalog.models import Consent, Membership, Producer

if TYPE_CHECKING:
    from datetime import datetime

CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
LASTS = timedelta(days=365)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CODES_AN_HOUR_TO_A_PHONE = 3
CODES_A_DAY_BY_A_SUPPORTER = 20


class NotToOneself(ValidationError):
    """The phone is the supporter's own."""


class AskedTooOften(ValidationError):
    """That phone, or this supporter, has had enough codes for now."""


class WrongCode(ValidationError):
    """Not the code that was sent; or it is over, or was tried too often."""


class NotConsented(ValidationError):
    """The consent is over, or is about another stall."""


@transaction.atomic
def ask_consent(*, supporter: User, phone: str, at: datetime) -> Consent:
    """Send a code to the producer's telephone; what it lets happen is said beside it.

    ``phone`` is E.164. Raises :class:`NotToOneself`, :class:`AskedTooOften`.
    """
    if phone == supporter.phone:
        raise NotToOneself(_("Đây là số của chính bạn. Hãy ghi số của người bạn giúp."))
    _refuse_too_often(supporter, phone, at)
    code = f"{secrets.randbelow(1_000_000):06}"
    consent = Consent.objects.create(
        supporter=supporter, phone=phone, digest="", asked_at=at, code_until=at + CODE_LASTS
    )
    consent.digest = _digest(consent, code)
    consent.save(update_fields=["digest"])
    _send(consent, code, at)
    return consent


def _send(consent: Consent, code: str, at: datetime) -> None:
    known = User.objects.filter(phone=consent.phone).first()
    words = {"name": str(consent.supporter), "code": code}
    with speaking(known.language if known else ""):
        outbox.tell(
            kind=Kind.CONSENT,
            key=f"consent:{consent.pk}",
            phone=consent.phone,
            email="",
            subject=_("Cho người làm thay bạn"),
            body=_(
                "%(name)s xin ghi sổ, bày hàng thay bạn trên Chợ Gốc trong một năm; không đụng "
                "được tới tiền. Nếu bạn đồng ý, đọc mã %(code)s cho người ấy. "
                "Không quen thì đừng đọc."
            )
            % words,
            words=words,
            at=at,
        )


def give_consent(*, consent: Consent, code: str, name: str, at: datetime) -> Consent:
    """Take the code that the producer read out; ``name`` is theirs, where nobody knew it.

    Raises :class:`WrongCode`; a wrong try is counted also then. Twice the same changes nothing.
    """
    if consent.given_at:
        return consent
    if not _is_right(consent=consent, code=code, at=at):
        raise WrongCode(
            _("Mã chưa đúng hoặc đã hết hạn. Xem lại tin nhắn trên máy người ấy, hoặc gửi mã mới.")
        )
    return _given(consent=consent, name=name, at=at)


@transaction.atomic
def _is_right(*, consent: Consent, code: str, at: datetime) -> bool:
    """Count the try, and judge it; a right one that comes too late is wrong."""
    held = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    held.tries += 1
    held.save(update_fields=["tries"])
    is_open = held.tries <= MOST_TRIES and at < held.code_until
    return is_open and constant_time_compare(held.digest, _digest(held, code))


@transaction.atomic
def _given(*, consent: Consent, name: str, at: datetime) -> Consent:
    """Whoever holds the telephone is known from now on."""
    held = Consent.objects.select_for_update(of=("self",)).select_related("supporter")
    consent = held.get(pk=consent.pk)
    if consent.given_at:
        return consent
    person, is_new = User.objects.get_or_create(
        phone=consent.phone, defaults={"full_name": name, "phone_verified_at": at}
    )
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    consent.person, consent.given_at, consent.valid_until = person, at, at + LASTS
    consent.save(update_fields=["person", "given_at", "valid_until"])
    journal.record(actor=person, verb="gave consent", subject=consent, at=at)
    return consent


@transaction.atomic
def help_stall(*, consent: Consent, producer: Producer, at: datetime) -> Membership:
    """Begin to work at a stall of whoever consented. Raises :class:`NotConsented`.

    Whoever works there already stays what they are.
    """
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    if not _covers(consent, producer, at):
        raise NotConsented(_("Lời đồng ý này đã hết, hoặc không phải cho gian hàng này."))
    consent.producer = producer
    consent.save(update_fields=["producer"])
    return begin(consent=consent, producer=producer, at=at)


def _covers(consent: Consent, producer: Producer, at: datetime) -> bool:
    if not Consent.objects.standing(at=at).filter(pk=consent.pk).exists():
        return False
    is_theirs = Producer.objects.owned_by(consent.giver).filter(pk=producer.pk).exists()
    return is_theirs and consent.producer_id in {None, producer.pk}


@transaction.atomic
def begin(*, consent: Consent, producer: Producer, at: datetime) -> Membership:
    """The membership that a consent stands for; one that ran out makes way for it."""
    held = producer.memberships.filter(user=consent.supporter, revoked_at__isnull=True)
    held.filter(valid_until__lte=at).update(revoked_at=at)
    if known := held.first():
        return known
    membership = Membership.objects.create(
        producer=producer,
        user=consent.supporter,
        role=Membership.Role.SUPPORTER,
        invited_by=consent.person,
        consented_at=consent.given_at,
        valid_until=consent.valid_until,
    )
    journal.record(
        actor=consent.person,
        verb="added_supporter",
        subject=consent.supporter,
        at=at,
        on_behalf_of=producer,
    )
    return membership


@transaction.atomic
def end_consent(*, consent: Consent, by: User, at: datetime) -> Consent:
    """Whoever consented takes it back: the supporter is out from the next request on."""
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.ended_at is None:
        consent.ended_at = at
        consent.save(update_fields=["ended_at"])
        journal.record(actor=by, verb="ended consent", subject=consent, at=at)
        helping = Membership.objects.filter(
            user=consent.supporter_id,
            producer=consent.producer_id,
            role=Membership.Role.SUPPORTER,
            revoked_at__isnull=True,
        )
        helping.update(revoked_at=at)
    return consent


def _refuse_too_often(supporter: User, phone: str, at: datetime) -> None:
    try:
        count_try(key=f"consent:{phone}", at=at, limit=CODES_AN_HOUR_TO_A_PHONE, within=HOUR)
        count_try(
            key=f"consents-by:{supporter.pk}", at=at, limit=CODES_A_DAY_BY_A_SUPPORTER, within=DAY
        )
    except TooOften as failure:
        raise AskedTooOften(
            _("Đã gửi nhiều mã quá. Nghỉ một lúc rồi gửi lại."), code="too_often"
        ) from failure


def _digest(consent: Consent, code: str) -> str:
    return salted_hmac(f"consent.{consent.pk}", code, algorithm="sha256").hexdigest()
