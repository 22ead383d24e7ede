"""SMS and Zalo ZNS that live in this process: for demonstrations and tests. They can misbehave.

``mood`` says how. Numbers that end in ``strangers`` have no Zalo, or no telephone behind them.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from accounts.messages.channels.contract import (
    Busy,
    Letter,
    Receipt,
    Refused,
    Unanswered,
    Unavailable,
    Unreadable,
    Verdict,
)
from accounts.messages.segments import fits

REMEMBERED = 1_000
HOME = "+84"
APPROVED = ("code:vi", "order_link:vi", "paid:vi", "recall:vi", "shipped:vi")


class Mood(StrEnum):
    """How the day goes: what ``VANISHING`` takes arrives, but it never says so."""

    WELL = "well"
    AWAY = "away"
    SLOW = "slow"
    CROWDED = "crowded"
    REFUSING = "refusing"
    VANISHING = "vanishing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """What both have in common; ``arrived`` is what the telephones have shown, in their order."""

    mood: Mood = Mood.WELL
    strangers: str = "404"
    wait: Callable[[], object] = field(default=lambda: time.sleep(2), repr=False)
    arrived: deque[Letter] = field(default_factory=lambda: deque(maxlen=REMEMBERED), repr=False)

    knows_again: bool = False

    def can_carry(self, letter: Letter) -> bool:
        return bool(letter.phone)

    def send(self, letter: Letter) -> Receipt:
        if self.mood is Mood.SLOW:
            self.wait()
            raise Unanswered("took too long")
        if self.mood is Mood.AWAY:
            raise Unavailable("nobody there")
        if self.mood is Mood.CROWDED:
            raise Busy(timedelta(minutes=10))
        if self.mood is Mood.REFUSING or letter.phone.endswith(self.strangers):
            raise Refused("unknown number")
        if not (self.knows_again and letter.reference in [one.reference for one in self.arrived]):
            self.arrived.append(letter)
        if self.mood is Mood.VANISHING:
            raise Unanswered("no answer")
        return Receipt(sha256(letter.reference.encode()).hexdigest()[:16])

    def read(self, *, body: bytes) -> Verdict:
        """Reports look like ``{"status": "delivered"}``."""
        try:
            status = json.loads(body.decode())["status"]
        except (ValueError, LookupError, TypeError, RecursionError) as problem:
            raise Unreadable("no report") from problem
        if not isinstance(status, str):
            raise Unreadable("status is no word")
        return Verdict(status) if status in list(Verdict) else Verdict.IGNORED


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms(Sandbox):
    """Takes two segments and no more, and drops a reference it has seen."""

    knows_again: bool = True

    def can_carry(self, letter: Letter) -> bool:
        return bool(letter.phone) and fits(letter.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zns(Sandbox):
    """Fills templates that were approved beforehand, for numbers of this country."""

    templates: Collection[str] = APPROVED

    def can_carry(self, letter: Letter) -> bool:
        name = f"{letter.kind}:{letter.language}"
        return letter.phone.startswith(HOME) and name in self.templates and bool(letter.words)
