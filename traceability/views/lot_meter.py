"""How complete the page behind a lot's label is: per law a bar, and a way to each missing field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from traceability import completeness
from traceability.completeness import Answer, Room

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from traceability.completeness import Finding
    from traceability.models import Lot

Row = dict[str, Any]


def meter(lot: Lot, *, at: datetime) -> Row:
    """What ``_lot_meter.html`` shows: bars, what is missing, all that is asked, what comes."""
    judgement = completeness.judged([lot], at=at)[lot.pk]
    rows = [_row(lot, one) for one in judgement.asked]
    bars = completeness.meters(judgement.asked)
    return {
        "day": judgement.day,
        "bars": [_bar(law, met, of) for law, met, of in bars],
        "met": sum(met for _law, met, _of in bars),
        "of": len(rows),
        "is_lawful": not judgement.missing,
        "missing": [row for row in rows if not row["is_met"]],
        "laws": [(law, [row for row in rows if row["law"] == law]) for law, _met, _of in bars],
        "newer": _newer(lot, judgement.newer),
    }


def _bar(law: str, met: int, of: int) -> Row:
    tone = "" if met == of else "wait"
    return {"label": law, "text": f"{met}/{of}", "percent": met * 100 // of, "tone": tone}


def _row(lot: Lot, finding: Finding) -> Row:
    """One thing asked: whether it is there, how to fill it in, and the field itself."""
    row: Row = {
        "law": finding.label,
        "label": finding.label,
        "is_met": finding.is_met,
        "is_none": finding.answer is Answer.NONE,
    }
    if asked := finding.requirement:
        begins = {"from": asked.valid_from, "url": _field(lot, finding)}
        row |= {"law": asked.spoken_law, "number": asked.number, "how": asked.spoken_how, **begins}
    return row


def _newer(lot: Lot, found: Sequence[Finding]) -> list[Row]:
    return [_row(lot, one) for one in found]


def _field(lot: Lot, finding: Finding) -> str:
    """The address of the very field, or of the page where nothing more is to be typed."""
    producer, product = lot.producer.slug, lot.pack.product.slug
    page = {
        Room.PRODUCT: lambda: reverse("workspace:product", args=[producer, product]),
        Room.PRODUCER: lambda: reverse("workspace:address", args=[producer]),
        Room.EVENTS: lambda: reverse("traceability:event", args=[producer, lot.code, "thu-hoach"]),
        Room.PAPERS: lambda: reverse("traceability:new_document", args=[producer, lot.code]),
        Room.PLACE: lambda: reverse("traceability:place", args=[producer, lot.workshop.code]),
        Room.LOT: lambda: _lot_room(lot, finding.field),
    }
    anchor = f"#id_{finding.field}" if finding.field else ""
    return page[finding.room]() + anchor


def _lot_room(lot: Lot, field: str) -> str:
    name = "traceability:lot_dates" if field and not lot.is_complete else "traceability:lot"
    return reverse(name, args=[lot.producer.slug, lot.code])
