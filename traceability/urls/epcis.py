"""EPCIS 2.0, under /epcis/. Values in addresses are percent-encoded URIs."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from traceability.urls import anything  # noqa: F401 (makes <anything:…> known)
from traceability.views.epcis.asking import NothingHere, PageTokensView
from traceability.views.epcis.capture import CaptureView
from traceability.views.epcis.events import EventsView
from traceability.views.epcis.named import QueriesView, SubscriptionsView
from traceability.views.epcis.resources import ResourceEventsView, ResourceView, TopView

LIST: dict[str, Any] = {"get": "list"}
ONE: dict[str, Any] = {"get": "retrieve"}
KEEPING: dict[str, Any] = {"get": "list", "post": "create"}
KEPT: dict[str, Any] = {"get": "retrieve", "delete": "destroy"}
RESOURCES = {
    "eventTypes": "event_types",
    "epcs": "epcs",
    "bizSteps": "biz_steps",
    "bizLocations": "biz_locations",
    "readPoints": "read_points",
    "dispositions": "dispositions",
}


def resource(of: str, name: str) -> list[URLPattern]:
    """The collection, one of its members, and that one's events."""
    one, events = ResourceView.as_view(ONE, of=of), ResourceEventsView.as_view(LIST, of=of)
    return [
        path(of, ResourceView.as_view(LIST, of=of), name=name),
        path(f"{of}/<anything:value>/events", events, name=f"{name}_events"),
        path(f"{of}/<anything:value>", one, name=f"{name}_one"),
    ]


app_name = "epcis"
urlpatterns = [
    path("", TopView.as_view(LIST), name="top"),
    path("capture", CaptureView.as_view(KEEPING), name="capture"),
    path("capture/<uuid:uuid>", CaptureView.as_view(ONE), name="capture_job"),
    path("events", EventsView.as_view(KEEPING), name="events"),
    path("events/<anything:event_id>", EventsView.as_view(ONE), name="event"),
    *(pattern for of, name in RESOURCES.items() for pattern in resource(of, name)),
    path("queries", QueriesView.as_view(KEEPING), name="queries"),
    path("queries/<str:name>", QueriesView.as_view(KEPT), name="query"),
    path("queries/<str:name>/events", QueriesView.as_view({"get": "events"}), name="query_events"),
    path(
        "queries/<str:name>/subscriptions",
        SubscriptionsView.as_view(KEEPING),
        name="subscriptions",
    ),
    path(
        "queries/<str:name>/subscriptions/<uuid:uuid>",
        SubscriptionsView.as_view(KEPT),
        name="subscription",
    ),
    path(
        "nextPageToken/<anything:token>",
        PageTokensView.as_view({"delete": "destroy"}),
        name="page_token",
    ),
    path("<anything:rest>", NothingHere.as_view(LIST), name="nothing"),
]
