"""What a producer prints on and with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from traceability.models import LabelPaper, PrinterSetting

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from accounts.models import User
    from catalog.models import Producer

MOST_PAPERS = 20


class EnoughPapers(ValidationError):
    """Nobody keeps more kinds of paper than a list can show."""


@transaction.atomic
def adjust_printer(*, producer: Producer, by: User, at: datetime, **adjustment: Decimal) -> None:
    """Keep ``offset_x``, ``offset_y`` (mm) and ``scale`` (percent) for this producer's printer."""
    PrinterSetting.objects.update_or_create(producer=producer, defaults=adjustment)
    journal.record(
        actor=by, verb="adjusted printer", subject=producer, at=at, on_behalf_of=producer
    )


@transaction.atomic
def add_paper(
    *, producer: Producer, by: User, at: datetime, **geometry: str | bool | int | Decimal
) -> LabelPaper:
    """Keep a paper of the producer's own. Raises :class:`EnoughPapers`."""
    if producer.papers.count() >= MOST_PAPERS:
        raise EnoughPapers(
            _("Đã có %(n)s khổ riêng. Hãy xoá bớt khổ không dùng.") % {"n": MOST_PAPERS},
            code="enough_papers",
        )
    paper = LabelPaper.objects.create(producer=producer, **geometry)
    journal.record(actor=by, verb="added paper", subject=paper, at=at, on_behalf_of=producer)
    return paper


@transaction.atomic
def remove_paper(*, paper: LabelPaper, by: User, at: datetime) -> None:
    """Forget a paper; what was printed on it keeps its geometry."""
    journal.record(
        actor=by, verb="removed paper", subject=paper, at=at, on_behalf_of=paper.producer
    )
    paper.delete()
