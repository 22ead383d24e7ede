"""What people type about orders."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TrackingForm(forms.Form):
    """The two things a buyer knows by heart: the phone number and the order's code."""

    phone = forms.CharField(
        label=_("Số điện thoại lúc đặt"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    code = forms.CharField(
        label=_("Mã đơn"),
        max_length=20,
        help_text=_("Tám chữ trong tin nhắn xác nhận, ví dụ KMPX7Q3A."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
