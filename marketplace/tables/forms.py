"""A whole table that is sent in, and the table on the page."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog.models import Pack
from marketplace.workspace.forms.products import LEAST_PRICE, MOST_PRICE


class IntakeForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"),
        help_text=_("Tối đa 5 MB, 10.000 dòng. Xem lại trước khi ghi, ghi rồi vẫn hoàn lại được."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        allow_empty_file=True,
    )


class PriceForm(forms.ModelForm[Pack]):
    """One line of the table on the page: the price, and whether it is sold."""

    price = WholeField(label=_("Giá bán"), min_value=LEAST_PRICE, max_value=MOST_PRICE)

    class Meta:
        model = Pack
        fields: ClassVar[tuple[str, ...]] = ("price", "is_active")
