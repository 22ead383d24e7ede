"""Why something is hidden, what its writer says to that, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from marketplace.voices.models import HidingReason
from marketplace.voices.models.hidings import MOST_LETTERS

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict


class HidingForm(forms.Form):
    reason: forms.ModelChoiceField[HidingReason] = forms.ModelChoiceField(
        label=gettext_lazy("Vì sao ẩn?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Chê hàng, cho điểm thấp không phải là lý do."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nói thêm với người viết"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, on: date) -> None:
        super().__init__(data)
        self.fields["reason"].queryset = HidingReason.objects.in_force(on=on)  # type: ignore[attr-defined]  # a model's choice


class AppealForm(forms.Form):
    appeal = forms.CharField(
        label=gettext_lazy("Ý kiến của bạn"),
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("Gửi được một lần; người xem xét sẽ trả lời bạn."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettlementForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Xử lý thế nào?"),
        choices=[("lift", gettext_lazy("Cho hiện lại")), ("uphold", gettext_lazy("Giữ ẩn"))],
        widget=forms.RadioSelect,
    )
    word = forms.CharField(
        label=gettext_lazy("Trả lời người viết"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
