"""Events: one at a time, or all that answer a SimpleEventQuery."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from rest_framework.response import Response

from traceability import shown, terms
from traceability.actions import capture
from traceability.epcis import question as questions
from traceability.epcis.conditions import NotAQuestion
from traceability.epcis.hash_id import prefixes_of
from traceability.queries import epcis
from traceability.views.epcis import pages
from traceability.views.epcis.asking import (
    DocumentParser,
    EpcisView,
    LdDocumentParser,
    person,
    refuse_body,
    speakers,
)
from traceability.views.epcis.problems import EpcisProblem, not_a_question, not_valid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rest_framework.request import Request

    from traceability.epcis.question import Question


class EventsView(EpcisView):
    parser_classes = [DocumentParser, LdDocumentParser]

    def known_parameters(self) -> set[str]:
        if self.action == "create":
            return {"producer"}
        if self.action == "retrieve":
            return set()
        return asked_for(self.request)

    def list(self, request: Request) -> Response:
        said = {k: v for k, v in request.query_params.items() if k not in pages.PAGING}
        return answered(request, read(request, said))

    def create(self, request: Request) -> Response:
        event = refuse_body(request)
        try:
            written = capture.capture_event(
                event=event, speakers=speakers(request), by=person(request), at=now()
            )
        except capture.NotValid as refusal:
            is_theirs = isinstance(refusal, capture.NotTheirs)
            raise not_valid(refusal.faults, is_theirs=is_theirs) from refusal
        except capture.AlreadyKnown as refusal:
            raise EpcisProblem(409, "ResourceAlreadyExistsException", str(refusal)) from refusal
        address = reverse("epcis:events") + "/" + quote(written.event_id, safe="")
        told = shown.shown(written, in_full=True)
        return Response(told, status=201, headers={"Location": address})

    def retrieve(self, request: Request, event_id: str) -> Response:
        """The event with what declares it wrong, as the answer to a question."""
        mine = epcis.producers_of(request.user)
        events = epcis.known_as(event_id, mine=mine)
        if not events:
            raise Http404
        return Response(shown.listed(events, mine=mine, at=now()))


def asked_for(request: Request) -> set[str]:
    """The parameters of this request that mean something."""
    known = {name for name in request.query_params if questions.is_parameter(name)}
    return known | pages.PAGING


def read(request: Request, said: Mapping[str, object], *, is_kept: bool = False) -> Question:
    """The question; further fields are named by our prefixes or those of ``GS1-Extensions``."""
    try:
        return questions.ask(said, prefixes=prefixes(request))
    except NotAQuestion as refusal:
        raise not_a_question(refusal, is_kept=is_kept) from refusal


def answered(request: Request, question: Question, *, name: str = "SimpleEventQuery") -> Response:
    """One page of the answer, with the way to the next."""
    mine = epcis.producers_of(request.user)
    place = pages.begun(request)
    until = place.get("until") or epcis.newest()
    events = epcis.answering(question, mine=mine).filter(pk__lte=until)
    if question.most is not None and not place:
        _refuse_too_many(events[: question.most + 1].count(), question.most)
    left = place.get("left", question.first)
    size = pages.per_page(request) if left is None else min(pages.per_page(request), left)
    rows = list(epcis.ordered(events, question, after=place.get("after"))[: size + 1])
    some, rest = rows[:size], None if left is None else left - size
    headers = {}
    if len(rows) > size and (rest is None or rest > 0):
        after = epcis.place_of(some[-1], question)
        headers = pages.next_page(request, until=until, left=rest, after=after)
    return Response(shown.listed(some, mine=mine, at=now(), name=name), headers=headers)


def _refuse_too_many(count: int, most: int) -> None:
    if count > most:
        told = _("Có hơn %(most)s sự kiện. Hãy hỏi hẹp hơn.") % {"most": most}
        raise EpcisProblem(413, "QueryTooLargeException", told)


def prefixes(request: Request) -> dict[str, str]:
    """``GS1-Extensions: ex=https://ex.example/ns/`` explains ``ex:`` in names of fields."""
    pairs = (one.partition("=") for one in request.headers.get("GS1-Extensions", "").split(","))
    told = {prefix.strip(): uri.strip() for prefix, equals, uri in pairs if equals}
    return terms.prefixes() | prefixes_of(told)
