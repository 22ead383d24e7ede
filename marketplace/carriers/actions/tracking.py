"""What a carrier's notice does: says where a parcel is, once, and nothing it should not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.carriers.adapters.contract import Kind, Notice
from marketplace.carriers.models import Consignment, TrackingNotice
from marketplace.orders.actions import arriving, states

if TYPE_CHECKING:
    from datetime import datetime

Outcome = TrackingNotice.Outcome


@transaction.atomic
def hear(*, carrier: str, told: Notice, body: bytes, at: datetime) -> TrackingNotice:
    """Put a true notice in the inbox and act on it, both or neither; heard twice is heard once."""
    notice, is_new = TrackingNotice.objects.get_or_create(
        carrier=carrier,
        external_id=told.external_id,
        defaults={
            "body": body,
            "kind": told.kind,
            "happened_at": told.happened_at,
            "received_at": at,
        },
    )
    if is_new:
        notice.consignment = _find(carrier, told.tracking)
        notice.outcome = _act(notice.consignment, told, at)
        notice.save(update_fields=["consignment", "outcome"])
    return notice


def _find(carrier: str, tracking: str) -> Consignment | None:
    """The consignment meant, its order locked before it as everywhere."""
    rows = Consignment.objects.select_related("parcel__order__group")
    found = rows.filter(carrier=carrier, tracking=tracking).first()
    if found is None:
        return None
    states.lock_order(found.parcel.order)
    return rows.select_for_update(of=("self",)).get(pk=found.pk)


def _act(found: Consignment | None, told: Notice, at: datetime) -> Outcome:
    if told.kind is Kind.IGNORED:
        return Outcome.IGNORED
    if found is None:
        return Outcome.UNMATCHED
    if told.kind is Kind.DELIVERED:
        return _deliver(found, told, at)
    if told.kind is Kind.RETURNED:
        return _bring_back(found, told, at)
    return _note(found, told)


def _note(found: Consignment, told: Notice) -> Outcome:
    """Only what is newer than the newest known changes what is shown; delivered stays so."""
    is_old = found.told_at is not None and told.happened_at <= found.told_at
    if is_old or found.state == Kind.DELIVERED:
        return Outcome.OLD
    found.state, found.told_at = told.kind, told.happened_at
    found.save(update_fields=["state", "told_at"])
    return Outcome.NOTED


def _bring_back(found: Consignment, told: Notice, at: datetime) -> Outcome:
    """It is on its producer's desk again, if it has not been sent once more since."""
    if found.attempt != found.parcel.attempt:
        return Outcome.OLD
    outcome = _note(found, told)
    if outcome == Outcome.NOTED:
        try:
            arriving.note_return(parcel=found.parcel, at=at)
        except states.NotNow:
            return Outcome.TOO_EARLY
    return outcome


def _deliver(found: Consignment, told: Notice, at: datetime) -> Outcome:
    """The buyer has it. A parcel that never left cannot have come: a person must look."""
    try:
        arriving.note_arrival(parcel=found.parcel, at=at)
    except states.NotNow:
        return Outcome.TOO_EARLY
    found.state, found.told_at = told.kind, told.happened_at
    found.save(update_fields=["state", "told_at"])
    return Outcome.DELIVERED
