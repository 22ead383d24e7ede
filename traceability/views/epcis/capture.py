"""Capture: documents of events, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from traceability import access
from traceability.actions import capture, drafts
from traceability.models import CaptureJob
from traceability.queries import epcis
from traceability.views.epcis import pages
from traceability.views.epcis.asking import (
    MOST_BYTES,
    MOST_EVENTS,
    MOST_THINGS,
    DocumentParser,
    EpcisView,
    LdDocumentParser,
    person,
    refuse_body,
    speakers,
    too_large,
)
from traceability.views.epcis.problems import not_valid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from rest_framework.request import Request

HEADER = "GS1-Capture-Error-Behaviour"
LIMITS = {
    "GS1-EPCIS-Capture-Limit": str(MOST_EVENTS),
    "GS1-EPCIS-Capture-File-Size-Limit": str(MOST_BYTES),
}
DOCUMENTS = ("EPCISDocument", "EPCISQueryDocument")


class CaptureView(EpcisView):
    parser_classes = [DocumentParser, LdDocumentParser]
    permission_classes = [IsAuthenticated]

    def known_parameters(self) -> set[str]:
        return {"create": {"producer"}, "list": set(pages.PAGING)}.get(self.action or "", set())

    def list(self, request: Request) -> Response:
        """Own jobs, newest first."""
        size, place = pages.per_page(request), pages.begun(request)
        rows = epcis.jobs_of(person(request), before=place.get("key"))[: size + 1]
        some = list(rows)
        headers = pages.next_page(request, key=some[size - 1].pk) if len(some) > size else {}
        return Response([told(job) for job in some[:size]], headers=headers)

    def create(self, request: Request) -> Response:
        document = refuse_body(request)
        who, behaviour = speakers(request), _behaviour(request)
        _refuse_frame(document)
        try:
            job = capture.capture_document(
                document=document, speakers=who, behaviour=behaviour, by=person(request), at=now()
            )
        except capture.NotValid as refusal:
            is_theirs = isinstance(refusal, capture.NotTheirs)
            raise not_valid(refusal.faults, is_theirs=is_theirs) from refusal
        address = reverse("epcis:capture_job", args=[job.uuid])
        return Response(status=202, headers={"Location": address})

    def retrieve(self, request: Request, uuid: UUID) -> Response:
        return Response(told(access.capture_job(person(request), uuid)))

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        response = super().options(request, *args, **kwargs)
        for name, value in {**LIMITS, HEADER: "rollback, proceed"}.items():
            response.headers[name] = value
        return response


def told(job: CaptureJob) -> dict[str, Any]:
    """The job as the standard writes it."""
    return {
        "captureID": str(job.uuid),
        "createdAt": job.created_at.isoformat(),
        "finishedAt": job.finished_at.isoformat(),
        "running": False,
        "success": job.success,
        "captureErrorBehaviour": job.behaviour,
        "errors": job.errors,
    }


def _behaviour(request: Request) -> str:
    said = request.headers.get(HEADER, CaptureJob.Behaviour.ROLLBACK)
    if said not in CaptureJob.Behaviour.values:
        raise _not_one_of(CaptureJob.Behaviour.values, HEADER)
    return said


def _not_one_of(wanted: Iterable[str], name: str) -> ParseError:
    told = {"name": name, "wanted": ", ".join(wanted)}
    return ParseError(_("%(name)s chỉ nhận: %(wanted)s.") % told)


def _refuse_frame(document: dict[str, Any]) -> None:
    """The document but for its events: they are looked at one by one."""
    if document.get("type") not in DOCUMENTS:
        raise _not_one_of(DOCUMENTS, "type")
    faults = drafts.frame_faults(document)
    if faults:
        raise not_valid(faults)
    events = [event for _path, event in drafts.events_of(document)]
    if len(events) > MOST_EVENTS or _count(events) > MOST_THINGS:
        raise too_large()


def _count(events: list[Any]) -> int:
    return sum(_things(event) for event in events if isinstance(event, dict))


def _things(event: dict[str, Any]) -> int:
    """How many things it may name, before anything else is known of it."""
    return sum(len(held) for held in event.values() if isinstance(held, list))
