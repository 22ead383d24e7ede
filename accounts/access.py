"""The doors to what is a person's own, or was signed here: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from accounts import links
from accounts.models import Attempt, Session

if TYPE_CHECKING:
    from accounts.messages.kinds import Family
    from accounts.models import User

LONGEST_KEY = 18
"""Digits of a key that every database can hold."""


def reader_of(token: str) -> tuple[str, Family]:
    """Whose choices an address changes (a key), and the family of messages it came with."""
    try:
        return links.reader(token)
    except links.Forged as failure:
        raise Http404 from failure


def attempt_to_report(token: str) -> Attempt:
    """The try that an address for reports was made for."""
    try:
        key = links.attempt_pk(token)
    except links.Forged as failure:
        raise Http404 from failure
    return get_object_or_404(Attempt, pk=key)


def key_of(user: User, pk: int) -> Authenticator:
    """A key of this person's own."""
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return get_object_or_404(keys, pk=pk if pk < 10**LONGEST_KEY else None)


def session_of(user: User, handle: str) -> Session:
    """Where this person is signed in, by the name its page gives it."""
    for row in Session.objects.filter(user=user):
        if constant_time_compare(row.handle, handle):
            return row
    raise Http404
