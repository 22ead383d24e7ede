"""One-time codes: six digits sent to a telephone show that whoever types them holds it.

What is kept is a keyed hash, in the session of whoever asked, for ten minutes.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.limits import count_try
from accounts.messages.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

SESSION_KEY = "codes"
GOOD_FOR = timedelta(minutes=10)
CODES_AN_HOUR = 5
TRIES_AN_HOUR = 10
HOUR = timedelta(hours=1)


def count_code(*, phone: str, at: datetime) -> None:
    """Of whatever purpose: raises ``TooOften`` for a sixth code to one telephone in the hour."""
    count_try(key=f"code:{phone}", at=at, limit=CODES_AN_HOUR, within=HOUR)


def tell_code(*, phone: str, code: str, at: datetime) -> None:
    """Send it, at once and to the telephone alone."""
    outbox.tell(
        key=f"code:{phone}:{at.timestamp()}",
        phone=phone,
        email="",
        kind=Kind.CODE,
        subject=_("Mã xác nhận"),
        body=_("Chợ Gốc: mã của bạn là %(code)s. Đừng đưa mã này cho ai.") % {"code": code},
        words={"code": code},
        at=at,
    )


def ask(request: HttpRequest, *, purpose: str, phone: str, at: datetime) -> None:
    """Send a code to that telephone (E.164); an older one of this purpose is void. ``TooOften``."""
    count_code(phone=phone, at=at)
    code = f"{secrets.randbelow(10**6):06}"
    kept = {"phone": phone, "hash": _hash(purpose, phone, code)}
    asked = request.session.get(SESSION_KEY, {})
    until = (at + GOOD_FOR).timestamp()
    request.session[SESSION_KEY] = {**asked, purpose: {**kept, "until": until}}
    tell_code(phone=phone, code=code, at=at)


def is_asked(request: HttpRequest, *, purpose: str, phone: str, at: datetime) -> bool:
    """Whether a code that was sent to that telephone can still be typed."""
    kept = request.session.get(SESSION_KEY, {}).get(purpose)
    return bool(kept) and kept["phone"] == phone and at.timestamp() < kept["until"]


def is_right(request: HttpRequest, *, purpose: str, phone: str, typed: str, at: datetime) -> bool:
    """Whether that is the code; once right, it is used up. ``TooOften`` after ten wrong ones."""
    count_try(key=f"code-typed:{purpose}:{phone}", at=at, limit=TRIES_AN_HOUR, within=HOUR)
    if not is_asked(request, purpose=purpose, phone=phone, at=at):
        return False
    asked = dict(request.session[SESSION_KEY])
    if not hmac.compare_digest(asked[purpose]["hash"], _hash(purpose, phone, typed)):
        return False
    del asked[purpose]
    request.session[SESSION_KEY] = asked
    return True


def _hash(purpose: str, phone: str, code: str) -> str:
    return salted_hmac("accounts.codes", f"{purpose}:{phone}:{code}").hexdigest()
