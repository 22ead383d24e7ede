"""What a producer's diary on the phone starts from: what is open, and how it was the last time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import F, Max, Q

from catalog.models import Membership
from traceability import serials
from traceability.models import Chore, Event, Jotting, Lot, MaterialLot, Place
from traceability.queries import lots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Pack, Producer

MOST_CHOICES = 12
"""Lots, places or packs to choose from: more is not read on a phone; the rest has its own page."""
MOST_RECENT = 60
Stage = Event.Stage
AMOUNTS = (Stage.HARVEST, Stage.PROCESSING, Stage.PACKING, Stage.SHIPPING, Stage.SELLING)


class Desk:
    """A producer's open work, each part asked once and only when it is looked at."""

    def __init__(self, producer: Producer, *, on: date) -> None:
        self.producer, self.on = producer, on

    @cached_property
    def _lots(self) -> list[Lot]:
        """Open, or with packs left, what was touched last first."""
        alive = Q(completed_at__isnull=True) | Q(on_hand__gt=0)
        rows = self.producer.lots.filter(alive, held_back__isnull=True)
        touched = rows.annotate(touched=Max("events__recorded_at"))
        found = touched.select_related("pack__product").order_by(
            F("touched").desc(nulls_last=True), "-opened_at", "-pk"
        )
        return list(found[: 2 * MOST_CHOICES])

    @cached_property
    def open_lots(self) -> list[Lot]:
        return [lot for lot in self._lots if not lot.is_complete][:MOST_CHOICES]

    @cached_property
    def packed_lots(self) -> list[Lot]:
        return [lot for lot in self._lots if lot.is_complete and lot.free > 0][:MOST_CHOICES]

    @cached_property
    def any_lots(self) -> list[Lot]:
        return self._lots[:MOST_CHOICES]

    @cached_property
    def places(self) -> list[Place]:
        """Plots and ponds first, those where something was done last."""
        rows = self.producer.places.annotate(
            touched=Max("events__recorded_at", filter=Q(events__stage__in=("planting", "treating")))
        )
        grown = (Place.Kind.PLOT, Place.Kind.POND)
        found = rows.order_by(F("touched").desc(nulls_last=True), "name", "pk")
        places: list[Place] = [*found[: 3 * MOST_CHOICES]]
        return sorted(places, key=lambda place: place.kind not in grown)[:MOST_CHOICES]

    @cached_property
    def packs(self) -> list[Pack]:
        """Those that were made before, which tell where and how; the latest first."""
        made = lots.packs_to_make(self.producer).filter(lots__isnull=False)
        latest = made.annotate(latest=Max("lots__opened_at"))
        return list(latest.order_by("-latest", "pk")[:MOST_CHOICES])

    @cached_property
    def chores(self) -> list[Chore]:
        """What comes again, the most pressing first."""
        rows = self.producer.chores.standing().select_related("place")
        return list(rows[:MOST_CHOICES])

    @cached_property
    def _amounts(self) -> dict[tuple[str, int, str], tuple[int, int]]:
        """What went in and came out the last time, by lot and by pack, and stage."""
        rows = Event.objects.standing().filter(producer=self.producer, stage__in=AMOUNTS)
        recent = rows.filter(lot__isnull=False).select_related("lot").prefetch_related("items")
        found: dict[tuple[str, int, str], tuple[int, int]] = {}
        for event in recent.order_by("-recorded_at", "-pk")[:MOST_RECENT]:
            if event.lot:
                for key in (("lot", event.lot.pk), ("pack", event.lot.pack_id)):
                    found.setdefault((*key, event.stage), lots.quantities(event))
        return found

    def last_amounts(self, stage: str, *, pack: int, lot: int = 0) -> tuple[int, int] | None:
        """Of this lot, else of the pack's lot before: whole base units, or packs."""
        found = self._amounts.get(("lot", lot, stage))
        return found or self._amounts.get(("pack", pack, stage))


def told(user: User, key: UUID) -> Jotting | None:
    """What this person's phone told under that key."""
    return Jotting.objects.filter(by=user, key=key).first()


def latest(producer: Producer, *, rows: int = 8) -> list[Event]:
    """What was written last, with who wrote it and the photos that came with it."""
    events = Event.objects.standing().filter(producer=producer).exclude(stage="")
    found = events.select_related("lot__pack__product", "material_lot__material", "place")
    whole = found.select_related("recorder").prefetch_related("items", "jottings")
    return list(whole.order_by("-recorded_at", "-pk")[:rows])


def supporters(producer: Producer, people: Iterable[int | None]) -> set[int]:
    """Those of these people who are, or were, there to help: they write on its behalf."""
    known = Membership.objects.filter(producer=producer, user__in={one for one in people if one})
    rows = list(known.values_list("user", "role", "revoked_at"))
    helping = {user for user, role, _ended in rows if role == Membership.Role.SUPPORTER}
    return helping - {
        user for user, role, ended in rows if role != Membership.Role.SUPPORTER and ended is None
    }


def chores_of(producer: Producer) -> QuerySet[Chore]:
    return producer.chores.standing().select_related("place")


def lot_of_code(producer: Producer, typed: str) -> Lot | None:
    """The producer's lot that a label's code, an address on it, or the lot's own number names."""
    names = _names(typed)
    own = Q(code__in=names) | Q(trace_code__in=names) | Q(codes__serial__in=names)
    return producer.lots.filter(own).distinct().first()


def material_lot_of_code(producer: Producer, typed: str) -> MaterialLot | None:
    names = _names(typed)
    return producer.material_lots.filter(Q(code__in=names) | Q(trace_code__in=names)).first()


def _names(typed: str) -> set[str]:
    """What was typed, as it may be printed; of an address every part of its path."""
    parts = [typed, *typed.split("?", maxsplit=1)[0].split("/")]
    plain = {part.strip().upper() for part in parts if part.strip()}
    return plain | {serials.tidy(part) for part in plain}
