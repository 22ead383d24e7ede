"""Fields for what people type."""

from __future__ import annotations

import re
from typing import Any

from django import forms

GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}([., \u00a0\u202f])[0-9]{3}(\1[0-9]{3})*")


class WholeField(forms.IntegerField):
    """A whole number in the digits 0–9, in groups of three if one likes.

    «25.000», «25,000» and «25 000» are twenty-five thousand; a sign, a fraction («1.5»), wide
    digits, underscores and powers are refused at the field.
    """

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 (as Django has it)
        text = "" if value is None else str(value).strip()
        if text and not GROUPED.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python("".join(filter(str.isdecimal, text)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (as Django has it)
        return {"inputmode": "numeric", "autocomplete": "off"}
