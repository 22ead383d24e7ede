"""The operators' view of origins: they look; producers write; nothing is rewritten."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import LookOnlyAdmin
from traceability.models import (
    CodeHistory,
    CodeReport,
    Document,
    Event,
    ExternalLink,
    ItemCode,
    LabelCheck,
    LabelPrint,
    LabelRun,
    Lot,
    Place,
)


@admin.register(Lot)
class LotAdmin(LookOnlyAdmin):
    list_display = ("code", "pack", "producer", "made_on", "best_before", "packed", "on_hand")
    search_fields = ("code", "trace_code")
    list_select_related = ("pack__product", "producer")
    date_hierarchy = "made_on"


@admin.register(Event)
class EventAdmin(LookOnlyAdmin):
    list_display = ("happened_at", "stage", "lot", "producer", "evidence")
    list_filter = ("stage", "evidence")
    list_select_related = ("lot", "producer")
    exclude = ("recorder",)


@admin.register(ItemCode)
class ItemCodeAdmin(LookOnlyAdmin):
    list_display = ("serial", "lot", "state")
    search_fields = ("serial",)
    list_select_related = ("lot",)


@admin.register(CodeHistory)
class CodeHistoryAdmin(LookOnlyAdmin):
    list_display = ("code", "lot", "times", "days", "first_at", "last_at", "leaps", "late")
    list_select_related = ("code", "lot")


@admin.register(CodeReport)
class CodeReportAdmin(LookOnlyAdmin):
    list_display = ("made_at", "what", "written", "lot", "settled_at")
    list_filter = ("what",)
    list_select_related = ("lot",)
    exclude = ("settled_by",)


@admin.register(LabelRun)
class LabelRunAdmin(LookOnlyAdmin):
    list_display = ("lot", "count", "issued_at")
    list_select_related = ("lot",)


@admin.register(LabelPrint)
class LabelPrintAdmin(LookOnlyAdmin):
    list_display = ("run", "first", "last", "language", "reason", "printed_at")
    list_filter = ("language", "reason")
    list_select_related = ("run__lot",)


@admin.register(LabelCheck)
class LabelCheckAdmin(LookOnlyAdmin):
    list_display = ("run", "asked", "checked", "asked_at", "finished_at")
    list_select_related = ("run__lot",)


@admin.register(Place)
class PlaceAdmin(LookOnlyAdmin):
    list_display = ("code", "name", "kind", "producer", "commune")
    list_select_related = ("producer", "commune")


@admin.register(Document)
class DocumentAdmin(LookOnlyAdmin):
    list_display = ("title", "kind", "issuer", "number", "valid_until", "producer")
    list_select_related = ("producer",)


@admin.register(ExternalLink)
class ExternalLinkAdmin(LookOnlyAdmin):
    list_display = ("title", "link_type", "url", "product", "added_at")
    list_filter = ("link_type",)
    list_select_related = ("product",)
    exclude = ("added_by",)
