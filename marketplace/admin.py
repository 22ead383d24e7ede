"""The operators' view of trade: tariffs and rates are theirs to date; orders and money are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.admin import LookOnlyAdmin
from marketplace.fees import actions as fees
from marketplace.models import (
    Claim,
    ClaimRule,
    Consignment,
    Dispute,
    Earning,
    FarCommune,
    GoodsVat,
    HidingReason,
    Invoice,
    InvoiceSeller,
    InvoiceSeries,
    Notice,
    Order,
    OrderGroup,
    Payment,
    PayoutRun,
    Proposal,
    Rate,
    Receipt,
    Refund,
    ScoreEdition,
    Tariff,
    TrackingNotice,
    TurnedAway,
    VatRate,
    Voucher,
    VoucherUse,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

    from accounts.http import SignedInRequest


@admin.register(Tariff)
class TariffAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("zone", "first_grams", "first_fee", "step_grams", "step_fee", "valid_from")


@admin.register(Rate)
class RateAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Whoever changes a row has to read the law again: who had verified it is forgotten."""

    list_display = ("kind", "position", "for_whom", "basis_points", "legal_basis", "valid_from")
    list_filter = ("kind", "producer_kind", "verified_at")
    list_select_related = ("producer", "pack__product", "shelf", "commune", "province")
    raw_id_fields = ("producer", "pack", "commune")
    readonly_fields = ("verified_by", "verified_at")
    actions = ("note_verified",)

    @admin.display(description=_("áp dụng cho"))
    def for_whom(self, rate: Rate) -> str:
        named = (rate.producer, rate.pack, rate.shelf, rate.commune, rate.province)
        told = [rate.get_producer_kind_display(), *(str(one) for one in named if one)]
        return ", ".join(filter(None, told)) or str(_("mọi chủ thể"))

    @admin.action(description=_("Tôi đã đối chiếu với văn bản đang hiệu lực"))
    def note_verified(self, request: SignedInRequest, rates: QuerySet[Rate]) -> None:
        for rate in rates:
            fees.verify_rate(rate=rate, by=request.user, at=now())

    def save_model(
        self,
        request: HttpRequest,
        rate: Rate,
        form: ModelForm[Rate],
        change: bool,  # noqa: FBT001 (Django's own signature)
    ) -> None:
        if form.changed_data:
            rate.verified_by = rate.verified_at = None
        super().save_model(request, rate, form, change)


@admin.register(HidingReason)
class HidingReasonAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("code", "words", "basis", "valid_from", "valid_until")


@admin.register(ClaimRule)
class ClaimRuleAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("goods", "kind", "hours", "since", "freight", "basis", "valid_from")
    list_filter = ("goods", "kind")


@admin.register(ScoreEdition)
class ScoreEditionAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Sheets come with the market; who checked them and their last day are put in here."""

    list_display = ("name", "valid_from", "valid_until", "verified_by")
    readonly_fields = (
        *("code", "valid_from", "two_from", "three_from", "four_from", "five_from"),
        *("source", "url"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 (Django's)
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 (Django's)
        obj: ScoreEdition | None = None,  # noqa: ARG002 (Django's)
    ) -> bool:
        return False


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


@admin.register(VatRate)
class VatRateAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("code", "words", "legal_basis", "valid_from", "valid_until", "verified_by")


@admin.register(GoodsVat)
class GoodsVatAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """What shelves bear in general; of their products sellers themselves say it."""

    list_display = ("shelf", "code", "legal_basis", "valid_from", "verified_by")
    fields = ("shelf", "code", "legal_basis", "valid_from", "verified_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[GoodsVat]:
        rows: QuerySet[GoodsVat] = super().get_queryset(request)
        return rows.filter(shelf__isnull=False).select_related("shelf")


@admin.register(InvoiceSeller)
class InvoiceSellerAdmin(LookOnlyAdmin):
    list_display = ("name", "tax_code", "form", "use", "letters", "signs_itself", "since")
    search_fields = ("name", "tax_code")


@admin.register(InvoiceSeries)
class InvoiceSeriesAdmin(LookOnlyAdmin):
    list_display = ("tax_code", "form", "code", "producer")
    list_select_related = ("producer",)


@admin.register(Invoice)
class InvoiceAdmin(LookOnlyAdmin):
    list_display = ("order", "version", "state", "total", "drafted_at", "sent_at", "answered_at")
    list_filter = ("state", "provider")
    list_select_related = ("order",)
    exclude = ("bill",)


@admin.register(Earning)
class EarningAdmin(LookOnlyAdmin):
    list_display = ("order", "producer", "goods", "commission", "amount", "earned_at")
    search_fields = ("order__code",)
    list_select_related = ("order", "producer")


@admin.register(PayoutRun)
class PayoutRunAdmin(LookOnlyAdmin):
    list_display = ("code", "state", "drafted_at", "second_at", "exported_at", "ended_at")
    list_filter = ("state",)
    search_fields = ("code",)
