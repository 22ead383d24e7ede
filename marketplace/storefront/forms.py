"""What visitors of the shop type."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PlaceForm(forms.Form):
    """A commune by any name people know, today's or an old one, with its province or without."""

    noi = forms.CharField(
        label=_("Xã, phường, đặc khu"),
        max_length=100,
        help_text=_("Tên cũ trước tháng 7/2025 hay không dấu cũng tìm được."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": _("ví dụ: Ba Chẽ, Quảng Ninh")}
        ),
    )
