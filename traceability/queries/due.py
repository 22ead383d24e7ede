"""What is due at a producer's place of work: the few things its «today» begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from traceability.models import Event
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from catalog.models import Producer
    from traceability.models import Chore, Lot, Place

QUIET_FOR = timedelta(days=2)
"""An open lot of which nothing was written for so long waits for a record."""
SOON = timedelta(days=30)
FREE_SOON = timedelta(days=3)
LONGEST_WAIT = timedelta(days=366)
MOST_OF_A_KIND = 5


class What(StrEnum):
    """Kinds of due things, the most pressing first."""

    CHORE = "chore"
    FREE = "free"
    WAITING = "waiting"
    UNLABELLED = "unlabelled"
    EXPIRING = "expiring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do or to know: ``day`` is when it falls due; ``n`` packs or days."""

    what: What
    day: date
    lot: Lot | None = None
    place: Place | None = None
    chore: Chore | None = None
    n: int = 0


def due(producer: Producer, *, at: datetime, most: int = 3) -> list[Due]:
    """The first ``most`` of what is due, kinds in turn so that none hides the others. Five queries.

    For «hôm nay» pages: the template is ``diary/_due.html``.
    """
    found = [list(rows) for rows in _all(producer, localdate(at), at)]
    turns = max(map(len, found), default=0)
    in_turn = [rows[turn] for turn in range(turns) for rows in found if turn < len(rows)]
    return in_turn[:most]


def _all(producer: Producer, on: date, at: datetime) -> Iterator[Iterator[Due]]:
    """In the order of :class:`What`."""
    yield _chores(producer, on)
    yield _free(producer, on)
    yield _waiting(producer, at)
    yield _unlabelled(producer, on)
    yield _expiring(producer, on)


def _chores(producer: Producer, on: date) -> Iterator[Due]:
    rows = producer.chores.due(on=on).select_related("place")[:MOST_OF_A_KIND]
    return (
        Due(what=What.CHORE, day=chore.next_on, place=chore.place, chore=chore) for chore in rows
    )


def _free(producer: Producer, on: date) -> Iterator[Due]:
    """Places whose waiting time ends today or in the next days; each by its last such day."""
    treated = Event.objects.standing().filter(
        producer=producer, stage=Event.Stage.TREATING, happened_at__date__gte=on - LONGEST_WAIT
    )
    rows = treated.filter(**{f"document__{PREFIX}:waitingDays__gte": 1}).select_related("place")
    ends: dict[Place, date] = {}
    for event in rows:
        if event.place:
            days = int(event.document[f"{PREFIX}:waitingDays"])
            free = localdate(event.happened_at) + timedelta(days=days)
            ends[event.place] = max(free, ends.get(event.place, free))
    soon = sorted(
        (day, place.pk, place) for place, day in ends.items() if on <= day <= on + FREE_SOON
    )
    return (Due(what=What.FREE, day=day, place=place) for day, _pk, place in soon[:MOST_OF_A_KIND])


def _waiting(producer: Producer, at: datetime) -> Iterator[Due]:
    """Open lots, those first of which nothing was written for longest."""
    rows = producer.lots.filter(completed_at__isnull=True, held_back__isnull=True)
    touched = rows.annotate(touched=Coalesce(Max("events__recorded_at"), F("opened_at")))
    quiet = touched.filter(touched__lte=at - QUIET_FOR).select_related("pack__product")
    return (
        Due(what=What.WAITING, day=localdate(lot.touched), lot=lot)  # type: ignore[attr-defined]  # annotated
        for lot in quiet.order_by("touched", "pk")[:MOST_OF_A_KIND]
    )


def _unlabelled(producer: Producer, on: date) -> Iterator[Due]:
    """Lots with packs in store that have fewer labels than packs."""
    alive = Q(best_before__isnull=True) | Q(best_before__gt=on)
    rows = producer.lots.filter(
        alive, completed_at__isnull=False, on_hand__gt=0, held_back__isnull=True
    )
    issued = rows.annotate(issued=Coalesce(Sum("runs__count"), 0)).filter(issued__lt=F("packed"))
    return (
        Due(what=What.UNLABELLED, day=lot.made_on, lot=lot, n=lot.packed - lot.issued)  # type: ignore[attr-defined]  # annotated
        for lot in issued.select_related("pack__product").order_by("made_on", "pk")[:MOST_OF_A_KIND]
    )


def _expiring(producer: Producer, on: date) -> Iterator[Due]:
    rows = producer.lots.filter(
        on_hand__gt=0, held_back__isnull=True, best_before__range=(on, on + SOON)
    )
    soon = rows.select_related("pack__product").order_by("best_before", "pk")
    return (
        Due(what=What.EXPIRING, day=lot.best_before or on, lot=lot, n=lot.on_hand)
        for lot in soon[:MOST_OF_A_KIND]
    )
