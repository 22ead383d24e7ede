"""Times as vendors in Vietnam write them: wall time of +07:00, and milliseconds since 1970."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from marketplace.payments.gateways.contract import Forged, Unreadable

VIETNAM = timezone(timedelta(hours=7))
TOLERANCE = timedelta(seconds=300)
"""How far another's clock may lie from ours."""

DIGITS, DIGITS_LONG = "%Y%m%d%H%M%S", 14
FIRST_YEAR, LAST_YEAR = 2000, 3000
LATEST = 2**43  # milliseconds; a time beyond the year 2248 is a mistake


def digits(at: datetime) -> str:
    """Such as ``20261121140237``, on the wall in Vietnam."""
    return at.astimezone(VIETNAM).strftime(DIGITS)


def from_digits(text: str) -> datetime:
    """The time of such fourteen digits; ``Unreadable`` for anything else."""
    if not (len(text) == DIGITS_LONG and text.isascii() and text.isdecimal()):
        raise Unreadable("a time is missing or wrong")
    return from_words(f"{text[:8]}T{text[8:]}")


def from_words(text: str) -> datetime:
    """The time of words such as ``2026-11-21 14:02:37``; ``Unreadable`` for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Unreadable("a time is missing or wrong") from problem
    if not FIRST_YEAR <= moment.year < LAST_YEAR:  # a database keeps no stranger years
        raise Unreadable("a time lies in no year of ours")
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def from_milliseconds(fields: Mapping[str, Any], key: str) -> datetime:
    value = fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LATEST:
        raise Unreadable(f"{key} is missing or wrong")
    return datetime.fromtimestamp(value / 1000, tz=UTC)


def not_ahead(moment: datetime, *, at: datetime) -> datetime:
    """The same; ``Forged`` when it has not been yet: nobody pays tomorrow."""
    if moment > at + TOLERANCE:
        raise Forged("it lies in the future")
    return moment
