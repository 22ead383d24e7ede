"""Work that comes again: it is planned, done with one tap, and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from traceability.actions.growing import record_growing
from traceability.models import Chore, Event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from accounts.models import User
    from traceability.models import Place


class ChoreEnded(ValidationError):
    """The chore was given up."""


@transaction.atomic
def plan_chore(
    *,
    place: Place,
    facts: Mapping[str, Any],
    every_days: int,
    next_on: date,
    by: User,
    at: datetime,
) -> Chore:
    """Plan care of a place every so many days; the same planned twice is one chore."""
    known = Chore.objects.standing().filter(place=place, facts=dict(facts), every_days=every_days)
    if earlier := known.first():
        return earlier
    chore = Chore.objects.create(
        producer=place.producer,
        place=place,
        facts=dict(facts),
        every_days=every_days,
        next_on=next_on,
        begun_at=at,
    )
    journal.record(
        actor=by, verb="planned chore", subject=chore, at=at, on_behalf_of=place.producer
    )
    return chore


@transaction.atomic
def do_chore(*, chore: Chore, happened_at: datetime, by: User, at: datetime) -> Event:
    """Write the care into the diary of its place, and plan the next time.

    Done twice on one day, by two people perhaps, it is one event. Raises :class:`ChoreEnded`.
    """
    rows = Chore.objects.select_for_update(of=("self",)).select_related("place", "last")
    chore = rows.get(pk=chore.pk)
    day = localdate(happened_at)
    if chore.last and localdate(chore.last.happened_at) == day:
        return chore.last
    if chore.ended_at:
        raise ChoreEnded(_("Việc lặp lại này đã thôi rồi."), code="chore_ended")
    event = record_growing(
        place=chore.place,
        stage=Event.Stage.TREATING,
        happened_at=happened_at,
        facts=chore.facts,
        by=by,
        at=at,
    )
    chore.last, chore.next_on = event, max(chore.next_on, day + timedelta(days=chore.every_days))
    chore.save(update_fields=["last", "next_on"])
    return event


@transaction.atomic
def end_chore(*, chore: Chore, by: User, at: datetime) -> Chore:
    """Give a chore up; a second time changes nothing."""
    chore = Chore.objects.select_for_update(of=("self",)).get(pk=chore.pk)
    if chore.ended_at is None:
        chore.ended_at = at
        chore.save(update_fields=["ended_at"])
        journal.record(
            actor=by, verb="ended chore", subject=chore, at=at, on_behalf_of=chore.producer
        )
    return chore
