"""Long work with labels: drawing many codes, and reading them back. Each can be taken up again."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from traceability import serials
from traceability.labels import reading
from traceability.models import ItemCode, LabelCheck, LabelRun
from traceability.queries import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

PORTION = 5_000  # codes a transaction: others wait a tenth of a second for their turn
BATCH = 1_000  # rows an INSERT, under the 32,766 parameters of SQLite
READ_AT_ONCE = 500
FAILURES_KEPT = 50


@task()
def fill_run(run_pk: int) -> None:
    """Draw the codes a run still lacks. A second hand on the same run finds nothing to do."""
    while _fill_some(run_pk):
        pass


@transaction.atomic
def _fill_some(run_pk: int) -> bool:
    """A portion of codes; whether there is more to do."""
    run = LabelRun.objects.select_for_update().get(pk=run_pk)
    missing = run.count - run.codes.count()
    for start in range(0, min(missing, PORTION), BATCH):
        size = min(BATCH, missing - start, PORTION - start)
        rows = [ItemCode(serial=s, lot_id=run.lot_id, run=run) for s in _new_serials(size)]
        ItemCode.objects.bulk_create(rows)
    return missing > PORTION


def _new_serials(count: int) -> list[str]:
    """Serials that were never issued: drawn anew in the rare case that one was."""
    drawn: set[str] = set()
    while len(drawn) < count:
        fresh = {serials.new_serial() for _ in range(count - len(drawn))}
        known = ItemCode.objects.filter(serial__in=fresh).values_list("serial", flat=True)
        drawn |= fresh - set(known)
    return list(drawn)


@task()
def read_back(check_pk: int) -> None:
    """Draw and read the codes a check asks for, noting how far it came."""
    check = LabelCheck.objects.select_related("run__lot__pack").get(pk=check_pk)
    waiting = islice(_spread(check), check.checked, None)
    some = list(islice(waiting, READ_AT_ONCE))
    drawn = labels.batch(check.run.lot, check.level, some[:8])
    while some:
        check.failed += list(reading.misread(drawn, some))[: FAILURES_KEPT - len(check.failed)]
        check.checked += len(some)
        check.save(update_fields=["failed", "checked"])
        some = list(islice(waiting, READ_AT_ONCE))
    check.finished_at = now()
    check.save(update_fields=["finished_at"])


def _spread(check: LabelCheck) -> Iterator[str]:
    """As many serials as are asked for, evenly over the run."""
    step = max(1, check.run.count // check.asked)
    every = islice(labels.serials_of(check.run, 1, check.run.count), 0, None, step)
    return islice(every, check.asked)
