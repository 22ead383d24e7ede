"""The task behind a recall: baskets drop it, all buyers are found, orders put right, all told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate, now
from django_tasks import task

from marketplace.cart.actions import drop_recalled
from marketplace.recalls.tasks import mending, telling
from marketplace.recalls.tasks.finding import AT_ONCE, find_some
from traceability.models import Lot, Recall

BATCH = 200  # orders a run: a worker that dies loses little, other work gets its turn
FINDING = -1  # baskets are done, not everybody is found
PATIENCE = timedelta(minutes=2)


@task()
def carry_on(recall_pk: int, after: int = 0) -> None:
    """Find, put right or tell so many, then ask for the next run. Again is as good as once."""
    recall = Recall.objects.select_related("producer", "lot", "material_lot").get(pk=recall_pk)
    at = now()
    if after == 0:
        packs = Lot.objects.filter(recalled__recall=recall).values_list("pack", flat=True)
        drop_recalled(packs=set(packs), recall=recall, on=localdate(at))
    if after in (0, FINDING):
        if find_some(recall=recall, at=at) == AT_ONCE:
            carry_on.enqueue(recall_pk, FINDING)
            return
        after = 0
        mending.set_items_aside(recall, at=at)
        telling.tell_makers(recall, at=at)
    mended = mending.mend_some(recall, after=after, most=BATCH, at=at)
    if mended:
        carry_on.enqueue(recall_pk, mended)
    elif telling.tell_some(recall, most=BATCH, at=at) == BATCH:
        carry_on.enqueue(recall_pk, after or 1)


def resume(*, at: datetime) -> int:
    """Ask again for recalls that stopped half way; say how many there were."""
    unfinished = Q(letters__told_at__isnull=True, letters__isnull=False) | Q(
        recalled_lines__outcome="waiting"
    )
    late = Recall.objects.filter(unfinished, opened_at__lte=at - PATIENCE).distinct()
    keys = list(late.values_list("pk", flat=True))
    for key in keys:
        carry_on.enqueue(key)
    return len(keys)
