"""How much of the API one caller may use: counted atomically, no address kept in clear."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.limits import TooOften, count_try

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from rest_framework.views import APIView

VISITOR_LIMIT = 120
PERSON_LIMIT = 600
SPAN = timedelta(minutes=1)
HOME_PREFIX = 64  # bits of an IPv6 address that name one household


class FairUse(BaseThrottle):
    """120 requests a minute for a visitor, 600 for a signed-in person."""

    again_at: datetime | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:  # noqa: ARG002
        person = request.user if request.user.is_authenticated else None
        key = f"api:user:{person.pk}" if person else visitor_key(self.get_ident(request) or "")
        limit = PERSON_LIMIT if person else VISITOR_LIMIT
        try:
            count_try(key=key, at=now(), limit=limit, within=SPAN)
        except TooOften as refusal:
            self.again_at = refusal.again_at
            return False
        return True

    def wait(self) -> float | None:
        """Seconds until the next request would be let through; at least one."""
        if self.again_at is None:
            return None
        return max(1.0, (self.again_at - now()).total_seconds())


def visitor_key(address: str) -> str:
    """Under which a visitor is counted: a keyed hash, of the household's part in IPv6."""
    return "api:visitor:" + salted_hmac("accounts.throttles", _household(address)).hexdigest()


def caller(request: HttpRequest, what: str) -> str:
    """Under which tries of something from one address are counted; it cannot be read back."""
    address = BaseThrottle().get_ident(Request(request)) or ""
    return f"{what}:" + salted_hmac("accounts.throttles", _household(address)).hexdigest()[:32]


def _household(address: str) -> str:
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((ip, HOME_PREFIX), strict=False)) if ip.version > 4 else str(ip)  # noqa: PLR2004
