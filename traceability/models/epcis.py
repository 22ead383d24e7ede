"""What the EPCIS interface keeps: facts to look for, capture jobs, questions, and who is told."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from traceability.models.events import Event


class EventFact(models.Model):
    """Something an event is looked for by; ``is_public`` when strangers may read it. Append-only.

    Names and values are those of :mod:`traceability.epcis.facts`.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=300)
    value = models.CharField(max_length=300, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    is_public = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["name", "value"], name="fact_by_value"),
            models.Index(fields=["name", "number"], name="fact_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number if self.value == '' else self.value}"


class CaptureJob(models.Model):
    """One document of events that somebody's programme sent, and what became of it."""

    class Behaviour(models.TextChoices):
        ROLLBACK = "rollback", _("tất cả hoặc không")
        PROCEED = "proceed", _("được cái nào ghi cái ấy")

    uuid = models.UUIDField(default=uuid4, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    behaviour = models.CharField(max_length=8, choices=Behaviour)
    success = models.BooleanField()
    errors = models.JSONField(default=list)
    stored = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(success=True) | Q(behaviour="proceed") | Q(stored=0),
                name="job_that_failed_stored_nothing_unless_told_to_proceed",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class NamedQuery(models.Model):
    """A question somebody asks again and again, under a name of their own."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [UniqueConstraint(fields=["owner", "name"], name="query_name_is_used_once")]

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """An address that is told of new events that answer a named query: at once, or by a timetable.

    ``schedule`` is empty where it is told at once. What was recorded from ``since`` on is news.
    """

    uuid = models.UUIDField(default=uuid4, unique=True)
    query = models.ForeignKey(NamedQuery, on_delete=models.CASCADE, related_name="subscriptions")
    dest = models.URLField(max_length=500)
    secret = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    last_notified_at = models.DateTimeField(null=True, blank=True)
    schedule = models.JSONField(default=dict, blank=True)
    reports_empty = models.BooleanField(default=False)
    begins_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(since__isnull=False),
                name="timetable_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Delivery(models.Model):
    """Events that one subscriber is to be told of; tried until heard or given up.

    There is no ``first`` where a timetable's report is empty.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries"
    )
    first = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", null=True)
    events = models.JSONField()
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["subscription", "first"], name="subscriber_is_told_once"),
            CheckConstraint(
                condition=Q(heard_at__isnull=True) | Q(next_try_at__isnull=True),
                name="delivery_that_was_heard_is_not_tried_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.first_id}"
