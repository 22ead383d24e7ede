"""The operators' view of trade: tariffs and rates are theirs to date; orders and money are not."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import ModelAdmin

from accounts.admin import LookOnlyAdmin
from marketplace.models import (
    CompletionTerm,
    Consignment,
    FarCommune,
    HidingReason,
    Notice,
    Order,
    OrderGroup,
    Payment,
    Rate,
    Tariff,
    TrackingNotice,
)


@admin.register(Tariff)
class TariffAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("zone", "first_grams", "first_fee", "step_grams", "step_fee", "valid_from")


@admin.register(Rate)
class RateAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("kind", "producer_kind", "basis_points", "legal_basis", "valid_from")


@admin.register(HidingReason)
class HidingReasonAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("code", "words", "basis", "valid_from", "valid_until")


@admin.register(CompletionTerm)
class CompletionTermAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("is_fresh", "days", "basis", "valid_from", "valid_until")


@admin.register(OrderGroup)
class OrderGroupAdmin(LookOnlyAdmin):
    list_display = ("code", "total", "placed_at", "held_until")
    search_fields = ("code",)
    exclude = ("token", "idempotency_key")


@admin.register(Order)
class OrderAdmin(LookOnlyAdmin):
    list_display = ("code", "producer", "state", "total", "paid_at", "shipped_at")
    list_filter = ("state",)
    search_fields = ("code",)
    list_select_related = ("producer",)


@admin.register(Payment)
class PaymentAdmin(LookOnlyAdmin):
    list_display = ("reference", "gateway", "amount", "state", "started_at", "settled_at")
    list_filter = ("gateway", "state")
    search_fields = ("reference",)


@admin.register(Notice)
class NoticeAdmin(LookOnlyAdmin):
    list_display = ("received_at", "gateway", "external_id", "amount", "outcome", "payment")
    list_filter = ("gateway", "outcome")
    list_select_related = ("payment",)
    exclude = ("body", "headers")


@admin.register(FarCommune)
class FarCommuneAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("commune", "kind", "basis")
    list_filter = ("kind",)
    list_select_related = ("commune",)
    raw_id_fields = ("commune",)


@admin.register(Consignment)
class ConsignmentAdmin(LookOnlyAdmin):
    list_display = ("parcel", "carrier", "tracking", "state", "told_at", "booked_at")
    list_filter = ("carrier", "state")
    search_fields = ("tracking",)
    list_select_related = ("parcel__order",)


@admin.register(TrackingNotice)
class TrackingNoticeAdmin(LookOnlyAdmin):
    list_display = ("received_at", "carrier", "external_id", "kind", "outcome")
    list_filter = ("carrier", "outcome")
    exclude = ("body",)
