"""The operators' view of the catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from accounts.admin import LookOnly, LookOnlyAdmin
from catalog.models import (
    Amendment,
    Claim,
    Commune,
    CriteriaSet,
    Membership,
    Officer,
    Pack,
    Policy,
    Producer,
    Product,
    Province,
    Recognition,
    SellerPaper,
    SellerRule,
    Shelf,
)

if TYPE_CHECKING:
    from django.http import HttpRequest


class PackInline(TabularInline):  # type: ignore[misc]  # unfold carries no types
    model = Pack
    extra = 0


class RecognitionInline(LookOnly, TabularInline):  # type: ignore[misc]  # unfold carries no types
    """Stars come from the register and from officers; each is a leaf of the log as it was told."""

    model = Recognition
    fields = ("stars", "level", "decision", "valid_from", "valid_until", "evidence", "verified_at")


class MembershipInline(TabularInline):  # type: ignore[misc]  # unfold carries no types
    model = Membership
    extra = 0
    autocomplete_fields = ("user", "invited_by")


@admin.register(Producer)
class ProducerAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("name", "kind", "commune", "claimed_at", "identity_verified_at", "is_fictional")
    list_filter = ("kind", "is_fictional", ("claimed_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "folded")
    list_select_related = ("commune",)
    autocomplete_fields = ("commune", "province")
    readonly_fields = ("source_url",)
    inlines = (MembershipInline,)


@admin.register(Product)
class ProductAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("name", "producer", "shelf", "published_at", "suspended_at")
    list_filter = ("shelf", ("suspended_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "searchable")
    list_select_related = ("producer", "shelf")
    autocomplete_fields = ("producer", "commune", "province")
    readonly_fields = ("register_key", "source_url", "first_published_at", "cleared_until")
    inlines = (PackInline, RecognitionInline)


@admin.register(Officer)
class OfficerAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("office", "province", "commune", "appointed_at", "revoked_at")
    autocomplete_fields = ("user", "commune", "province")


@admin.register(Claim)
class ClaimAdmin(LookOnlyAdmin):
    list_display = ("producer", "state", "filed_at", "decided_at")
    list_filter = ("state",)
    exclude = ("document",)


@admin.register(Policy)
class PolicyAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("criteria_set", "minimum_age", "legal_basis", "valid_from", "valid_until")


@admin.register(SellerRule)
class SellerRuleAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Whatever is written here, the clock measures all goods by it at its next beat."""

    list_display = (
        *("fact", "producer_kind", "criteria_set", "legal_basis", "verified_by"),
        *("valid_from", "valid_until", "spares_until"),
    )
    list_filter = ("fact", "producer_kind")
    list_select_related = ("verified_by",)
    autocomplete_fields = ("verified_by",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ANN401, FBT001 (Django's)
        obj.settled_on = None
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        """A rule ends on a day; it is not undone."""
        return False


@admin.register(SellerPaper)
class SellerPaperAdmin(LookOnlyAdmin):
    """Officers open papers, each by a door that knows who they are; here one sees that they are."""

    list_display = ("producer", "fact", "product", "state", "valid_until", "submitted_at")
    list_filter = ("state", "fact", "is_sample")
    list_select_related = ("producer", "product")
    exclude = ("file", "file_hash", "number")


@admin.register(Amendment)
class AmendmentAdmin(LookOnlyAdmin):
    list_display = ("product", "field", "state", "asked_at", "decided_at")
    list_filter = ("state", "field")
    list_select_related = ("product",)


@admin.register(Commune)
class CommuneAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("code", "name", "province", "dataset")
    list_filter = ("province",)
    search_fields = ("name", "folded", "code")
    list_select_related = ("province",)


@admin.register(Province)
class ProvinceAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("code", "name")
    search_fields = ("name", "folded")


@admin.register(CriteriaSet)
class CriteriaSetAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("number", "name", "group", "shelf")


@admin.register(Shelf)
class ShelfAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    list_display = ("name", "name_en", "position")
