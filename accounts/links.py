"""Signed addresses: where one leaves a family of messages, and where a channel reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.messages.kinds import Family

if TYPE_CHECKING:
    from accounts.models import Attempt, Message


class Forged(ValueError):
    """An address that was not signed here."""


def person_key(*, phone: str, email: str) -> str:
    """Under which a person's choices are kept: a keyed hash of the phone, else of the e-mail."""
    return salted_hmac("messages.person", phone or email.casefold()).hexdigest()[:32]


def reference(message: Message) -> str:
    """By which a channel knows a message again; nothing of the person can be read from it."""
    return salted_hmac("messages.reference", message.key).hexdigest()[:32]


def leave_url(message: Message) -> str:
    """Where whoever got this message leaves its family."""
    person = person_key(phone=message.phone, email=message.email)
    return settings.SITE_URL + choices_page(person=person, family=message.trait.family)


def choices_page(*, person: str, family: Family) -> str:
    """The path of a person's choices (by key), opened because of a family of messages."""
    return reverse("messages:choices", args=[_sign("leave", f"{family}:{person}")])


def report_url(attempt: Attempt) -> str:
    token = _sign("report", str(attempt.pk))
    return f"{settings.SITE_URL}{reverse('messages:report', args=[token])}"


def reader(token: str) -> tuple[str, Family]:
    """Whose choices an address changes, and the family of messages; or :class:`Forged`."""
    family, _colon, person = _read("leave", token).partition(":")
    return person, Family(family)


def attempt_pk(token: str) -> int:
    """The attempt of an address for reports; or :class:`Forged`."""
    return int(_read("report", token))


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"messages.{purpose}", sep=".")


def _sign(purpose: str, told: str) -> str:
    return _signer(purpose).sign(told)


def _read(purpose: str, token: str) -> str:
    try:
        return _signer(purpose).unsign(token)
    except BadSignature as failure:
        raise Forged(purpose) from failure
