"""The doors that signed addresses open: found and signed here, or 404."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts import links
from accounts.messages.kinds import Family, trait
from accounts.models import Attempt, Message


def reader_of(token: str) -> tuple[str, Family]:
    """Whose choices an address changes (a key), and the family of messages it came with."""
    message = get_object_or_404(Message, pk=_found(links.message_pk(token)))
    person = links.person_key(phone=message.phone, email=message.email)
    return person, trait(message.kind).family


def attempt_to_report(token: str) -> Attempt:
    """The try that an address for reports was made for."""
    return get_object_or_404(Attempt, pk=_found(links.attempt_pk(token)))


def _found(key: int | None) -> int:
    if key is None:
        raise Http404
    return key
