"""What happens at a plot or pond before there is any lot: planting, and care with its waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from traceability.actions import writing
from traceability.actions.material_records import Growing, growing_record
from traceability.actions.writing import Said
from traceability.models import Event, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User

STAGES = (Event.Stage.PLANTING, Event.Stage.TREATING)
LONGEST_AGO = timedelta(days=100 * 365)  # an orchard may be older than its keeper


@transaction.atomic
def record_growing(
    *,
    place: Place,
    stage: str,
    happened_at: datetime,
    facts: Mapping[str, Any],
    by: User | None,
    at: datetime,
    corrects: Event | None = None,
) -> Event:
    """Note what was sown or set out (``crop``, ``variety``), or how it was cared for.

    Care has ``treatment`` (feed, fertilise, spray), ``substance``, ``dose`` and ``waitingDays``: so
    many days nothing of this place may be harvested. The same said twice is one event.
    """
    place = (
        Place.objects.select_for_update(of=("self",)).select_related("producer").get(pk=place.pk)
    )
    writing.refuse_future(happened_at, at)
    writing.refuse_before(happened_at, at - LONGEST_AGO)
    growing = Growing(
        place=place, stage=stage, at=happened_at, facts=dict(facts), corrects=corrects
    )
    said = Said(
        document=growing_record(growing),
        stage=stage,
        place=place,
        at=happened_at,
        corrects=corrects,
    )
    if earlier := writing.known(said):
        return earlier
    own = Event.objects.standing().filter(place=place, stage=stage, lot=None, material_lot=None)
    is_latest = corrects is not None and own.filter(pk=corrects.pk).exists()
    writing.refuse_stale(corrects, is_latest=is_latest)
    return writing.write(said, by=by, at=at)
