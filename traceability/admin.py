"""The operators' view of origins: they look; producers write; nothing is rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from accounts.admin import LookOnlyAdmin
from traceability.actions.keys import add_key, end_key, read_public
from traceability.actions.requirements import keep_requirement, refuse_backwards
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
    Requirement,
    SignerKey,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User


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


class RequirementForm(forms.ModelForm[Requirement]):
    class Meta:
        model = Requirement
        fields = "__all__"  # noqa: DJ007 (an operator sees the whole row)

    def clean(self) -> dict[str, Any]:
        """A day that has passed is judged by what stood there then."""
        cleaned = super().clean() or self.cleaned_data
        written = Requirement(
            valid_from=cleaned.get("valid_from") or self.instance.valid_from,
            valid_until=cleaned.get("valid_until"),
        )
        earlier = Requirement.objects.filter(pk=self.instance.pk).first()
        if written.valid_from:
            refuse_backwards(requirement=written, earlier=earlier, on=localdate(now()))
        return cleaned


@admin.register(Requirement)
class RequirementAdmin(ModelAdmin):  # type: ignore[misc]  # unfold carries no types
    """Rows to come may be written and mended; of those in force only the last day is set."""

    form = RequirementForm
    list_display = ("law", "number", "label", "fact", "valid_from", "valid_until")
    list_filter = ("law", "fact")
    filter_horizontal = ("criteria_sets",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        return False

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 (Django's signature)
        obj: Requirement | None = None,
    ) -> tuple[str, ...]:
        if obj is None or not obj.has_begun(on=localdate(now())):
            return ()
        names = [field.name for field in (*obj._meta.fields, *obj._meta.many_to_many)]
        return tuple(name for name in names if name not in {"id", "valid_until"})

    def save_model(
        self,
        request: HttpRequest,
        obj: Requirement,
        form: forms.ModelForm[Requirement],  # noqa: ARG002 (Django's signature)
        change: bool,  # noqa: ARG002, FBT001 (Django's signature)
    ) -> None:
        keep_requirement(requirement=obj, by=cast("User", request.user), at=now())


class SignerKeyForm(forms.ModelForm[SignerKey]):
    """The key of an office or a laboratory; producers bring theirs themselves."""

    class Meta:
        model = SignerKey
        fields = ("role", "name", "public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (a form's)
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            offices = [one for one in SignerKey.Role.choices if one[0] != SignerKey.Role.PRODUCER]
            self.fields["role"] = forms.ChoiceField(choices=offices)

    def clean_public(self) -> str:
        return read_public(self.cleaned_data["public"])


@admin.register(SignerKey)
class SignerKeyAdmin(LookOnlyAdmin):
    """Operators make keys known and end them; what was known once is never rewritten."""

    form = SignerKeyForm
    list_display = ("name", "role", "held", "added_at", "ended_at")
    list_filter = ("role", "held")
    actions = ("end",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        return bool(ModelAdmin.has_add_permission(self, request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ANN401
        return super().get_readonly_fields(request, obj) if obj else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ANN401
        return self.get_readonly_fields(request, obj) or list(SignerKeyForm.Meta.fields)

    @admin.action(description=_("Thôi dùng các khoá đã chọn"), permissions=["add"])
    def end(self, request: HttpRequest, chosen: QuerySet[SignerKey]) -> None:
        for key in chosen:
            end_key(key=key, by=cast("User", request.user), at=now())

    def save_model(
        self,
        request: HttpRequest,
        obj: SignerKey,
        form: forms.ModelForm[SignerKey],  # noqa: ARG002 (Django's signature)
        change: bool,  # noqa: ARG002, FBT001 (Django's signature)
    ) -> None:
        by = cast("User", request.user)
        obj.pk = add_key(role=obj.role, name=obj.name, public=obj.public, by=by, at=now()).pk
