"""Claiming a stall, and deciding about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from catalog.forms.papers import PaperField
from catalog.models import Commune, Producer
from catalog.queries import communes_called

MOST_NAMED = 8


class ClaimForm(forms.Form):
    document = PaperField(
        label=_("Giấy tờ của cơ sở"),
        help_text=_(
            "Giấy đăng ký kinh doanh, giấy chứng nhận hợp tác xã hoặc quyết định OCOP. "
            "Chỉ cán bộ duyệt được xem."
        ),
    )
    note = forms.CharField(
        label=_("Lời nhắn cho cán bộ"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewStallForm(ClaimForm):
    name = forms.CharField(label=_("Tên cơ sở"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Loại hình"),
        choices=[c for c in Producer.Kind.choices if c[0] != Producer.Kind.UNKNOWN],
    )
    place = forms.CharField(
        label=_("Xã, phường"),
        max_length=120,
        help_text=_("Gõ tên xã, tên cũ cũng được. Ví dụ: Ba Chẽ."),
    )
    field_order = ("name", "kind", "place", "document", "note")

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean_place(self) -> Commune:
        return one_commune(self.cleaned_data["place"])


class DecisionForm(forms.Form):
    approved = forms.TypedChoiceField(
        label=_("Quyết định"),
        choices=[("yes", _("Duyệt")), ("no", _("Không duyệt"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần ghi khi không duyệt; người nộp sẽ đọc được."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("approved") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Ghi lý do để người nộp biết cần bổ sung gì."))
        return cleaned


def one_commune(typed: str) -> Commune:
    """The one commune that was meant; says which there are when the name is shared."""
    found = [match.commune for match in communes_called(typed)][:MOST_NAMED]
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_("Không tìm thấy xã, phường này. Xem lại cách viết."))
    names = "; ".join(commune.full_name for commune in found)
    raise forms.ValidationError(_("Có nhiều nơi tên như vậy. Ghi rõ: %(names)s") % {"names": names})
