"""Counters."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint


class Tally(models.Model):
    """How often something was tried in a span of time: the counter behind every limit.

    Counted by one ``INSERT … ON CONFLICT DO UPDATE`` so that parallel tries cannot slip through.
    """

    key = models.CharField(max_length=160)
    span = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["key", "span"], name="tally_counts_a_span_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
