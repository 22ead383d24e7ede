"""Named queries: a question kept, its answers, and who is told of new ones."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from traceability import access, callbacks
from traceability.actions import subscriptions
from traceability.epcis.validity import Fault
from traceability.queries import epcis
from traceability.views.epcis import pages
from traceability.views.epcis.asking import EpcisView, person, refuse_body
from traceability.views.epcis.events import answered, read
from traceability.views.epcis.problems import EpcisProblem, not_valid

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from rest_framework.request import Request

    from traceability.models import NamedQuery, Subscription

Kept = TypeVar("Kept")
NAME = re.compile(r"[\w.-]{1,60}", re.ASCII)
SHORTEST_SECRET, LONGEST_SECRET = 16, 200
LONGEST_DEST = 500


class QueriesView(EpcisView):
    permission_classes = [IsAuthenticated]

    def known_parameters(self) -> set[str]:
        return set(pages.PAGING) if self.action in {"list", "events"} else set()

    def list(self, request: Request) -> Response:
        size, place = pages.per_page(request), pages.begun(request)
        rows = list(epcis.queries_of(person(request), after=place.get("after", ""))[: size + 1])
        headers = pages.next_page(request, after=rows[size - 1].name) if len(rows) > size else {}
        return Response([_query(one) for one in rows[:size]], headers=headers)

    def create(self, request: Request) -> Response:
        name, query = _definition(refuse_body(request))
        read(request, query, is_kept=True)
        kept = _kept(
            lambda: subscriptions.name_query(name=name, query=query, by=person(request), at=now())
        )
        address = reverse("epcis:query", args=[kept.name])
        return Response(_query(kept), status=201, headers={"Location": address})

    def retrieve(self, request: Request, name: str) -> Response:
        return Response(_query(access.named_query(person(request), name)))

    def destroy(self, request: Request, name: str) -> Response:
        query = access.named_query(person(request), name)
        subscriptions.forget_query(query=query, by=person(request), at=now())
        return Response(status=204)

    def events(self, request: Request, name: str) -> Response:
        query = access.named_query(person(request), name)
        return answered(request, read(request, query.query), name=query.name)


class SubscriptionsView(EpcisView):
    permission_classes = [IsAuthenticated]

    def list(self, request: Request, name: str) -> Response:
        query = access.named_query(person(request), name)
        return Response([_subscription(one) for one in query.subscriptions.all()])

    def create(self, request: Request, name: str) -> Response:
        query, body = access.named_query(person(request), name), refuse_body(request)
        dest, given = _wish(body)
        secret = given or secrets.token_hex(20)
        kept = _kept(
            lambda: subscriptions.subscribe(
                query=query, dest=dest, secret=secret, by=person(request), at=now()
            )
        )
        told = _subscription(kept) | ({} if given else {"signatureToken": secret})
        address = reverse("epcis:subscription", args=[query.name, kept.uuid])
        return Response(told, status=201, headers={"Location": address})

    def retrieve(self, request: Request, name: str, uuid: UUID) -> Response:
        return Response(_subscription(access.subscription(person(request), name, uuid)))

    def destroy(self, request: Request, name: str, uuid: UUID) -> Response:
        kept = access.subscription(person(request), name, uuid)
        subscriptions.unsubscribe(subscription=kept, by=person(request), at=now())
        return Response(status=204)


def _kept(keep: Callable[[], Kept]) -> Kept:
    try:
        return keep()
    except subscriptions.NameTaken as taken:
        told = _("Bạn đã có câu hỏi tên này.")
        raise EpcisProblem(409, "ResourceAlreadyExistsException", told) from taken
    except subscriptions.TooMany as many:
        told = _("Mỗi người giữ nhiều nhất %(most)s cái.") % {"most": many.most}
        raise EpcisProblem(403, "SubscriptionControlsException", told) from many


def _definition(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    _refuse_strangers(body, {"name", "query"})
    name, query = body.get("name"), body.get("query")
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise _wrong("name", _("tên gồm 1 đến 60 chữ không dấu, số, dấu chấm hay gạch"))
    if not isinstance(query, dict):
        raise _wrong("query", _("phải là một đối tượng JSON gồm các tham số"))
    return name, {name: value for name, value in query.items() if name != "@context"}


def _wish(body: dict[str, Any]) -> tuple[str, str]:
    """Where to and by which secret. What is told is told at once: there are no timetables."""
    _refuse_strangers(body, {"dest", "signatureToken", "stream", "reportIfEmpty"})
    if body.get("stream") is not True or body.get("reportIfEmpty") not in {None, False}:
        raise _wrong("stream", _("chỉ báo ngay khi có sự kiện: phải là true"), is_control=True)
    secret = body.get("signatureToken", "")
    sizes = range(SHORTEST_SECRET, LONGEST_SECRET + 1)
    if not isinstance(secret, str) or (secret and len(secret) not in sizes):
        raise _wrong("signatureToken", _("dài từ 16 đến 200 chữ"))
    dest = body.get("dest")
    if not isinstance(dest, str) or not _may_be_told(dest):
        raise _wrong("dest", _("phải là một địa chỉ https công khai"))
    return dest, secret


def _may_be_told(dest: str) -> bool:
    try:
        callbacks.destination(dest, loopback=settings.DEMO)
    except callbacks.NotADestination:
        return False
    return dest.isascii() and dest.isprintable() and len(dest) <= LONGEST_DEST


def _refuse_strangers(body: dict[str, Any], known: set[str]) -> None:
    strange = sorted(set(body) - known - {"@context"})
    if strange:
        raise not_valid([Fault(name[:60], "additionalProperties") for name in strange])


def _wrong(field: str, words: str, *, is_control: bool = False) -> EpcisProblem:
    kind = "SubscriptionControlsException" if is_control else "ValidationException"
    detail = f"{field}: {words}."
    errors = [{"field": field, "code": "invalid", "detail": words}]
    return EpcisProblem(400, kind, detail, errors)


def _query(query: NamedQuery) -> dict[str, Any]:
    return {"name": query.name, "query": query.query, "createdAt": query.created_at.isoformat()}


def _subscription(one: Subscription) -> dict[str, Any]:
    """Without its secret."""
    told = {
        "subscriptionID": str(one.uuid),
        "queryName": one.query.name,
        "dest": one.dest,
        "stream": True,
        "createdAt": one.created_at.isoformat(),
    }
    if one.last_notified_at:
        told["lastNotifiedAt"] = one.last_notified_at.isoformat()
    return told
