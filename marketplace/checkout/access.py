"""Trying voucher codes: as often as people mistype, not as often as machines guess."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from accounts import limits
from marketplace.vouchers.discounts import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.http import HttpRequest

    from marketplace.vouchers.discounts import Kind

TRIES = 10
TRIES_WITHIN = timedelta(minutes=15)


@contextmanager
def guesses_counted(
    request: HttpRequest, codes: Mapping[Kind, str], at: datetime
) -> Iterator[None]:
    """Look codes up in here: an unknown one is counted, and after too many none is looked up.

    Raises ``vouchers.Refused``, for too many as for any other reason.
    """
    if not codes:
        yield
        return
    key = _caller(request)
    if limits.tried(key=key, at=at, within=TRIES_WITHIN) >= TRIES:
        raise Refused(next(iter(codes)), Reason.TOO_OFTEN)
    try:
        yield
    except Refused as refused:
        if refused.reason is Reason.UNKNOWN:
            limits.count_try(key=key, at=at, limit=2 * TRIES, within=TRIES_WITHIN)
        raise


def _caller(request: HttpRequest) -> str:
    """One name for a person, or for an address on the net that cannot be read back from it."""
    who = str(request.user.pk or request.META.get("REMOTE_ADDR", ""))
    return "voucher:" + salted_hmac("checkout.voucher", who).hexdigest()[:32]
