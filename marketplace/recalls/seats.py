"""From where a recall is run: a stall or an officer's desk. The same pages in two frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from catalog import access as stalls
from catalog import desk
from catalog.stalls import frame
from marketplace.recalls import access
from marketplace.recalls.queries import lists

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Officer, Producer
    from traceability.models import Recall


@dataclass(frozen=True, slots=True)
class Stall:
    """A producer's own: recalls of its own will, over its own lots."""

    user: User
    producer: Producer
    layout = "layouts/workspace.html"
    is_officer = False

    def address(self, name: str, *parts: object) -> str:
        return reverse(f"recalls:{name}", args=[self.producer.slug, *parts])

    def recalls(self) -> QuerySet[Recall]:
        return lists.of_producer(self.producer)

    def recall(self, code: str) -> Recall:
        return access.recall_to_manage(self.user, self.producer.slug, code)

    def frame(self) -> dict[str, Any]:
        return {"seat": self, **frame(self.producer, "recalls:mine")}


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer's: recalls by decision, over the goods of an area."""

    user: User
    post: Officer
    layout = "layouts/officer.html"
    is_officer = True

    def address(self, name: str, *parts: object) -> str:
        return reverse(f"recalls:officer_{name}", args=parts)

    def recalls(self) -> QuerySet[Recall]:
        return lists.overseen_by(self.user)

    def recall(self, code: str) -> Recall:
        return access.recall_to_oversee(self.user, code)

    def frame(self) -> dict[str, Any]:
        return {"seat": self, **desk.frame(self.post, "recalls:officer_mine")}


def seat(user: User, producer: str | None) -> Stall | Desk:
    """The stall of that name where this person acts for it, or this officer's desk; or 404."""
    if producer is None:
        return Desk(user, stalls.post(user))
    return Stall(user, stalls.stall(user, producer))
