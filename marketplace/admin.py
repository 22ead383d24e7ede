"""The operators' view of trade: tariffs and rates are theirs to date; orders and money are not."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import ModelAdmin

from accounts.admin import LookOnlyAdmin
from marketplace.models import (
    Claim,
    ClaimRule,
    Consignment,
    Dispute,
    FarCommune,
    HidingReason,
    Notice,
    Order,
    OrderGroup,
    Payment,
    Proposal,
    Rate,
    Receipt,
    Refund,
    Tariff,
    TrackingNotice,
    TurnedAway,
    Voucher,
    VoucherUse,
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


@admin.register(ClaimRule)
class ClaimRuleAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("goods", "kind", "hours", "since", "freight", "basis", "valid_from")
    list_filter = ("goods", "kind")


@admin.register(Claim)
class ClaimAdmin(LookOnlyAdmin):
    list_display = ("code", "order", "kind", "state", "opened_at", "due_at")
    list_filter = ("state", "kind")
    search_fields = ("code",)
    list_select_related = ("order",)


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


@admin.register(Refund)
class RefundAdmin(LookOnlyAdmin):
    list_display = ("key", "amount", "state", "is_by_hand", "opened_at", "done_at")
    list_filter = ("state", "is_by_hand")
    search_fields = ("key",)


@admin.register(Notice)
class NoticeAdmin(LookOnlyAdmin):
    list_display = ("received_at", "gateway", "external_id", "amount", "outcome", "payment")
    list_filter = ("gateway", "outcome")
    list_select_related = ("payment",)
    exclude = ("body", "headers")


@admin.register(Receipt)
class ReceiptAdmin(LookOnlyAdmin):
    list_display = ("heard_at", "gateway", "amount", "state", "reason", "payment")
    list_filter = ("gateway", "state", "reason")
    search_fields = ("bank_reference", "payment__reference")
    list_select_related = ("payment",)


@admin.register(Proposal)
class ProposalAdmin(LookOnlyAdmin):
    list_display = ("proposed_at", "kind", "amount", "proposed_by", "confirmed_by", "done_at")
    list_filter = ("kind", "needs_two")
    list_select_related = ("proposed_by", "confirmed_by")


@admin.register(Dispute)
class DisputeAdmin(LookOnlyAdmin):
    list_display = ("external_id", "amount", "state", "opened_at", "due_at", "closed_at")
    list_filter = ("state",)
    search_fields = ("external_id",)


@admin.register(TurnedAway)
class TurnedAwayAdmin(LookOnlyAdmin):
    list_display = ("came_at", "gateway", "why", "length")
    list_filter = ("gateway", "why")
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


@admin.register(Voucher)
class VoucherAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """The market's own and those of programmes; what was used is counted by orders alone."""

    list_display = ("code", "kind", "bearer", "producer", "budget", "held", "spent", "used")
    list_filter = ("kind", "bearer")
    search_fields = ("code",)
    list_select_related = ("producer",)
    raw_id_fields = ("producer",)
    readonly_fields = ("held", "spent", "used")


@admin.register(VoucherUse)
class VoucherUseAdmin(LookOnlyAdmin):
    list_display = ("voucher", "group", "kind", "bearer", "amount", "state")
    list_filter = ("kind", "bearer", "state")
    list_select_related = ("voucher", "group")
