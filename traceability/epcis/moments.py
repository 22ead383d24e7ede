"""Times and numbers as EPCIS writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

DIGITS = re.compile(r"[+-]?\d{1,14}(\.\d{1,12})?", re.ASCII)


def moment(text: str) -> datetime | None:
    """A date and time with its offset from UTC; None for anything else."""
    try:
        read = datetime.fromisoformat(text)
        return read if read.utcoffset() is not None and read.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None


def seconds(at: datetime) -> Decimal:
    """Since 1970, as numbers of facts are kept."""
    return Decimal(str(at.timestamp()))


def number(text: str) -> Decimal | None:
    """A plain decimal number of sensible size; None for anything else."""
    return Decimal(text) if DIGITS.fullmatch(text) else None
