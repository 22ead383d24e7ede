"""A council's decision, as an officer enters it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from catalog.models import Recognition

if TYPE_CHECKING:
    from datetime import date

STARS = [(3, _("3 sao")), (4, _("4 sao")), (5, _("5 sao"))]


class VerifyForm(forms.Form):
    """Number, level, body and date of the decision behind reported stars."""

    decision = forms.CharField(label=_("Số quyết định"), max_length=80)
    level = forms.ChoiceField(label=_("Cấp công nhận"), choices=Recognition.Level.choices)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=160)
    valid_from = forms.DateField(
        label=_("Ngày ban hành"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Có giá trị 36 tháng kể từ ngày này."),
    )

    def clean_valid_from(self) -> date:
        issued: date = self.cleaned_data["valid_from"]
        if issued > localdate():
            raise forms.ValidationError(_("Ngày ban hành chưa tới."))
        return issued


class RecogniseForm(VerifyForm):
    stars = forms.TypedChoiceField(label=_("Số sao"), choices=STARS, coerce=int)
    field_order = ("stars", "decision", "level", "issuer", "valid_from")
