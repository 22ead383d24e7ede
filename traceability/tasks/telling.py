"""Telling subscribers of new events, behind the page that wrote them."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django_tasks import default_task_backend, task

from traceability import callbacks, shown
from traceability.epcis import question as questions
from traceability.models import Delivery, Subscription
from traceability.queries import epcis

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=30)  # doubled after each try: an hour in all
log = logging.getLogger(__name__)


@task()
def announce(event_pks: list[int]) -> None:
    """Find who asked for these new events, and have each told once."""
    for subscription in Subscription.objects.select_related("query__owner").order_by("pk"):
        owner = subscription.query.owner
        if not owner.is_active:
            continue
        question = questions.ask(subscription.query.query)
        mine = epcis.producers_of(owner)
        asked = epcis.answering(question, mine=mine).filter(pk__in=event_pks)
        found = list(asked.values_list("pk", flat=True))
        if found:
            _note(subscription, found)


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


def _note(subscription: Subscription, found: list[int]) -> None:
    """One row for one telling; a second run of the task finds it."""
    with transaction.atomic():
        delivery, is_new = Delivery.objects.get_or_create(
            subscription=subscription,
            first_id=found[0],
            defaults={"events": found, "written_at": (at := now()), "next_try_at": at},
        )
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
