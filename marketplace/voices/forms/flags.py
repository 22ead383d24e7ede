"""Why a reader thinks that words should not stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from marketplace.voices.models import HidingReason
from marketplace.voices.models.flags import MOST_LETTERS

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict


class FlagForm(forms.Form):
    """The reasons are those for which a moderator may hide words: there are no others."""

    reason: forms.ModelChoiceField[HidingReason] = forms.ModelChoiceField(
        label=gettext_lazy("Có gì không ổn?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Chê hàng, cho điểm thấp không phải là lý do."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nói thêm với người xem xét"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, on: date) -> None:
        super().__init__(data)
        self.fields["reason"].queryset = HidingReason.objects.in_force(on=on)  # type: ignore[attr-defined]  # a model's choice
