"""The spreadsheet of critical tracking events: whose it is and what to know when reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from traceability.dossiers.critical import Request, workbook
from traceability.queries import tracking

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from catalog.models import Producer
    from traceability.dossiers.workbook import Book
    from traceability.models import Event, Lot

NOTES = (
    "Times are of Vietnam (UTC+7). Each sheet can be sorted and filtered by its heading.",
    "What the firm corrected later is shown as corrected.",
    "Retail buyers are consumers and are not named.",
    "Cooling and first land-based receiving are not kept as events of their own.",
)
"""In English, as the headings are: an inspector of the FDA reads them."""


def of_lot(lot: Lot, events: QuerySet[Event], *, at: datetime) -> Book:
    return _book(lot.producer, f"lot {lot.code} ({lot.trace_code})", events, at)


def of_span(producer: Producer, span: str, events: QuerySet[Event], *, at: datetime) -> Book:
    """``span`` is two days, first and last, both included."""
    return _book(producer, span, events, at)


def _book(producer: Producer, span: str, events: QuerySet[Event], at: datetime) -> Book:
    place = producer.commune.full_name if producer.commune else ""
    address = ", ".join(part for part in (producer.address, place) if part)
    told = Request(producer.name, address, span, localtime(at), list(NOTES))
    return workbook(told, tracking.occurrences(events))
