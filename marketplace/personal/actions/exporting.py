"""A copy of everything is asked for, made, fetched, and dropped when its days are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from accounts.models import User
from marketplace.personal.models import KEPT_FOR, Export
from marketplace.personal.tasks import make_export

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def ask_export(*, user: User, at: datetime) -> Export:
    """Ask the worker for a copy; one that is there or being made is the answer to a second wish."""
    User.objects.select_for_update().get(pk=user.pk)
    known = Export.objects.kept().filter(user=user).first()
    if known and known.expires_at > at:
        return known
    if known:
        _drop(known, at)
    export = Export.objects.create(user=user, asked_at=at, expires_at=at + KEPT_FOR)
    journal.record(actor=user, verb="asked_for_own_data", subject=user, at=at)
    make_export.enqueue(export.pk)
    return export


@transaction.atomic
def note_fetched(*, export: Export, at: datetime) -> None:
    """Its owner took it home: the journal says so, each time."""
    journal.record(actor=export.user, verb="fetched_own_data", subject=export, at=at)


@transaction.atomic
def drop_exports(*, at: datetime) -> int:
    """Those whose days are over; say how many."""
    rows = list(Export.objects.overdue(at=at).select_for_update())
    for row in rows:
        _drop(row, at)
    return len(rows)


@transaction.atomic
def drop_all(*, user: User, at: datetime) -> None:
    """No copy stays of somebody who goes."""
    for row in Export.objects.kept().filter(user=user):
        _drop(row, at)


def _drop(row: Export, at: datetime) -> None:
    if row.file:
        row.file.delete(save=False)
    row.dropped_at = at
    row.save(update_fields=["file", "dropped_at"])
