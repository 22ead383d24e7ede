"""Words for everybody to read: no numbers of people, no marks that turn a line round."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _

TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){9}(?!\d)")


class PublicWords(forms.CharField):
    """A text; a telephone number in it is refused: everybody would read it."""

    def __init__(self, *, label: str, most: int, rows: int = 4, help_text: str = "") -> None:
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=most, help_text=help_text, widget=area)

    def clean(self, value: object) -> str:
        text: str = TURNING.sub("", super().clean(value)).strip()
        if NUMBER.search(text):
            raise forms.ValidationError(
                _("Ai cũng đọc được lời này: xin bỏ số điện thoại ra."), code="phone"
            )
        return text
