"""Questions kept under a name, and who is told when a new event answers one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from accounts.models import User
from traceability.models import NamedQuery, Subscription
from traceability.tasks.telling import tell_of_earlier

if TYPE_CHECKING:
    from datetime import datetime

    from traceability.epcis.events import Json

MOST_QUERIES, MOST_SUBSCRIPTIONS = 50, 20  # of one person


class NameTaken(Exception):
    """A question of that name is kept already."""


class TooMany(Exception):
    """As many are kept as one person may; ``most`` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@transaction.atomic
def name_query(*, name: str, query: Json, by: User, at: datetime) -> NamedQuery:
    """Keep a question that was read before. Raises :class:`NameTaken` or :class:`TooMany`."""
    User.objects.select_for_update().get(pk=by.pk)
    own = NamedQuery.objects.filter(owner=by)
    if own.filter(name=name).exists():
        raise NameTaken(name)
    if own.count() >= MOST_QUERIES:
        raise TooMany(MOST_QUERIES)
    kept = NamedQuery.objects.create(owner=by, name=name, query=query, created_at=at)
    journal.record(actor=by, verb="named query", subject=kept, at=at)
    return kept


@transaction.atomic
def forget_query(*, query: NamedQuery, by: User, at: datetime) -> None:
    """Drop a question with its subscriptions; one already dropped stays so."""
    if NamedQuery.objects.filter(pk=query.pk).exists():
        journal.record(actor=by, verb="forgot query", subject=query, at=at)
        NamedQuery.objects.filter(pk=query.pk).delete()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who is to be told, and when: at ``next_at`` by a ``schedule``, or at once without one."""

    dest: str
    secret: str
    schedule: Json = field(default_factory=dict)
    next_at: datetime | None = None
    reports_empty: bool = False
    begins_at: datetime | None = None


@transaction.atomic
def subscribe(*, query: NamedQuery, wish: Wish, by: User, at: datetime) -> Subscription:
    """Have an address told of new answers. Raises :class:`TooMany`."""
    User.objects.select_for_update().get(pk=by.pk)
    if Subscription.objects.filter(query__owner=by).count() >= MOST_SUBSCRIPTIONS:
        raise TooMany(MOST_SUBSCRIPTIONS)
    since = wish.begins_at or at
    kept = Subscription.objects.create(query=query, created_at=at, since=since, **asdict(wish))
    journal.record(actor=by, verb="subscribed", subject=kept, at=at)
    if not kept.schedule and since < at:
        tell_of_earlier.enqueue(kept.pk)
    return kept


@transaction.atomic
def unsubscribe(*, subscription: Subscription, by: User, at: datetime) -> None:
    """Tell that address no more; done twice it is done."""
    if Subscription.objects.filter(pk=subscription.pk).exists():
        journal.record(actor=by, verb="unsubscribed", subject=subscription, at=at)
        Subscription.objects.filter(pk=subscription.pk).delete()
