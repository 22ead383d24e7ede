"""What a supporter types: whose telephone, and the code that was read out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.folding import tidy
from catalog.forms.claims import ClaimForm, NewStallForm

__all__ = ["AskForm", "ClaimForm", "CodeForm", "NewStallForm"]


class AskForm(forms.Form):
    phone = forms.CharField(
        label=_("Số điện thoại của người bạn giúp"),
        max_length=30,
        help_text=_("Người ấy nhận một mã, đọc mã cho bạn là đồng ý. Máy thường cũng nhận được."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise forms.ValidationError(
                _("Số điện thoại chưa đúng. Ví dụ: 0912 345 678.")
            ) from failure


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*[0-9]{3}\s?[0-9]{3}\s*$",
        label=_("Sáu số người ấy đọc"),
        error_messages={"invalid": _("Mã gồm sáu chữ số.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Họ và tên người ấy"), max_length=120)

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])
