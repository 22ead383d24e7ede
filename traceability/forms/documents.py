"""A document that stands behind a fact: the file, who issued it, its number and dates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.folding import tidy
from catalog.forms.papers import PaperField
from traceability.models import Document


class DocumentForm(forms.Form):
    """``of_product``: the paper holds for all lots of the product, not for this lot alone."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Document.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Tên giấy tờ"), max_length=160)
    issuer = forms.CharField(label=gettext_lazy("Nơi cấp"), max_length=160)
    number = forms.CharField(label=gettext_lazy("Số hiệu"), max_length=80, required=False)
    issued_on = forms.DateField(
        label=gettext_lazy("Ngày cấp"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Có giá trị đến trước ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = PaperField(label=gettext_lazy("Tệp"))
    of_product = forms.BooleanField(
        label=gettext_lazy("Dùng chung cho mọi lô của sản phẩm này"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("title", "issuer", "number"):
            if name in cleaned:
                cleaned[name] = tidy(cleaned[name])
        issued_on, valid_until = cleaned.get("issued_on"), cleaned.get("valid_until")
        if issued_on and valid_until and valid_until <= issued_on:
            self.add_error("valid_until", _("Ngày hết hạn phải sau ngày cấp."))
        return cleaned
