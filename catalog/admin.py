"""The operators' view of the catalog."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from accounts.admin import LookOnly, LookOnlyAdmin
from catalog.models import (
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
    Shelf,
)


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
    readonly_fields = ("register_key", "source_url")
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
