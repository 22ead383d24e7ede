"""Telling subscribers of new events, behind the page that wrote them."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime, now
from django_tasks import default_task_backend, task

from traceability import callbacks, shown, terms
from traceability.epcis import question as questions
from traceability.epcis import schedule
from traceability.epcis.conditions import NotAQuestion
from traceability.models import Delivery, Event, Subscription
from traceability.queries import epcis

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

BATCH = 100  # events a telling
PATIENCE = timedelta(minutes=10)  # past the time of a try, before it is taken to be dropped
MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=30)  # doubled after each try: an hour in all
log = logging.getLogger(__name__)


@task()
def announce(event_pks: list[int]) -> None:
    """Find who asked to be told of these new events at once, and have each told once."""
    at_once = Subscription.objects.filter(schedule={}).select_related("query__owner")
    for subscription in at_once.order_by("pk"):
        _note_all(subscription, _answering(subscription).filter(pk__in=event_pks))


@task()
def tell_of_earlier(subscription_pk: int) -> None:
    """Tell a new subscriber of what was recorded since the time it named, up to its beginning."""
    subscription = Subscription.objects.select_related("query__owner").get(pk=subscription_pk)
    earlier = _answering(subscription).filter(recorded_at__lt=subscription.created_at)
    _note_all(subscription, earlier)


def report_due(*, at: datetime) -> int:
    """Tell those whose timetable has come; how many there were. Hours missed are one report."""
    due = Subscription.objects.filter(next_at__lte=at).order_by("pk").values_list("pk", flat=True)
    return sum(_report(key, at) for key in list(due))


@transaction.atomic
def _report(key: int, at: datetime) -> bool:
    """Note what is new since the last report; False when another hand was quicker."""
    due = Subscription.objects.select_for_update(of=("self",)).filter(pk=key, next_at__lte=at)
    subscription = due.select_related("query__owner").first()
    if subscription is None:
        return False
    found = _note_all(subscription, _answering(subscription).filter(recorded_at__lt=at))
    if not found and subscription.reports_empty:
        _note(subscription, [], at)
    subscription.next_at = schedule.read(subscription.schedule).after(localtime(at))
    subscription.since = max(subscription.since or at, at)
    subscription.save(update_fields=["next_at", "since"])
    return True


def take_up_dropped(*, at: datetime) -> int:
    """Put tellings back in the queue that a worker dropped when it was stopped; how many."""
    late = Delivery.objects.filter(heard_at=None, next_try_at__lte=at - PATIENCE)
    keys = list(late.order_by("pk").values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=keys).update(next_try_at=at)
    for key in keys:
        deliver.enqueue(key)
    return len(keys)


def _answering(subscription: Subscription) -> QuerySet[Event]:
    """What answers, of what was recorded since the subscriber wants to know."""
    owner = subscription.query.owner
    if not owner.is_active:
        return Event.objects.none()
    try:
        question = questions.ask(subscription.query.query, prefixes=terms.prefixes())
    except NotAQuestion as refusal:
        log.warning("query %s is asked no more: %s", subscription.query_id, refusal)
        return Event.objects.none()
    events = epcis.answering(question, mine=epcis.producers_of(owner))
    return events.filter(recorded_at__gte=subscription.since) if subscription.since else events


def _note_all(subscription: Subscription, events: QuerySet[Event]) -> int:
    """Note each in batches a subscriber can take; how many there are."""
    found = list(events.values_list("pk", flat=True))
    for start in range(0, len(found), BATCH):
        _note(subscription, found[start : start + BATCH], now())
    return len(found)


@task()
def deliver(delivery_pk: int) -> None:
    """Tell one subscriber, and try again later when it does not hear."""
    delivery = Delivery.objects.select_related("subscription__query__owner").get(pk=delivery_pk)
    if delivery.heard_at or delivery.next_try_at is None:
        return
    subscription, at = delivery.subscription, now()
    try:
        callbacks.tell(
            subscription.dest,
            _body(delivery),
            secret=subscription.secret,
            at=at,
            loopback=settings.DEMO,
        )
    except callbacks.NotHeard as failure:
        log.warning("delivery %s was not heard: %s", delivery.pk, failure)
        _try_again(delivery)
    else:
        _heard(delivery)


def _note(subscription: Subscription, found: list[int], at: datetime) -> None:
    """One row for one telling; a second run of the task finds it."""
    told = {"events": found, "written_at": at, "next_try_at": at}
    with transaction.atomic():
        if found:
            delivery, is_new = Delivery.objects.get_or_create(
                subscription=subscription, first_id=found[0], defaults=told
            )
        else:
            delivery, is_new = Delivery.objects.create(subscription=subscription, **told), True
        if is_new:
            deliver.enqueue(delivery.pk)


def _body(delivery: Delivery) -> bytes:
    """What its owner may read of these events now."""
    query = delivery.subscription.query
    mine = epcis.producers_of(query.owner)
    events = epcis.visible(mine).filter(pk__in=delivery.events)
    told = shown.listed(
        events, mine=mine, at=now(), name=query.name, subscription=str(delivery.subscription)
    )
    return json.dumps(told, ensure_ascii=False).encode()


def _heard(delivery: Delivery) -> None:
    at = now()
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(heard_at=at, next_try_at=None)
        Subscription.objects.filter(pk=delivery.subscription_id).update(last_notified_at=at)


def _try_again(delivery: Delivery) -> None:
    """Wait twice as long each time; after the eighth time nobody is told any more."""
    tries = delivery.tries + 1
    is_last = tries >= MOST_TRIES
    later = None if is_last else now() + FIRST_WAIT * 2**delivery.tries
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(tries=tries, next_try_at=later)
        if later and default_task_backend.supports_defer:
            deliver.using(run_after=later).enqueue(delivery.pk)
