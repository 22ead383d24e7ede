"""The table on the page: prices and shelves of many packs, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts import journal
from catalog.actions.many import change_many
from catalog.models import Pack, Producer
from marketplace.tables.lines import as_cells
from marketplace.tables.models import Intake, IntakeLine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User

Verb = IntakeLine.Verb


@transaction.atomic
def keep_table(
    *,
    producer: Producer,
    told: Mapping[int, Mapping[str, int | bool]],
    name: str,
    by: User,
    at: datetime,
) -> Intake | None:
    """Keep new prices and whether packs are sold, by the packs' keys; None when nothing changes.

    It is kept as a table that was taken, so that it may be undone like one.
    """
    Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    packs = Pack.objects.filter(product__producer=producer).in_bulk(list(told))
    changed = {}
    for key, pack in packs.items():
        before = as_cells(pack)
        fresh = {name: value for name, value in told[key].items() if value != before[name]}
        if fresh:
            changed[key] = (fresh, {name: before[name] for name in fresh})
    if not changed:
        return None
    kept = _kept(producer, changed, name, by, at)
    new = {key: fresh for key, (fresh, _before) in changed.items()}
    change_many(producer=producer, changed=new, by=by, at=at)
    return kept


def _kept(
    producer: Producer,
    changed: Mapping[int, tuple[dict[str, Any], dict[str, Any]]],
    name: str,
    by: User,
    at: datetime,
) -> Intake:
    kept = Intake.objects.create(
        producer=producer,
        name=name,
        state=Intake.State.TAKEN,
        lines=len(changed),
        sent_by=by,
        sent_at=at,
        taken_at=at,
    )
    IntakeLine.objects.bulk_create(
        IntakeLine(intake=kept, number=n, verb=Verb.CHANGE, cells=fresh, before=before, pack_id=key)
        for n, (key, (fresh, before)) in enumerate(changed.items(), 1)
    )
    journal.record(actor=by, verb="edited a table", subject=kept, at=at, on_behalf_of=producer)
    return kept
