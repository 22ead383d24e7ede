"""Values that programs send: exact types, bounds, and refusals in our own words."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

DIGITS = re.compile(r"-?[0-9]+")
BOUNDS = _("Xin ghi một số nguyên từ {least} đến {most}.")
LENGTH = _("Xin viết không quá {most} chữ.")
PLAIN: dict[str, Any] = {
    "required": _("Xin ghi chỗ này."),
    "null": _("Xin ghi chỗ này."),
    "blank": _("Xin ghi chỗ này."),
    "invalid": _("Giá trị này không đúng kiểu."),
}


class WholeNumber(serializers.IntegerField):
    """A JSON integer within bounds: no text, no point, no true or false."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:  # noqa: ANN401
        said = format_lazy(BOUNDS, least=least, most=most)
        bounds: dict[str, Any] = {"invalid": said, "min_value": said, "max_value": said}
        super().__init__(min_value=least, max_value=most, error_messages=PLAIN | bounds, **options)

    def to_internal_value(self, data: Any) -> int:  # noqa: ANN401 (any JSON)
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class Words(serializers.CharField):
    """JSON text of a bounded length, spaces around it taken away."""

    def __init__(self, *, most: int, **options: Any) -> None:  # noqa: ANN401
        said = {"max_length": format_lazy(LENGTH, most=most)}
        super().__init__(max_length=most, error_messages=PLAIN | said, **options)

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 (any JSON)
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class YesNo(serializers.BooleanField):
    """JSON true or false, nothing that looks like it."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(error_messages=PLAIN, **options)

    def to_internal_value(self, data: Any) -> bool:  # noqa: ANN401 (any JSON)
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class StrictSerializer(serializers.Serializer[Any]):
    """A JSON object that holds what it may hold and nothing else."""

    default_error_messages: ClassVar[dict[str, Any]] = PLAIN | {
        "invalid": _("Xin gửi một đối tượng JSON.")
    }

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 (any JSON)
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            wrong = {name[:60]: [_("Không có chỗ nào tên này.")] for name in sorted(unknown)}
            raise serializers.ValidationError(wrong, code="unknown_field")
        return super().to_internal_value(data)


class Filters(filters.FilterSet):  # type: ignore[misc]  # django-filter carries no types
    """What a list may be narrowed down by."""


class DigitsField(forms.IntegerField):
    """A number in the digits 0–9 and nothing else."""

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 (as Django has it)
        if value not in self.empty_values and not DIGITS.fullmatch(str(value)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class NumberFilter(filters.Filter):  # type: ignore[misc]  # as above
    """A whole number in the query, within bounds."""

    field_class = DigitsField

    def __init__(self, *, least: int, most: int, **options: Any) -> None:  # noqa: ANN401
        said = format_lazy(BOUNDS, least=least, most=most)
        messages = {"invalid": said, "min_value": said, "max_value": said}
        super().__init__(min_value=least, max_value=most, error_messages=messages, **options)
        extend_schema_field({"type": "integer", "minimum": least, "maximum": most})(self)


class WordsFilter(filters.CharFilter):  # type: ignore[misc]  # as above
    """Text in the query, of a bounded length."""

    def __init__(self, *, most: int, **options: Any) -> None:  # noqa: ANN401
        said = {"max_length": format_lazy(LENGTH, most=most)}
        super().__init__(max_length=most, error_messages=said, **options)
        extend_schema_field({"type": "string", "maxLength": most})(self)


class ChoiceFilter(filters.ChoiceFilter):  # type: ignore[misc]  # as above
    """One of a few words in the query."""

    def __init__(self, *, choices: list[tuple[str, Any]], **options: Any) -> None:  # noqa: ANN401
        values = [value for value, _label in choices]
        said = {
            "invalid_choice": format_lazy(_("Xin chọn một trong: {all}."), all=", ".join(values))
        }
        super().__init__(
            choices=choices, empty_label=None, error_messages=said, null_label=None, **options
        )
        extend_schema_field({"type": "string", "enum": values})(self)
