"""Lots and the trace of a code in the API: what a scan page tells, for programs.

Reading here is not a scan: no look is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.problems import Problem
from catalog.api import (
    CommuneNameSerializer,
    ProducerNameSerializer,
    ProductNameSerializer,
    RecognitionSerializer,
)
from traceability import addresses, verdicts
from traceability.models import Document, Event, ItemCode, Lot, Place, Recall
from traceability.queries import standing
from traceability.queries.scan import Story, item_story, lot_story

if TYPE_CHECKING:
    from rest_framework.request import Request


class NeverIssued(Problem):
    """Nobody here has issued this code; what else it may be is not for us to say."""

    status_code = 404
    kind = "never-issued"
    title = _("Mã này chưa từng được cấp")
    default_detail = _("Chợ Gốc chưa cấp mã này cho món hàng hay lô hàng nào.")


class PlaceSerializer(serializers.ModelSerializer[Place]):
    """Coarse: two decimals of a degree, about a kilometre."""

    commune = CommuneNameSerializer()

    class Meta:
        model = Place
        fields = ["name", "kind", "commune", "latitude", "longitude"]


class EventSerializer(serializers.ModelSerializer[Event]):
    """What happened, and how that is known; who wrote it down stays inside."""

    place = PlaceSerializer(allow_null=True)

    class Meta:
        model = Event
        fields = [
            "hash_id",
            "kind",
            "stage",
            "biz_step",
            "disposition",
            "happened_at",
            "recorded_at",
            "evidence",
            "place",
        ]


class DocumentSerializer(serializers.ModelSerializer[Document]):
    class Meta:
        model = Document
        fields = ["kind", "title", "issuer", "number", "issued_on", "valid_until", "sha256"]


class LotSerializer(serializers.ModelSerializer[Lot]):
    pack = serializers.CharField(source="pack.name")
    gtin = serializers.CharField(source="pack.gtin", allow_null=True)
    origin = PlaceSerializer()
    workshop = PlaceSerializer()
    has_expired = serializers.SerializerMethodField()

    class Meta:
        model = Lot
        fields = [
            "code",
            "trace_code",
            "pack",
            "gtin",
            "made_on",
            "best_before",
            "packed",
            "is_complete",
            "has_expired",
            "origin",
            "workshop",
        ]

    def get_has_expired(self, lot: Lot) -> bool:
        return lot.has_expired(on=localdate())


class RecallSerializer(serializers.ModelSerializer[Recall]):
    """By which these goods must not be used, running or ended; the page says the rest."""

    is_running = serializers.BooleanField()
    page = serializers.SerializerMethodField(help_text=_("Trang thu hồi cho người xem."))

    class Meta:
        model = Recall
        fields = [
            *("code", "scope", "form", "severity", "reason", "advice", "decision"),
            *("opened_at", "closed_at", "is_running", "page"),
        ]

    def get_page(self, recall: Recall) -> str:
        return settings.SITE_URL + recall.get_absolute_url()


class VerdictSerializer(serializers.Serializer[verdicts.Verdict]):
    """What may be said of the code today; ``facts`` are whole sentences, ``advice`` what to do."""

    tone = serializers.ChoiceField(choices=[("good", "good"), ("wait", "wait"), ("bad", "bad")])
    title = serializers.CharField()
    facts = serializers.ListField(child=serializers.CharField())
    advice = serializers.CharField()


class ScansSerializer(serializers.Serializer[Story]):
    """Looks at this code by people who scanned it."""

    count = serializers.IntegerField(source="scans")
    first_at = serializers.DateTimeField(source="first_scan_at", allow_null=True)
    last_at = serializers.DateTimeField(source="last_scan_at", allow_null=True)


class StorySerializer(serializers.Serializer[Story]):
    serial = serializers.CharField(source="code.serial", default=None, allow_null=True)
    state = serializers.ChoiceField(
        source="code.state", choices=ItemCode.State.choices, default=None, allow_null=True
    )
    address = serializers.SerializerMethodField(help_text=_("Địa chỉ nằm trong mã QR trên tem."))
    page = serializers.SerializerMethodField(help_text=_("Trang truy xuất cho người xem."))
    verdict = serializers.SerializerMethodField()
    product = ProductNameSerializer(source="lot.pack.product")
    producer = ProducerNameSerializer(source="lot.pack.product.producer")
    lot = LotSerializer()
    recall = RecallSerializer(allow_null=True)
    recognition = RecognitionSerializer(allow_null=True)
    events = EventSerializer(many=True)
    documents = DocumentSerializer(many=True)
    scans = ScansSerializer(source="*")

    def get_address(self, story: Story) -> str:
        if story.code:
            return addresses.item_address(story.code)
        return addresses.lot_address(story.lot)

    def get_page(self, story: Story) -> str:
        if story.code:
            return settings.SITE_URL + reverse("scan:item", args=[story.code.serial])
        return settings.SITE_URL + reverse("scan:lot", args=[story.lot.trace_code])

    @extend_schema_field(VerdictSerializer)
    def get_verdict(self, story: Story) -> dict[str, Any]:
        asked = story.code.serial if story.code else story.lot.trace_code
        found = standing.item(asked) if story.code else standing.lot(asked)
        if found is None:
            raise NeverIssued
        told = verdicts.verdict(found, on=localdate(), times=found.times, is_first=False)
        shown: dict[str, Any] = VerdictSerializer(told).data
        return shown


class LotViewSet(StrictViewSet):
    serializer_class = StorySerializer
    lookup_url_kwarg = "trace_code"

    @extend_schema(
        summary=_("Một lô hàng"),
        description=_("Theo mã truy xuất của lô."),
        tags=["trace"],
    )
    def retrieve(self, _request: Request, trace_code: str) -> Response:
        return Response(_told(lot_story(trace_code, on=localdate())))


class TraceViewSet(StrictViewSet):
    serializer_class = StorySerializer
    lookup_url_kwarg = "code"

    @extend_schema(
        summary=_("Truy xuất một mã"),
        description=_("Mã in trên tem của một món, hoặc mã truy xuất của cả lô."),
        tags=["trace"],
    )
    def retrieve(self, _request: Request, code: str) -> Response:
        on = localdate()
        return Response(_told(item_story(code, on=on) or lot_story(code, on=on)))


def _told(story: Story | None) -> dict[str, Any]:
    """The story with the lot's two places, which the page for people does not show."""
    if story is None:
        raise NeverIssued
    there = Place.objects.select_related("commune")
    prefetch_related_objects([story.lot], Prefetch("origin", there), Prefetch("workshop", there))
    shown: dict[str, Any] = StorySerializer(story).data
    return shown
