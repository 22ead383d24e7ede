"""A code as people give it: typed from a label, pasted as an address, or read by the camera."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traceability import serials
from traceability.gs1.check import is_gtin
from traceability.queries import codes

if TYPE_CHECKING:
    from django.http import QueryDict

OUR_PATHS = re.compile(r"/(01|00|414|8003|8004|t)/[0-9A-Za-z%\-._/]+")
TRACE_CODE = re.compile(r"[0-9A-Z]{6,12}")


class CodeForm(forms.Form):
    """``cleaned_data["ma"]`` is the address the code leads to; ``status`` suits the error."""

    ma = forms.CharField(
        label=gettext_lazy("Mã trên tem"),
        max_length=300,
        help_text=gettext_lazy("Mười chữ và số in dưới hình vuông. Chữ hoa chữ thường đều được."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    status = HTTPStatus.BAD_REQUEST

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)

    def clean_ma(self) -> str:
        given: str = self.cleaned_data["ma"]
        if path := OUR_PATHS.fullmatch(_path(given)):
            return path[0]
        return self._led_to(_as_printed(given))

    def _led_to(self, code: str) -> str:
        if is_gtin(code):
            return f"/01/{code.zfill(14)}"
        if serials.is_serial(code):
            return self._found("scan:item", code) if codes.is_item(code) else self._never_issued()
        if TRACE_CODE.fullmatch(code) and codes.is_lot(code):
            return self._found("scan:lot", code)
        raise ValidationError(
            _("Mã này chưa đúng. Hãy so lại từng chữ với tem: dễ nhầm nhất là B và 8, S và 5."),
            code="mistyped",
        )

    def _found(self, name: str, code: str) -> str:
        return reverse(name, args=[code])

    def _never_issued(self) -> str:
        self.status = HTTPStatus.NOT_FOUND
        raise ValidationError(_("Mã này chưa từng được cấp ở Chợ Gốc."), code="never_issued")


def _path(given: str) -> str:
    """The path of a pasted address; of what only looks like one, nothing."""
    try:
        return urlsplit(given).path
    except ValueError:  # such as http://[
        return ""


def _as_printed(given: str) -> str:
    """Capitals without gaps, look-alikes read right; a lot's code is an L before a serial."""
    plain = serials.tidy(given)
    if plain.startswith("L") and len(plain) == serials.LENGTH + 1:
        return "L" + serials.tidy(plain[1:])
    return plain
