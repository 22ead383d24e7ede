"""The waiting time after a treatment: what stands at a place is not harvested before it is over.

Users of plant protection and veterinary medicines must keep to the waiting time on the label; goods
harvested within it may not be sold. It is refused, not warned of (docs/decisions/0014).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from traceability.models import Event
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from traceability.models import Place

MOST_DAYS = 365
WAITING = f"{PREFIX}:waitingDays"


class WithinWaiting(ValidationError):
    """It was harvested while what had been sprayed or given had not yet worn off."""


def refuse_within_waiting(*, place: Place, harvested_at: datetime) -> None:
    """Raise :class:`WithinWaiting`, naming both days, when a treatment forbids this harvest."""
    found = treatment_within(place=place, harvested_at=harvested_at)
    if found is None:
        return
    treated, free_on = found
    raise WithinWaiting(
        _(
            "Còn trong thời gian cách ly: %(place)s được chăm bón, phun ngày %(treated)s, "
            "từ ngày %(free)s mới được thu hoạch."
        )
        % {
            "place": place.name,
            "treated": date_format(localdate(treated.happened_at), "SHORT_DATE_FORMAT"),
            "free": date_format(free_on, "SHORT_DATE_FORMAT"),
        },
        code="within_waiting",
    )


def treatment_within(*, place: Place, harvested_at: datetime) -> tuple[Event, date] | None:
    """The treatment that forbids a harvest then, and the first day on which it is free."""
    since = harvested_at - timedelta(days=MOST_DAYS + 1)
    treatments = Event.objects.standing().filter(
        place=place, stage=Event.Stage.TREATING, happened_at__range=(since, harvested_at)
    )
    free = ((event, free_from(event)) for event in treatments)
    late = [(event, day) for event, day in free if day > localdate(harvested_at)]
    return max(late, key=lambda pair: pair[1], default=None)


def free_from(treatment: Event) -> date:
    """The first day on which one may harvest again."""
    days = treatment.document.get(WAITING) or 0
    return localdate(treatment.happened_at) + timedelta(days=int(days))


def harvested_too_soon(harvests: Iterable[Event]) -> list[Event]:
    """Those of these harvests that a treatment noted later forbids."""
    return [
        harvest
        for harvest in harvests
        if harvest.place and treatment_within(place=harvest.place, harvested_at=harvest.happened_at)
    ]
