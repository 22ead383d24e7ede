"""What was planted and done at places, as pages tell it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from traceability.models import Event
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from traceability.models import Place

PLANTING, TREATING = Event.Stage.PLANTING, Event.Stage.TREATING
STAGES = (PLANTING, TREATING)
TREATMENTS = {
    "feed": _("cho ăn"),
    "fertilise": _("bón phân"),
    "spray": _("phun, xử lý thuốc"),
    "tend": _("chăm sóc khác"),
}
A_SEASON = timedelta(days=365)
MOST_TOLD = 30
NAMES = {"waitingDays": "waiting"}


def diary(place: Place) -> QuerySet[Event]:
    """What stands in the diary of a place, the latest first."""
    events = Event.objects.standing().filter(place=place, stage__in=STAGES)
    return events.filter(lot=None, material_lot=None).order_by("-happened_at", "-pk")


def last(place: Place, stage: str) -> Event | None:
    return diary(place).filter(stage=stage).first()


def facts_of(event: Event | None) -> dict[str, Any]:
    """Our own fields of such an event, by the names that forms have."""
    if event is None:
        return {}
    said = {**(event.document.get("ilmd") or {}), **event.document}
    own = {
        name.removeprefix(f"{PREFIX}:"): value
        for name, value in said.items()
        if name.startswith(f"{PREFIX}:")
    }
    return {NAMES.get(name, name): value for name, value in own.items()}


def before(harvests: Iterable[tuple[int, datetime]]) -> list[Event]:
    """What is told of these harvests (place key, time).

    Of each place: the last planting before it, and the care since then, a year back at most.
    """
    latest: dict[int, datetime] = {}
    for place, at in harvests:
        latest[place] = max(at, latest.get(place, at))
    if not latest:
        return []
    wanted = Q()
    for place, at in sorted(latest.items()):
        recent = Q(stage=PLANTING) | Q(happened_at__gte=at - A_SEASON)
        wanted |= Q(place=place, happened_at__lte=at) & recent
    events = Event.objects.standing().filter(wanted, stage__in=STAGES, lot=None, material_lot=None)
    rows = events.select_related("place__commune", "producer").order_by("-happened_at", "-pk")
    return [event for place, at in latest.items() for event in _season(rows, place, at)][:MOST_TOLD]


def _season(rows: Iterable[Event], place: int, at: datetime) -> list[Event]:
    own = [event for event in rows if event.place_id == place]
    planted = next((event for event in own if event.stage == PLANTING), None)
    since = max(at - A_SEASON, planted.happened_at) if planted else at - A_SEASON
    care = [event for event in own if event.stage == TREATING and event.happened_at >= since]
    return ([planted] if planted else []) + care
