"""Whom to tell: a telephone, as people type it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones


class WishForm(forms.Form):
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        help_text=_("Chúng tôi nhắn một lần khi có hàng rồi quên số này."),
        error_messages={"required": _("Xin ghi số điện thoại.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise ValidationError(
                _("Số này chưa đúng; số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.")
            ) from failure
