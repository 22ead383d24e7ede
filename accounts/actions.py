"""What people change about themselves and about what they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from accounts import consents, journal, letters
from accounts.delivery import CARRIED, settle
from accounts.messages.channels.contract import Verdict
from accounts.messages.kinds import LEAVABLE, Family
from accounts.models import Attempt, Consent, Message, Session, Unsubscription, User
from accounts.tasks import send_message

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

Outcome = Attempt.Outcome


@transaction.atomic
def change_profile(*, user: User, full_name: str, email: str, at: datetime) -> User:
    """Keep a person's new name and e-mail address."""
    user.full_name, user.email = full_name, email
    user.save(update_fields=["full_name", "email"])
    journal.record(actor=user, verb="changed_profile", subject=user, at=at)
    return user


@transaction.atomic
def make_token(*, user: User, at: datetime) -> str:
    """A fresh API key for this person, shown once; the one before it opens nothing any more."""
    user = User.objects.select_for_update().get(pk=user.pk)
    Token.objects.filter(user=user).delete()
    token = Token.objects.create(user=user)
    journal.record(actor=user, verb="made_token", subject=user, at=at)
    return str(token.key)


@transaction.atomic
def revoke_token(*, user: User, at: datetime) -> None:
    """The person's API key opens nothing any more; twice is as good as once."""
    revoked, _each = Token.objects.filter(user=user).delete()
    if revoked:
        journal.record(actor=user, verb="revoked_token", subject=user, at=at)


@transaction.atomic
def choose_way(*, user: User, language: str, wants_mail_first: bool, at: datetime) -> User:
    """Keep in which language and through what a person wants to hear from the market."""
    user.language, user.wants_mail_first = language, wants_mail_first
    user.save(update_fields=["language", "wants_mail_first"])
    journal.record(actor=user, verb="chose_messages", subject=user, at=at)
    return user


@transaction.atomic
def leave_messages(*, person: str, family: Family, at: datetime) -> None:
    """Send this person (a key) no more of a family; what is essential cannot be left."""
    if family in LEAVABLE:
        Unsubscription.objects.get_or_create(person=person, family=family, defaults={"left_at": at})


@transaction.atomic
def choose_messages(
    *, person: str, wanted: Collection[str], at: datetime, by: User | None = None
) -> None:
    """Send this person (a key) those families, of all that can be left, and no others.

    Of whoever is signed in (``by``), the ledger of consent says so.
    """
    for family in LEAVABLE:
        if family not in wanted:
            leave_messages(person=person, family=family, at=at)
    Unsubscription.objects.filter(person=person, family__in=wanted).delete()
    if by:
        consents.note(
            user=by,
            purpose=Consent.Purpose.MESSAGES,
            is_given=bool(wanted),
            way=Consent.Way.ACCOUNT,
            detail=" ".join(sorted(wanted)),
            at=at,
        )


@transaction.atomic
def hear_report(*, attempt: Attempt, verdict: Verdict, at: datetime) -> None:
    """A channel's word on a message: it is there, or it never will be and another way is tried.

    The first such word stands; the same again, in whatever order, changes nothing.
    """
    message = Message.objects.select_for_update().get(pk=attempt.message_id)
    attempt = message.attempts.get(pk=attempt.pk)
    if attempt.outcome in {Outcome.DELIVERED, Outcome.REFUSED} or verdict is Verdict.IGNORED:
        return
    if verdict is Verdict.DELIVERED:
        settle(message, attempt, Outcome.DELIVERED, at)
        return
    settle(message, attempt, Outcome.REFUSED, at)
    is_there = message.attempts.filter(outcome__in=CARRIED).exists()
    if message.state == Message.State.SENT and not is_there:
        message.state, message.sent_at, message.due_at = Message.State.WAITING, None, at
        message.save(update_fields=["state", "sent_at", "due_at"])
        send_message.enqueue(message.pk)


class LastWayIn(ValidationError):
    """Without this key nobody could get into the account any more."""


@transaction.atomic
def remove_key(*, user: User, key: int, at: datetime) -> None:
    """A key (primary key) of this person opens nothing any more; twice is as good as once.

    Raises :class:`LastWayIn`. The person's row is locked: of two tabs that remove the last two
    keys, one is refused.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    if not keys.filter(pk=key).exists():
        return
    others = keys.exclude(pk=key).exists()
    if not (others or user.has_usable_password() or user.phone_verified_at):
        raise LastWayIn(
            _("Đây là cách đăng nhập cuối cùng của bạn. Hãy đặt mật khẩu hoặc xác nhận số trước.")
        )
    keys.filter(pk=key).delete()
    if not others:
        Authenticator.objects.filter(user=user).delete()
    journal.record(actor=user, verb="removed_key", subject=user, at=at)
    letters.tell_key_removed(user, at=at)


@transaction.atomic
def note_key(*, user: User, key: int, at: datetime) -> None:
    """A key was added by whoever is signed in: the owner of the number hears of it."""
    journal.record(actor=user, verb="added_key", subject=user, at=at)
    letters.tell_key_added(user, key=key, at=at)


@transaction.atomic
def rename_key(*, user: User, key: int, name: str) -> None:
    """Another name for a key (primary key) of this person."""
    keys = Authenticator.objects.select_for_update().filter(user=user)
    found = keys.get(pk=key, type=Authenticator.Type.WEBAUTHN)
    found.data["name"] = name
    found.save(update_fields=["data"])


@transaction.atomic
def end_sessions(*, user: User, keys: Collection[str], at: datetime) -> int:
    """Sign these browsers out (session keys of this person); say how many were signed in."""
    ended, _each = Session.objects.filter(user=user, session_key__in=keys).delete()
    if ended:
        journal.record(actor=user, verb="ended_sessions", subject=user, at=at, count=ended)
    return ended
