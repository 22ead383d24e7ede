"""Signed addresses: where one leaves a family of messages, and where a channel reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from accounts.models import Attempt, Message

LONGEST_KEY = 18


def person_key(*, phone: str, email: str) -> str:
    """Under which a person's choices are kept: a keyed hash of the phone, else of the e-mail."""
    return salted_hmac("messages.person", phone or email.casefold()).hexdigest()


def reference(message: Message) -> str:
    """By which a channel knows a message again; nothing of the person can be read from it."""
    return salted_hmac("messages.reference", message.key).hexdigest()[:32]


def leave_url(message: Message) -> str:
    return f"{settings.SITE_URL}{reverse('messages:choices', args=[_sign('leave', message.pk)])}"


def report_url(attempt: Attempt) -> str:
    return f"{settings.SITE_URL}{reverse('messages:report', args=[_sign('report', attempt.pk)])}"


def message_pk(token: str) -> int | None:
    """The message of an address at which one leaves; None when it was not signed here."""
    return _read("leave", token)


def attempt_pk(token: str) -> int | None:
    """The attempt of an address for reports; None when it was not signed here."""
    return _read("report", token)


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"messages.{purpose}", sep=".")


def _sign(purpose: str, key: int) -> str:
    return _signer(purpose).sign(str(key))


def _read(purpose: str, token: str) -> int | None:
    try:
        key = _signer(purpose).unsign(token)
    except BadSignature:
        return None
    return int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else None
