"""Goods come back, and the recall ends with a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.freshness import forget_pages
from marketplace.orders.models import RecalledLine, RecallLetter
from traceability.actions.recalls import close_recall

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.models import Recall


class NotAllTold(ValidationError):
    """Some buyers are not told yet, or some orders not put right."""


class MoreThanWentOut(ValidationError):
    """More packs are said to have come back than this buyer was sent."""


@transaction.atomic
def end_recall(
    *, recall: Recall, handling: str, destroyed: int, report: str, by: User, at: datetime
) -> Recall:
    """Close a recall once every buyer is told; raises :class:`NotAllTold`, ``AlreadyClosed``."""
    waiting = RecalledLine.objects.filter(recall=recall, outcome=RecalledLine.Outcome.WAITING)
    untold = RecallLetter.objects.filter(recall=recall, told_at=None)
    if waiting.exists() or untold.exists():
        raise NotAllTold(
            _("Còn người mua chưa được báo. Chờ báo hết rồi hãy kết thúc."), code="not_all_told"
        )
    closed = close_recall(
        recall=recall, handling=handling, destroyed=destroyed, report=report, by=by, at=at
    )
    transaction.on_commit(forget_pages)
    return closed


@transaction.atomic
def note_return(*, line: RecalledLine, packs: int, by: User, at: datetime) -> RecalledLine:
    """So many packs of a line are back in all; the same said twice changes nothing."""
    line = RecalledLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if packs > line.packs:
        raise MoreThanWentOut(
            _("Chỉ giao đi %(packs)s gói.") % {"packs": line.packs}, code="more_than_went_out"
        )
    if line.returned != packs:
        line.returned = packs
        line.save(update_fields=["returned"])
        journal.record(
            actor=by,
            verb="noted recalled goods returned",
            subject=line,
            at=at,
            on_behalf_of=line.recall.producer,
            packs=packs,
        )
    return line


@transaction.atomic
def mark_read(*, letter: RecallLetter, at: datetime) -> None:
    """The buyer says to have read of the recall; only the first time counts."""
    RecallLetter.objects.filter(pk=letter.pk, read_at=None).update(read_at=at)
