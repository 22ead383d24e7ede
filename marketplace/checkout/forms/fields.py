"""Fields for words that people type."""

from __future__ import annotations

from typing import Any

from django import forms

from catalog.folding import tidy


class TidyField(forms.CharField):
    """One line of words, kept without invisible letters and double spaces."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 (as Django has it)
        return tidy(str(value)) if value else ""
