"""A stall of the demo marks one of its teas, as its owner would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from marketplace.demo.clock import days_before
from marketplace.demo.marks import ANSWERS, PACK
from marketplace.demo.queries import good_of, owner, pack
from marketplace.merits.actions.marking import mark_item
from marketplace.merits.models import SelfMark
from marketplace.merits.queries.assessment import assessment

if TYPE_CHECKING:
    from datetime import datetime

MARKED = 3
"""Days ago."""


def mark_goods(*, at: datetime) -> int:
    """Answers that are not there yet; say how many."""
    product, by = pack(PACK).product, owner(good_of(PACK)[0])
    found = assessment(product, on=localdate(at))
    if found is None or SelfMark.objects.filter(product=product).exists():
        return 0
    given = 0
    for answer in ANSWERS:
        items = (row.item for row in found.rows if row.item.words.startswith(answer.begins))
        item = next(items, None)
        options = item.options if item else ()
        option = next((one for one in options if one.points == answer.points), None)
        if item is None or option is None:
            continue
        mark_item(
            product=product,
            item=item.key,
            option=option.key,
            note=answer.note,
            document=None,
            file=None,
            by=by,
            at=days_before(at, MARKED),
        )
        given += 1
    return given
