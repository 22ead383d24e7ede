"""A code typed or scanned at a producer's own place of work: which of its lots it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traceability.queries import diary

if TYPE_CHECKING:
    from django.http import QueryDict

    from catalog.models import Producer


class FindForm(forms.Form):
    """``cleaned_data["ma"]`` is the page of the lot in the producer's book."""

    ma = forms.CharField(
        label=gettext_lazy("Mã trên tem, hoặc số lô"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, producer: Producer) -> None:
        self.producer = producer
        super().__init__(data)

    def clean_ma(self) -> str:
        typed: str = self.cleaned_data["ma"]
        if lot := diary.lot_of_code(self.producer, typed):
            return reverse("traceability:lot", args=[self.producer.slug, lot.code])
        if raw := diary.material_lot_of_code(self.producer, typed):
            return reverse("traceability:material", args=[self.producer.slug, raw.code])
        raise ValidationError(
            _("Không thấy lô nào của gian hàng này mang mã đó. Hãy so lại từng chữ với tem."),
            code="no_lot",
        )
