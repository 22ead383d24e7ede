"""Two words that mean the same, as an officer enters them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SynonymForm(forms.Form):
    one = forms.CharField(label=_("Người mua gọi là"), max_length=40)
    other = forms.CharField(label=_("Cũng là"), max_length=40)
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=160,
        required=False,
        help_text=_("Chẳng hạn: Bắc và Nam gọi khác nhau."),
    )
