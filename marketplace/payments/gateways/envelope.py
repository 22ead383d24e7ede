"""What comes over the wire: who signed it and when, before a byte of it is believed."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeGuard

from marketplace.payments.gateways import signing
from marketplace.payments.gateways.clock import TOLERANCE
from marketplace.payments.gateways.contract import Answer, Forged, Unreadable

MOST_BYTES = 1024 * 1024
MOST_MONEY = 10**15
"""More than all the money there is: a sum above this is a mistake, and would not fit a column."""

MOST_SECONDS = 2**33
"""A time beyond the year 2242 is a mistake."""

DEMO_STAMP, DEMO_SIGNATURE = "X-Sandbox-Timestamp", "X-Sandbox-Signature"
MOST_TEXT = 500
MOST_NAME = 100


def header(headers: Mapping[str, str], name: str) -> str:
    """A header by its name in any case, ``""`` when it is missing."""
    if name in headers:
        return headers[name]
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), "")


def open_sealed(
    body: bytes,
    *,
    stamp: str,
    signatures: Iterable[str],
    secrets: Iterable[str],
    at: datetime,
) -> dict[str, Any]:
    """The JSON object inside, once one of the signatures holds; or ``Forged``, ``Unreadable``.

    Signed are the seconds of ``stamp``, a full stop and the raw body (HMAC-SHA256).
    """
    refuse_long(body)
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):  # noqa: PLR2004 - seconds
        raise Forged("no time of signing")
    if not signing.is_signed(secrets, stamp.encode() + b"." + body, "sha256", given=signatures):
        raise Forged("wrong signature")
    refuse_stale(int(stamp), at=at)
    return json_object(body)


def refuse_long(body: bytes) -> None:
    if len(body) > MOST_BYTES:
        raise Unreadable("too long")


def refuse_stale(seconds: float, *, at: datetime) -> None:
    """``Forged`` when it was signed more than five minutes from now, either way."""
    if abs(at.timestamp() - seconds) > TOLERANCE.total_seconds():
        raise Forged("signed too long ago or in the future")


def seal_of_demo(body: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """The headers under which the demo bank and the demo carrier send a body."""
    stamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        DEMO_STAMP: stamp,
        DEMO_SIGNATURE: "sha256=" + signing.sign([secret], stamp.encode() + b"." + body, "sha256"),
    }


def open_demo(
    body: bytes, headers: Mapping[str, str], *, secret: str, at: datetime
) -> dict[str, Any]:
    """What is inside such a body; or ``Forged``, ``Unreadable``."""
    signature = header(headers, DEMO_SIGNATURE).removeprefix("sha256=")
    stamp = header(headers, DEMO_STAMP)
    return open_sealed(body, stamp=stamp, signatures=[signature], secrets=[secret], at=at)


def reply(fields: Mapping[str, Any], *, status: int) -> Answer:
    """An answer in JSON."""
    return Answer(status=status, body=json.dumps(fields).encode(), content_type="application/json")


def words(fields: Mapping[str, Any], key: str) -> str:
    """Text as a database can keep it, ``""`` when there is none."""
    text = fields.get(key)
    if not isinstance(text, str):
        return ""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text[:MOST_TEXT].strip()


def identity(fields: Mapping[str, Any], key: str) -> str:
    """The gateway's own name for something: a short printable word or a whole number."""
    value = fields.get(key)
    text = str(value) if _is_whole(value) else value
    if not isinstance(text, str) or not 0 < len(text) <= MOST_NAME or not text.isprintable():
        raise Unreadable(f"{key} is missing or wrong")
    return text


def money(fields: Mapping[str, Any], key: str) -> int:
    """A sum in whole units; never a fraction, a text or a truth value."""
    return _whole(fields, key, most=MOST_MONEY)


def money_in_digits(fields: Mapping[str, Any], key: str) -> int:
    """A sum in whole units, written in plain digits as text."""
    text = fields.get(key)
    if not (isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= 15):  # noqa: PLR2004 - as many as MOST_MONEY has
        raise Unreadable(f"{key} is missing or wrong")
    return int(text)


def moment(fields: Mapping[str, Any], key: str) -> datetime:
    """A time given as seconds since 1970."""
    return datetime.fromtimestamp(_whole(fields, key, most=MOST_SECONDS), tz=UTC)


def inner(fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    """An object within the object; an empty one when it is missing."""
    value = fields.get(key) or {}
    if not isinstance(value, dict):
        raise Unreadable(f"{key} is no object")
    return value


def json_object(body: bytes) -> dict[str, Any]:
    """The JSON object that a body is, in UTF-8; ``Unreadable`` for anything else."""
    try:
        value = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise Unreadable("no JSON") from problem
    if not isinstance(value, dict):
        raise Unreadable("no JSON object")
    return value


def _whole(fields: Mapping[str, Any], key: str, *, most: int) -> int:
    value = fields.get(key)
    if not _is_whole(value) or not 0 <= value <= most:
        raise Unreadable(f"{key} is missing or wrong")
    return value


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
