"""Events that came by EPCIS are written down: all of a document or, on request, what can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts import journal
from catalog.models import Producer
from traceability import faults as words
from traceability.actions import drafts
from traceability.actions.drafts import Draft
from traceability.actions.events import MAKING
from traceability.actions.indexing import index
from traceability.epcis.moments import moment
from traceability.epcis.validity import Fault, within
from traceability.epcis.vocabulary import bare
from traceability.models import CaptureJob, Event
from traceability.models.events import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from accounts.models import User
    from traceability.epcis.events import Json
    from traceability.models import PartnerDocument

BATCH = 200
Behaviour = CaptureJob.Behaviour


class NotValid(Exception):
    """The document or event breaks rules of the standard; ``faults`` says which and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(words.sentences(faults))
        self.faults = list(faults)


class NotTheirs(NotValid):
    """It speaks of things that this producer may not speak of."""


class AlreadyKnown(Exception):
    """An event of this producer with this id was written before."""


def capture_document(
    *, document: Json, speakers: Sequence[Producer], behaviour: str, by: User, at: datetime
) -> CaptureJob:
    """Write the events of a document that is an EPCISDocument by its frame.

    Under ``rollback`` anything wrong raises :class:`NotValid` or :class:`NotTheirs`, and an event
    that is known already fails the whole job; under ``proceed`` the job lists what was not written.
    """
    found = drafts.of_document(document)
    drafts.judge(found, speakers={one.pk for one in speakers}, at=at)
    if behaviour == Behaviour.ROLLBACK:
        refuse_faults([fault for draft in found for fault in draft.faults])
    return store(found=found, behaviour=behaviour, by=by, at=at)


def capture_event(*, event: Json, speakers: Sequence[Producer], by: User, at: datetime) -> Event:
    """Write one event. Raises :class:`NotValid`, :class:`NotTheirs` or :class:`AlreadyKnown`."""
    draft = drafts.of_event(event)
    drafts.judge([draft], speakers={one.pk for one in speakers}, at=at)
    refuse_faults(draft.faults)
    with transaction.atomic():
        _sift([draft])
        if draft.faults:
            refuse_faults([one for one in draft.faults if one.rule != "duplicate"])
            raise AlreadyKnown(words.sentences(draft.faults))
        written = _write([draft], by=by, at=at)[0]
        journal.record(
            actor=by, verb="captured event", subject=written, at=at, on_behalf_of=written.producer
        )
    return written


def refuse_faults(faults: Sequence[Fault]) -> None:
    """Raise what these faults amount to; nothing when there are none."""
    if not faults:
        return
    theirs = [one for one in faults if one.rule in words.SECURITY]
    if len(theirs) == len(faults):
        raise NotTheirs(theirs)
    raise NotValid([one for one in faults if one.rule not in words.SECURITY])


@transaction.atomic
def store(
    *,
    found: Sequence[Draft],
    behaviour: str,
    by: User,
    at: datetime,
    told_in: PartnerDocument | None = None,
) -> CaptureJob:
    """Write judged events, or none; those ``told_in`` a partner's document are its word."""
    _sift([draft for draft in found if not draft.faults])
    wrong = [draft for draft in found if draft.faults]
    is_void = wrong and behaviour == Behaviour.ROLLBACK
    sound = [] if is_void else [draft for draft in found if not draft.faults]
    written = _write(sound, by=by, at=at, told_in=told_in)
    job = CaptureJob.objects.create(
        by=by,
        behaviour=behaviour,
        success=not wrong,
        errors=[_problem(draft) for draft in wrong],
        stored=len(written),
        created_at=at,
        finished_at=at,
    )
    journal.record(actor=by, verb="captured events", subject=job, at=at, count=len(written))
    return job


def _problem(draft: Draft) -> dict[str, Any]:
    """One error of a job, as a problem document has it."""
    rules = {fault.rule for fault in draft.faults}
    kind = "ValidationException"
    if rules <= words.SECURITY:
        kind = "SecurityException"
    elif "duplicate" in rules:
        kind = "ResourceAlreadyExistsException"
    return {
        "type": f"epcisException:{kind}",
        "title": draft.event.get("eventID") or draft.path,
        "detail": words.sentences(draft.faults),
    }


def _sift(found: Sequence[Draft]) -> None:
    """Find which are known already, and which deny what only a lot's book may put right.

    The producers are locked: nobody writes the same between this and :func:`_write`.
    """
    holders = {draft.producer for draft in found}
    list(Producer.objects.select_for_update().filter(pk__in=holders).order_by("pk"))
    for is_declaration in (False, True):
        some = [draft for draft in found if draft.is_declaration == is_declaration]
        _refuse_known(some, is_declaration=is_declaration)
    _refuse_making([draft for draft in found if draft.is_declaration])


def _write(
    found: Sequence[Draft], *, by: User, at: datetime, told_in: PartnerDocument | None = None
) -> list[Event]:
    """Originals before what declares them wrong, so that this can point at them."""
    producers = Producer.objects.in_bulk({draft.producer for draft in found})
    written: list[Event] = []
    for is_declaration in (False, True):
        some = [draft for draft in found if draft.is_declaration == is_declaration]
        earlier = _originals(some) if is_declaration else {}
        rows = [
            _row(draft, producers[draft.producer], earlier.get(_key(draft)), by, at)
            for draft in some
        ]
        for row in rows if told_in else ():
            row.told_in, row.evidence = told_in, Evidence.DOCUMENT
        written += Event.objects.bulk_create(rows, batch_size=BATCH)
    if written:
        index(written)
    return written


def _key(draft: Draft) -> tuple[int, str]:
    return draft.producer, draft.event_id


def _refuse_known(found: Sequence[Draft], *, is_declaration: bool) -> None:
    events = Event.objects.filter(declared_wrong_at__isnull=not is_declaration)
    known = set(_looked_up(found, events))
    for draft in found:
        if _key(draft) in known:
            path = within(draft.path, "eventID")
            draft.faults.append(Fault(path, "duplicate", draft.event_id[:120]))
        known.add(_key(draft))


def _refuse_making(found: Sequence[Draft]) -> None:
    earlier = _originals(found)
    for draft in found:
        original = earlier.get(_key(draft))
        if original and original.stage in MAKING:
            draft.faults.append(Fault(within(draft.path, "errorDeclaration"), "making"))


def _originals(found: Sequence[Draft]) -> dict[tuple[int, str], Event]:
    """What is being declared wrong, where it is here."""
    return _looked_up(found, Event.objects.filter(declared_wrong_at__isnull=True))


def _looked_up(found: Sequence[Draft], events: Any) -> dict[tuple[int, str], Event]:  # noqa: ANN401
    rows: dict[tuple[int, str], Event] = {}
    ids = sorted({draft.event_id for draft in found})
    producers = {draft.producer for draft in found}
    for start in range(0, len(ids), BATCH):
        some = events.filter(event_id__in=ids[start : start + BATCH], producer__in=producers)
        rows |= {(event.producer_id, event.event_id): event for event in some}
    return rows


def _row(draft: Draft, producer: Producer, earlier: Event | None, by: User, at: datetime) -> Event:
    event = draft.event
    document = {k: v for k, v in event.items() if k != "recordTime"}
    declared = (event.get("errorDeclaration") or {}).get("declarationTime")
    step, state = _column(event, "bizStep"), _column(event, "disposition")
    return Event(
        event_id=draft.event_id,
        hash_id=draft.hash_id,
        kind=event["type"],
        stage=draft.stage,
        biz_step=step,
        disposition=state,
        happened_at=_moment(event["eventTime"]),
        recorded_at=at,
        producer=producer,
        place=draft.place,
        lot=draft.lot,
        recorder=by,
        corrects=earlier,
        declared_wrong_at=_moment(declared) if declared else None,
        document={**document, "eventID": draft.event_id},
    )


def _moment(text: str) -> datetime:
    read = moment(text)
    if read is None:
        raise ValueError(text)
    return read


def _column(event: Json, name: str) -> str:
    """A CBV word bare; a longer one of somebody's own stays in the document."""
    kinds = {"bizStep": "BizStep", "disposition": "Disp"}
    word = bare(event.get(name) or "", kinds[name])
    return word if ":" not in word else ""
