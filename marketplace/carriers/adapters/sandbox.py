"""A carrier that lives in this process: for demonstrations and tests. It can have a bad day.

``mood`` says which: it answers, is down, takes its time, or refuses. Its notices are signed as
the demo bank signs its own.
"""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from marketplace.carriers.adapters.contract import (
    Kind,
    Label,
    Notice,
    Offer,
    Refused,
    Route,
    Shipment,
    Unavailable,
)
from marketplace.payments.gateways import envelope
from marketplace.payments.gateways.contract import Unreadable

FIRST_GRAMS, STEP_GRAMS = 1_000, 500
NEAR, FAR, STEP = 19_000, 31_000, 4_000
MOST_GRAMS = 30_000


class Mood(StrEnum):
    """How the day goes at the demo carrier."""

    WELL = "well"
    DOWN = "down"
    SLOW = "slow"
    REFUSING = "refusing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """``secret`` signs the notices; ``wait`` is what a slow day does before it gives up."""

    secret: str = field(repr=False)
    mood: Mood = Mood.WELL
    wait: Callable[[], object] = field(default=lambda: time.sleep(2), repr=False)

    def quote(self, route: Route) -> Offer:
        """Cheaper where both ends begin with the same digits; a fee for each half kilogram."""
        self._behave()
        if route.grams > MOST_GRAMS:
            raise Refused("too heavy")
        steps = -(-max(0, route.grams - FIRST_GRAMS) // STEP_GRAMS)
        is_near = route.sender[:2] == route.receiver[:2]
        return Offer(fee=(NEAR if is_near else FAR) + steps * STEP, hours=24 if is_near else 72)

    def label(self, shipment: Shipment) -> Label:
        """The same reference gives the same number, however often it is asked for."""
        self._behave()
        digest = sha256(f"{self.secret}:{shipment.reference}".encode()).hexdigest()
        return Label(tracking=f"MAU{int(digest[:12], 16) % 10**10:010d}")

    def notice(
        self, *, tracking: str, kind: Kind, at: datetime, external_id: str = ""
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of what the demo carrier sends about a parcel."""
        told = {
            "id": external_id or secrets.token_hex(8),
            "tracking": tracking,
            "status": kind.value,
            "at": int(at.timestamp()),
        }
        body = json.dumps(told).encode()
        return body, self.seal(body, at=at)

    def seal(self, body: bytes, *, at: datetime) -> dict[str, str]:
        """The headers under which the demo carrier sends a body."""
        return envelope.seal_of_demo(body, secret=self.secret, at=at)

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        told = envelope.open_demo(body, headers, secret=self.secret, at=at)
        status = envelope.words(told, "status")
        if not status:
            raise Unreadable("status is missing or wrong")
        return Notice(
            external_id=envelope.identity(told, "id"),
            tracking=envelope.identity(told, "tracking"),
            kind=Kind(status) if status in list(Kind) else Kind.IGNORED,
            happened_at=envelope.moment(told, "at"),
        )

    def _behave(self) -> None:
        if self.mood is Mood.SLOW:
            self.wait()
        if self.mood in {Mood.SLOW, Mood.DOWN}:
            raise Unavailable("no answer")
        if self.mood is Mood.REFUSING:
            raise Refused("not today")
