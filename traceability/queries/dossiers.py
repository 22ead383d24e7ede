"""What a dossier of a lot is made of, for its producer and for strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, Value
from django.db.models.functions import Concat

from catalog.folding import fold
from catalog.models import Producer
from traceability import addresses, shown, terms
from traceability.epcis import document as documents
from traceability.gs1 import link
from traceability.models import Event, EventItem, Lot
from traceability.queries import epcis

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from traceability.epcis.events import Json
    from traceability.models.events import EventQuerySet


def events_about(lot: Lot) -> EventQuerySet:
    """All that its producer said of a lot, its material and its items; what was put right too."""
    gtins = lot.pack.trade_items.values_list("gtin", flat=True)
    names = addresses.lot_names(trace_code=lot.trace_code, lot=lot.code, gtins=gtins)
    items = EventItem.objects.filter(Q(epc__in=names) | _names_items(lot))
    told = Q(lot=lot) | Q(pk__in=items.values("event"))
    events = Event.objects.all().filter(told, producer=lot.producer_id)
    return events.select_related("lot__pack", "place__producer").order_by("recorded_at", "pk")


def events_for_all(lot: Lot) -> QuerySet[Event]:
    """What strangers may read: the steps that the scan page tells, none that was put right."""
    return epcis.visible([]).filter(lot=lot).order_by("recorded_at", "pk")


def epcis_document(lot: Lot, *, in_full: bool, at: datetime) -> Json:
    """An EPCISDocument of a lot, as :func:`traceability.shown.shown` shows its events."""
    events = events_about(lot) if in_full else events_for_all(lot)
    rows = [shown.inside(shown.shown(event, in_full=in_full)) for event in events]
    return documents.document(rows, created_at=at, prefixes=terms.prefixes())


def _names_items(lot: Lot) -> Q:
    """Items are named by their serial behind the address of the pack, or of our own codes."""
    before = {addresses.before_serial(lot), link.for_code(settings.SITE_URL, "x").removesuffix("x")}
    wanted = Q(pk__in=[])
    for start in sorted(before):
        wanted |= Q(epc__in=lot.codes.values_list(Concat(Value(start), "serial")))
    return wanted


def single_events(lot: Lot, *, in_full: bool) -> list[Json]:
    """The same events, each standing alone with its context."""
    events = events_about(lot) if in_full else events_for_all(lot)
    return [shown.shown(event, in_full=in_full) for event in events]


def told_by_partners(lot: Lot) -> QuerySet[Event]:
    """What partners' documents tell of things that went into this lot."""
    went_in = EventItem.objects.filter(event__lot=lot, role=EventItem.Role.INPUT)
    told = Event.objects.standing().filter(told_in__isnull=False, producer=lot.producer_id)
    named = EventItem.objects.filter(event__in=told, epc__in=went_in.values("epc"))
    found = told.filter(pk__in=named.values("event"))
    return found.select_related("told_in").order_by("happened_at", "pk")


def lots_overseen(user: User, asked: str) -> QuerySet[Lot]:
    """Lots of the producers in an officer's area, newest first; ``asked``: a code or a name."""
    mine = Lot.objects.filter(producer__in=Producer.objects.overseen_by(user))
    if asked:
        mine = mine.filter(
            Q(code__iexact=asked)
            | Q(trace_code__iexact=asked)
            | Q(pack__product__searchable__contains=f" {fold(asked)}")
        )
    return mine.select_related("pack__product", "producer")
