"""The top-level resources: kinds of events, things, steps, places and states that events name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from rest_framework.response import Response

from traceability.epcis import document as documents
from traceability.epcis.canonical import canonical
from traceability.epcis.conditions import Among, Condition, Kinds
from traceability.epcis.parameters import EVERYTHING
from traceability.epcis.validity import KINDS
from traceability.epcis.vocabulary import BizStep, Disposition, bare
from traceability.queries import epcis
from traceability.views.epcis import pages
from traceability.views.epcis.asking import EpcisView
from traceability.views.epcis.events import answered, asked_for, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rest_framework.request import Request

TOP = (
    *("capture", "events", "eventTypes", "epcs", "bizSteps", "bizLocations"),
    *("readPoints", "dispositions", "queries"),
)
FACTS = {
    "epcs": EVERYTHING,
    "bizSteps": ("bizStep",),
    "bizLocations": ("bizLocation",),
    "readPoints": ("readPoint",),
    "dispositions": ("disposition",),
}
WORDS: dict[str, tuple[str, ...]] = {
    "eventTypes": KINDS,
    "bizSteps": tuple(sorted(BizStep)),
    "dispositions": tuple(sorted(Disposition)),
}
KIND_OF = {"bizSteps": "BizStep", "dispositions": "Disp"}


def collection(members: Sequence[str]) -> dict[str, Any]:
    return {"@context": documents.CONTEXT, "type": "Collection", "member": list(members)}


class TopView(EpcisView):
    def list(self, _request: Request) -> Response:
        return Response(collection(TOP))


class ResourceView(EpcisView):
    """One resource, named by `of`: bizSteps, epcs and so on."""

    of = ""

    def known_parameters(self) -> set[str]:
        return set(pages.PAGING) if self.action == "list" and self.of in FACTS else set()

    def list(self, request: Request) -> Response:
        """Words of the standard first, then what visible events name besides."""
        if self.of == "eventTypes":
            return Response(collection(KINDS))
        size, place = pages.per_page(request), pages.begun(request)
        mine = epcis.producers_of(request.user)
        after = place.get("after", "")
        found = epcis.values(FACTS[self.of], mine=mine, after=after, count=size + 1)
        known = WORDS.get(self.of, ())
        some = sorted({*found, *(word for word in known if word > after)})
        headers = pages.next_page(request, after=some[size - 1]) if len(some) > size else {}
        return Response(collection(some[:size]), headers=headers)

    def retrieve(self, request: Request, value: str) -> Response:
        """What there is about it: its events."""
        if not self._is_known(request, value):
            raise Http404
        return Response(collection(["events"]))

    def _is_known(self, request: Request, value: str) -> bool:
        plain = bare(value, KIND_OF[self.of]) if self.of in KIND_OF else canonical(value)
        if plain in WORDS.get(self.of, ()):
            return True
        mine = epcis.producers_of(request.user)
        return self.of in FACTS and epcis.is_named(FACTS[self.of], plain, mine=mine)


class ResourceEventsView(EpcisView):
    """The events that name one of these."""

    of = ""

    def known_parameters(self) -> set[str]:
        return asked_for(self.request)

    def list(self, request: Request, value: str) -> Response:
        said = {k: v for k, v in request.query_params.items() if k not in pages.PAGING}
        question = read(request, said)
        further = about(self.of, value)
        return answered(request, replace(question, conditions=(*question.conditions, further)))


def about(of: str, value: str) -> Condition:
    """The condition that an event names this value of a resource; 404 for no kind of event."""
    if of != "eventTypes":
        plain = bare(value, KIND_OF[of]) if of in KIND_OF else canonical(value)
        return Among(FACTS[of], (plain,))
    if value not in KINDS:
        raise Http404
    return Kinds((value,))
