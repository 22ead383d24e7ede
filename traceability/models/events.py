"""Events: what happened to goods, in EPCIS 2.0 terms. Written once, never changed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.models.lots import Lot
from traceability.models.materials import MaterialLot
from traceability.models.places import Place


class Evidence(models.TextChoices):
    """How a fact is known."""

    SELF_DECLARED = "self_declared", _("chủ thể tự khai")
    DOCUMENT = "document", _("có giấy tờ")
    INSPECTED = "inspected", _("cán bộ đã kiểm tra")
    LABORATORY = "laboratory", _("phòng thử nghiệm")
    COUNCIL = "council", _("hội đồng OCOP")


class EventQuerySet(models.QuerySet["Event"]):
    def standing(self) -> Self:
        """Those that no later event has corrected: what we hold to be true now."""
        return self.filter(corrections__isnull=True)


class Event(models.Model):
    """One EPCIS event. ``document`` is its JSON-LD; triggers refuse every update and delete.

    A correction is a new event. No personal data may enter ``document``. ``event_id`` is the id its
    teller gave it, and the hash id where none was given. What happened to a plot or pond has
    neither lot nor material lot: it is told of all that is harvested there afterwards. ``stage`` is
    empty where an event that came by EPCIS is no step that a producer's book knows. ``told_in`` is
    the document of the partner whose word it is.
    """

    class Kind(models.TextChoices):
        OBJECT = "ObjectEvent", _("sự kiện về hàng")
        AGGREGATION = "AggregationEvent", _("đóng thùng")
        TRANSFORMATION = "TransformationEvent", _("chế biến")
        TRANSACTION = "TransactionEvent", _("giao dịch")
        ASSOCIATION = "AssociationEvent", _("gắn kết")

    class Stage(models.TextChoices):
        """Steps of a lot's life, as a producer names them."""

        PLANTING = "planting", _("Gieo trồng, thả giống")
        TREATING = "treating", _("Chăm bón, cho ăn, phun")
        HARVEST = "harvest", _("Thu hoạch")
        PROCESSING = "processing", _("Chế biến")
        PACKING = "packing", _("Đóng gói")
        INSPECTING = "inspecting", _("Kiểm tra")
        TESTING = "testing", _("Kiểm nghiệm")
        STORING = "storing", _("Nhập kho")
        SHIPPING = "shipping", _("Giao đi")
        RECEIVING = "receiving", _("Nhận hàng")
        SELLING = "selling", _("Bán ra")
        RECALLING = "recalling", _("Thu hồi")

    event_id = models.CharField(_("mã sự kiện"), max_length=200)
    hash_id = models.CharField(_("mã băm"), max_length=120, db_index=True)
    kind = models.CharField(max_length=24, choices=Kind)
    stage = models.CharField(_("công đoạn"), max_length=12, choices=Stage, blank=True)
    biz_step = models.CharField(max_length=60, blank=True)
    disposition = models.CharField(max_length=60, blank=True)
    happened_at = models.DateTimeField(_("xảy ra lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="events")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="events", null=True, blank=True
    )
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="events", null=True)
    material_lot = models.ForeignKey(
        MaterialLot, on_delete=models.PROTECT, related_name="events", null=True, blank=True
    )
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    evidence = models.CharField(max_length=14, choices=Evidence, default=Evidence.SELF_DECLARED)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="corrections", null=True, blank=True
    )
    told_in = models.ForeignKey(
        "traceability.PartnerDocument",
        on_delete=models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
    )
    declared_wrong_at = models.DateTimeField(_("được báo sai lúc"), null=True, blank=True)
    document = models.JSONField()

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        ordering = ["happened_at", "pk"]
        indexes = [
            models.Index(fields=["event_id"], name="event_by_id"),
            models.Index(fields=["happened_at"], name="event_by_time"),
            models.Index(fields=["recorded_at"], name="event_by_record_time"),
        ]
        constraints = [
            UniqueConstraint(
                fields=["producer", "event_id"],
                condition=Q(declared_wrong_at__isnull=True),
                name="event_is_told_once",
            ),
            UniqueConstraint(
                fields=["producer", "event_id"],
                condition=Q(declared_wrong_at__isnull=False),
                name="event_is_declared_wrong_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display() or self.kind} {self.happened_at:%Y-%m-%d}"


class EventItem(models.Model):
    """A thing an event speaks of: an item, or a class of items with a quantity. Append-only."""

    class Role(models.TextChoices):
        EPC = "epc", "epc"
        PARENT = "parent", "parent"
        CHILD = "child", "child"
        INPUT = "input", "input"
        OUTPUT = "output", "output"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="items")
    role = models.CharField(max_length=8, choices=Role)
    epc = models.CharField(max_length=200, db_index=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["event", "role", "epc"], name="event_names_a_thing_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.epc}"
