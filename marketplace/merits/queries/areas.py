"""The digital readiness of an officer's area: averages of crowds, never one household."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.models import Producer
from marketplace.merits import digital
from marketplace.merits.crowds import LEAST, Crowd, average, crowds
from marketplace.merits.queries.readiness import readiness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User

NOWHERE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """``claimed`` stalls of ``listed`` producers; figures only where there are enough of them.

    ``rules``: the average points of each rule, by its name.
    """

    listed: int
    claimed: int
    average: int | None
    rules: dict[str, int]
    communes: list[Crowd]

    @property
    def is_too_small(self) -> bool:
        return self.average is None


def area(user: User, *, at: datetime) -> Area:
    """Of all stalls that an officer oversees. Thirteen queries, whatever their number."""
    overseen = Producer.objects.overseen_by(user)
    stalls = overseen.claimed()
    facts = readiness(stalls, at=at)
    points = {pk: digital.points(found) for pk, found in facts.items()}
    indexes = {pk: sum(given.values()) for pk, given in points.items()}
    groups: dict[str, list[int]] = {}
    for pk, commune in stalls.order_by("pk").values_list("pk", "commune__name"):
        if pk in indexes:
            groups.setdefault(commune or NOWHERE, []).append(indexes[pk])
    return Area(
        listed=overseen.count(),
        claimed=len(indexes),
        average=average(list(indexes.values())),
        rules=_by_rule(list(points.values())),
        communes=crowds(groups) if len(indexes) >= LEAST else [],
    )


def _by_rule(points: Sequence[dict[str, int]]) -> dict[str, int]:
    if len(points) < LEAST:
        return {}
    return {
        rule: round(sum(given[rule] for given in points) / len(points)) for rule in digital.WEIGHTS
    }
