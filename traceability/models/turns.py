"""Turns: how often something that scan pages show of a producer has changed."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint


class Turn(models.Model):
    """So many changes, written by triggers alone (:mod:`traceability.turns`).

    ``producer`` is a producer's key, 0 for what is nobody's own, -1 for the shelves of the shop.
    Each transaction of PostgreSQL counts in a ``slot`` of its own, so that no writer waits for
    another; the clock adds them up in slot 0, the only one that SQLite knows.
    """

    producer = models.BigIntegerField()
    slot = models.BigIntegerField(default=0)
    times = models.BigIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["producer", "slot"], name="turns_have_one_row_a_slot")
        ]

    def __str__(self) -> str:
        return f"{self.producer}: {self.times}"
