"""Fields for a place looked up as a checkout does, and for the sum that travels with a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.models import Province
from marketplace.checkout import queries

LONGEST_SUM = 15


class SumField(forms.CharField):
    """A sum in đồng that a page has sent along: digits 0–9 and nothing else; None where none is."""

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 (as Django has it)
        text = super().clean(value)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()) or len(text) > LONGEST_SUM:
            raise ValidationError(_("Tổng tiền gửi kèm không đọc được; xin tải lại trang."))
        return int(text)


class ProvinceField(forms.ModelChoiceField[Province]):
    """One of the provinces, looked up as the rest of a checkout is."""

    def to_python(self, value: Any) -> Province | None:  # noqa: ANN401 (as Django has it)
        if value in self.empty_values:
            return None
        if found := queries.province(str(value)):
            return found
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
