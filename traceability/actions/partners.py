"""What partners tell is received, looked at, and written once nothing is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability.actions import drafts, log
from traceability.actions.capture import refuse_faults, store
from traceability.epcis.validity import Fault, event_faults, under, within
from traceability.models import CaptureJob, LogLeaf, PartnerDocument
from traceability.queries import partners

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from traceability.actions.drafts import Draft
    from traceability.epcis.events import Json


class AlreadyWritten(ValidationError):
    """The document's events stand in the record: they are not thrown away."""


def receive_document(
    *,
    producer: Producer,
    teller: str,
    name: str,
    document: Json,
    digest: str,
    by: User,
    at: datetime,
) -> PartnerDocument:
    """Lay a document aside for a look; nothing of it is an event yet. The same bytes are one."""
    with transaction.atomic():
        Producer.objects.select_for_update().get(pk=producer.pk)
        known = producer.partner_documents.filter(sha256=digest).first()
        if known:
            return known
        told = PartnerDocument.objects.create(
            producer=producer, teller=teller, name=name, document=document, sha256=digest,
            received_by=by, received_at=at,
        )  # fmt: skip
        journal.record(
            actor=by, verb="received document", subject=told, at=at, on_behalf_of=producer
        )
    return told


def read_document(*, told: PartnerDocument, at: datetime) -> list[Draft]:
    """Its events, each with what is wrong with it."""
    found = drafts.of_document(told.document)
    sound = [draft for draft in found if not draft.faults]
    for draft in sound:
        draft.faults += under(draft.path, event_faults(draft.event, at=at))
    sound = [draft for draft in sound if not draft.faults]
    hearer = partners.Hearer(told.producer, [draft.event for draft in sound])
    for draft in sound:
        draft.producer = told.producer_id
        draft.faults += under(draft.path, list(hearer.faults(draft.event)))
    _refuse_own_events(told, [draft for draft in sound if draft.is_declaration])
    return found


@transaction.atomic
def write_document(*, told: PartnerDocument, by: User, at: datetime) -> PartnerDocument:
    """Write all its events that are new, or none while one is wrong. A second call changes nothing.

    Raises :class:`NotValid` of :mod:`traceability.actions.capture`. Events known already are noted
    in the job and passed over.
    """
    told = PartnerDocument.objects.select_for_update(of=("self",)).get(pk=told.pk)
    if told.is_written:
        return told
    found = read_document(told=told, at=at)
    refuse_faults([fault for draft in found for fault in draft.faults])
    proceed = CaptureJob.Behaviour.PROCEED
    told.job = store(found=found, behaviour=proceed, by=by, at=at, told_in=told)
    told.save(update_fields=["job"])
    journal.record(
        actor=by, verb="wrote document", subject=told, at=at, on_behalf_of=told.producer,
        count=told.job.stored,
    )  # fmt: skip
    log.append(kind=LogLeaf.Kind.PARTNER_DOCUMENT, rows=[told])
    return told


@transaction.atomic
def discard_document(*, told: PartnerDocument, by: User, at: datetime) -> None:
    """Throw away a document whose events were not written."""
    told = PartnerDocument.objects.select_for_update(of=("self",)).get(pk=told.pk)
    if told.is_written:
        raise AlreadyWritten(_("Tài liệu này đã ghi vào sổ, không bỏ được."), code="is_written")
    journal.record(
        actor=by, verb="discarded document", subject=told, at=at, on_behalf_of=told.producer
    )
    told.delete()


def _refuse_own_events(told: PartnerDocument, declarations: Sequence[Draft]) -> None:
    """A partner takes back its own words only."""
    own = partners.own_events(told.producer, {draft.event_id for draft in declarations})
    for draft in declarations:
        if draft.event_id in own:
            field = within(draft.path, "eventID")
            draft.faults.append(Fault(field, "own_event", draft.event_id[:60]))
