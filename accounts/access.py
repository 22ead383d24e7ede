"""The doors that signed addresses open: found and signed here, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts import links
from accounts.models import Attempt

if TYPE_CHECKING:
    from accounts.messages.kinds import Family


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
