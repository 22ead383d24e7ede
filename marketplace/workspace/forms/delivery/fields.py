"""Fields that the forms of a stall's ways of delivering share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField

if TYPE_CHECKING:
    from django import forms
    from django_stubs_ext import StrOrPromise

DEAREST = 2_000_000
MOST_GOODS = 1_000_000_000
LONGEST_HOURS = 240
DAYS = [
    ("1", _("thứ hai")),
    ("2", _("thứ ba")),
    ("3", _("thứ tư")),
    ("4", _("thứ năm")),
    ("5", _("thứ sáu")),
    ("6", _("thứ bảy")),
    ("7", _("chủ nhật")),
]


def fee_field(label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = True) -> Any:  # noqa: ANN401 (a field of whole đồng)
    return WholeField(
        label=label, help_text=help_text, min_value=0, max_value=DEAREST, required=required
    )


def sum_field(label: StrOrPromise, help_text: StrOrPromise) -> Any:  # noqa: ANN401 (as above)
    return WholeField(
        label=label, help_text=help_text, min_value=1, max_value=MOST_GOODS, required=False
    )


def hours_field(label: StrOrPromise) -> Any:  # noqa: ANN401 (as above)
    return WholeField(label=label, min_value=1, max_value=LONGEST_HOURS, required=False)


def refuse_crossed_sums(form: forms.Form, told: dict[str, Any]) -> None:
    half, free = told.get("half_from"), told.get("free_from")
    if half and free and half >= free:
        form.add_error("free_from", _("Mức miễn phí phải cao hơn mức giảm nửa phí."))
