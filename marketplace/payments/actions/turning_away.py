"""What was not believed: a sample is kept apart from the inbox, and never fills a disk.

So many a day and gateway (``MOST_A_DAY``), so much of each (``MOST_KEPT``), for so long
(``KEPT_FOR``): five megabytes a gateway at worst, whoever sends whatever.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts.limits import TooOften, count_try
from marketplace.payments.models import TurnedAway

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MOST_A_DAY, MOST_KEPT = 40, 4_096
KEPT_FOR = timedelta(days=30)
DAY = timedelta(days=1)


def keep_turned_away(
    *,
    gateway: str,
    why: TurnedAway.Why,
    body: bytes,
    length: int,
    headers: Mapping[str, str],
    at: datetime,
) -> TurnedAway | None:
    """Keep the beginning of it, while there were not too many today; None when there were."""
    try:
        count_try(key=f"turned-away:{gateway}", at=at, limit=MOST_A_DAY, within=DAY)
    except TooOften:
        return None
    return TurnedAway.objects.create(
        gateway=gateway,
        why=why,
        length=length,
        body=body[:MOST_KEPT],
        headers=dict(headers),
        came_at=at,
    )


def forget_turned_away(*, at: datetime) -> int:
    """Drop what is old; say how many there were."""
    return TurnedAway.objects.filter(came_at__lt=at - KEPT_FOR).delete()[0]
