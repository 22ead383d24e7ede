"""Named queries: a question kept, its answers, and who is told of new ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from traceability import access, terms
from traceability.actions import subscriptions
from traceability.epcis.hash_id import prefixes_of
from traceability.queries import epcis
from traceability.views.epcis import pages, wishes
from traceability.views.epcis.asking import EpcisView, person, refuse_body
from traceability.views.epcis.events import answered, prefixes, read
from traceability.views.epcis.problems import EpcisProblem, refuse_strangers, wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from rest_framework.request import Request

    from traceability.models import NamedQuery, Subscription

Kept = TypeVar("Kept")
NAME = re.compile(r"[\w.-]{1,60}", re.ASCII)


class QueriesView(EpcisView):
    permission_classes = [IsAuthenticated]

    def missing(self) -> str:
        return "NoSuchNameException"

    def known_parameters(self) -> set[str]:
        return set(pages.PAGING) if self.action in {"list", "events"} else set()

    def list(self, request: Request) -> Response:
        size, place = pages.per_page(request), pages.begun(request)
        rows = list(epcis.queries_of(person(request), after=place.get("after", ""))[: size + 1])
        headers = pages.next_page(request, after=rows[size - 1].name) if len(rows) > size else {}
        return Response([_query(one) for one in rows[:size]], headers=headers)

    def create(self, request: Request) -> Response:
        name, query = _definition(refuse_body(request), prefixes(request))
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

    def missing(self) -> str:
        is_one = self.action in {"retrieve", "destroy"}
        return "NoSuchResourceException" if is_one else "NoSuchNameException"

    def known_parameters(self) -> set[str]:
        return set(pages.PAGING) if self.action == "list" else set()

    def list(self, request: Request, name: str) -> Response:
        query = access.named_query(person(request), name)
        size, place = pages.per_page(request), pages.begun(request)
        following = query.subscriptions.filter(pk__gt=place.get("key", 0))
        rows = list(following.select_related("query")[: size + 1])
        headers = pages.next_page(request, key=rows[size - 1].pk) if len(rows) > size else {}
        return Response([_subscription(one) for one in rows[:size]], headers=headers)

    def create(self, request: Request, name: str) -> Response:
        query, body = access.named_query(person(request), name), refuse_body(request)
        wish = wishes.read(body, at=now())
        kept = _kept(
            lambda: subscriptions.subscribe(query=query, wish=wish, by=person(request), at=now())
        )
        is_ours = "signatureToken" not in body
        told = _subscription(kept) | ({"signatureToken": kept.secret} if is_ours else {})
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


def _definition(body: dict[str, Any], known: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """The name, and the question with what its prefixes mean, as it is asked by itself later."""
    refuse_strangers(body, {"name", "query"})
    name, query = body.get("name"), body.get("query")
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise wrong("name", _("tên gồm 1 đến 60 chữ không dấu, số, dấu chấm hay gạch"))
    if not isinstance(query, dict):
        raise wrong("query", _("phải là một đối tượng JSON gồm các tham số"))
    meant = {**known, **prefixes_of(query.get("@context"))}
    own = {prefix: uri for prefix, uri in meant.items() if prefix not in terms.prefixes()}
    asked = {name: value for name, value in query.items() if name != "@context"}
    return name, ({"@context": own} if own else {}) | asked


def _query(query: NamedQuery) -> dict[str, Any]:
    return {"name": query.name, "query": query.query, "createdAt": query.created_at.isoformat()}


def _subscription(one: Subscription) -> dict[str, Any]:
    """Without its secret."""
    when = {"schedule": one.schedule, "reportIfEmpty": one.reports_empty}
    moments = {
        "lastNotifiedAt": one.last_notified_at,
        "initialRecordTime": one.begins_at,
        "minRecordTime": one.since,
    }
    return {
        "subscriptionID": str(one.uuid),
        "queryName": one.query.name,
        "dest": one.dest,
        **(when if one.schedule else {"stream": True}),
        "createdAt": one.created_at.isoformat(),
        **{name: moment.isoformat() for name, moment in moments.items() if moment},
    }
