"""What a laboratory found in a lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from traceability.actions.events import tell
from traceability.actions.records import Happening
from traceability.models import Document, Event, Lot
from traceability.models.events import Evidence

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from traceability.models import Place


@transaction.atomic
def record_test(
    *,
    lot: Lot,
    place: Place,
    happened_at: datetime,
    finding: dict[str, str],
    is_good: bool,
    by: User | None,
    at: datetime,
    corrects: Event | None = None,
) -> Event:
    """Write down a test: ``finding`` has ``test``, ``laboratory`` and ``paper``, its number.

    Known by a document when a test report of that number is among the lot's papers.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("pack__product").get(pk=lot.pk)
    happening = Happening(
        lot=lot,
        stage=Event.Stage.TESTING,
        place=place,
        at=happened_at,
        corrects=corrects,
        further=dict(finding),
        is_good=is_good,
    )
    evidence = _evidence(lot, finding.get("paper", ""))
    return tell(happening, by=by, at=at, evidence=evidence)[0]


def _evidence(lot: Lot, number: str) -> str:
    reports = lot.documents.filter(kind=Document.Kind.TEST_REPORT, number=number)
    return Evidence.DOCUMENT if number and reports.exists() else Evidence.SELF_DECLARED
