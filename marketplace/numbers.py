"""Whole numbers as people type them: «25.000» is twenty-five thousand, «1.5» is nothing."""

from __future__ import annotations

import re
from typing import Any

from django import forms

PLAIN = re.compile(r"[0-9]+|[0-9]{1,3}([. ][0-9]{3})+")


class WholeField(forms.IntegerField):
    """Plain digits, in groups of three if one likes; no signs, wide digits or underscores."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 (as Django has it)
        text = "" if value is None else str(value).strip()
        if text and not PLAIN.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(".", "").replace(" ", ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 (as Django has it)
        return {"inputmode": "numeric", "autocomplete": "off"}
