"""What comes over the wire: who signed it and when, before a byte of it is believed."""

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard

from marketplace.payments.gateways.contract import Answer, Forged, Unreadable

TOLERANCE = timedelta(seconds=300)
"""How far a signature's time may lie from ours, either way."""

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
    return next((value for key, value in headers.items() if key.lower() == name.lower()), "")


def sign(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over time, full stop and raw body, in hexadecimal digits."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, "sha256").hexdigest()


def open_sealed(
    body: bytes, *, stamp: str, signatures: Iterable[str], secret: str, at: datetime
) -> dict[str, Any]:
    """The JSON object inside, once one of the signatures holds; or ``Forged``, ``Unreadable``."""
    if len(body) > MOST_BYTES:
        raise Unreadable("too long")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):  # noqa: PLR2004 - seconds
        raise Forged("no time of signing")
    expected = sign(secret, stamp, body).encode()
    given = [signature.encode(errors="replace") for signature in signatures]
    if not secret or not any([hmac.compare_digest(expected, one) for one in given]):  # noqa: C419
        # A list, not a generator: every signature is compared, in the same time.
        raise Forged("wrong signature")
    if abs(at.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        raise Forged("signed too long ago or in the future")
    return _json_object(body)


def seal_of_demo(body: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """The headers under which the demo bank and the demo carrier send a body."""
    stamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        DEMO_STAMP: stamp,
        DEMO_SIGNATURE: f"sha256={sign(secret, stamp, body)}",
    }


def open_demo(
    body: bytes, headers: Mapping[str, str], *, secret: str, at: datetime
) -> dict[str, Any]:
    """What is inside such a body; or ``Forged``, ``Unreadable``."""
    signature = header(headers, DEMO_SIGNATURE).removeprefix("sha256=")
    stamp = header(headers, DEMO_STAMP)
    return open_sealed(body, stamp=stamp, signatures=[signature], secret=secret, at=at)


def reply(fields: Mapping[str, Any], *, status: int) -> Answer:
    """An answer in JSON."""
    return Answer(status=status, body=json.dumps(fields).encode(), content_type="application/json")


def words(fields: Mapping[str, Any], key: str) -> str:
    """Text as a database can keep it, ``""`` when there is none."""
    text = fields.get(key)
    if not isinstance(text, str):
        return ""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return clean[:MOST_TEXT].strip()


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


def moment(fields: Mapping[str, Any], key: str) -> datetime:
    """A time given as seconds since 1970."""
    return datetime.fromtimestamp(_whole(fields, key, most=MOST_SECONDS), tz=UTC)


def inner(fields: Mapping[str, Any], key: str) -> dict[str, Any]:
    """An object within the object; an empty one when it is missing."""
    value = fields.get(key) or {}
    if not isinstance(value, dict):
        raise Unreadable(f"{key} is no object")
    return value


def _json_object(body: bytes) -> dict[str, Any]:
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
