"""Words for everybody to read: no numbers of people, no marks that turn a line round."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){9}(?!\d)")


class PublicWords(forms.CharField):
    """A text; a telephone number in it is refused: everybody would read it."""

    def __init__(self, *, most: int, rows: int = 4, **told: Any) -> None:  # noqa: ANN401 (a field's)
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=most, widget=area, **told)

    def clean(self, value: object) -> str:
        text: str = TURNING.sub("", super().clean(value)).strip()
        if NUMBER.search(text):
            raise forms.ValidationError(
                _("Ai cũng đọc được lời này: xin bỏ số điện thoại ra."), code="phone"
            )
        return text
