"""Fields that many sentences of the book have: how much, when, of which lot; and asking leave."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from traceability.measures import SPOKEN

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.exceptions import ValidationError
    from django_stubs_ext import StrOrPromise


MOST = 10_000_000  # kilograms, litres or pieces: beyond, a finger slipped
LONGEST_REASON = 500


def amount_field(label: StrOrPromise, unit: str, *, required: bool = True) -> forms.DecimalField:
    """An amount in kilograms, litres or pieces; ``{}`` in the label is the measure."""
    measure, size = SPOKEN[unit]
    return forms.DecimalField(
        label=format_lazy(str(label), measure),
        required=required,
        min_value=Decimal("0.001") if size > 1 else 1,
        max_value=MOST,
        decimal_places=3 if size > 1 else 0,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def lot_code_field() -> forms.CharField:
    """A producer's number for a lot, as it stands on labels and in addresses."""
    words = _("Số lô chỉ gồm chữ in hoa không dấu, chữ số và dấu gạch.")
    return forms.CharField(
        label=_("Số lô"),
        max_length=20,
        validators=[RegexValidator(r"^[0-9A-Z][0-9A-Z-]*$", words)],
    )


def packs_field(label: StrOrPromise, *, least: int = 1) -> WholeField:
    return WholeField(label=label, min_value=least, max_value=MOST, localize=True)


def moment_field(label: StrOrPromise) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def minute(at: datetime) -> datetime:
    """A moment as such a field shows it."""
    return localtime(at).replace(second=0, microsecond=0, tzinfo=None)


class AskingForm(forms.Form):
    """A form whose answer may be beyond the yield: then one may ask an officer, with a reason.

    ``over`` is the refusal with its numbers. Sending ``xin`` asks.
    """

    over: ValidationError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as Django's)
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["ly_do"] = forms.CharField(
                label=_("Vì sao lần này làm ra được nhiều hơn?"),
                max_length=LONGEST_REASON,
                required=self.asks,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def asks(self) -> bool:
        return "xin" in self.data

    @property
    def offers_to_ask(self) -> bool:
        return self.over is not None or "ly_do" in self.errors

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("ly_do", ""))

    def as_typed(self) -> dict[str, str]:
        """What was typed, to be put back once an officer has allowed it."""
        return {name: str(self.data[name]) for name in self.fields if name in self.data}

    def make_sure(self, words: StrOrPromise) -> None:
        """Ask for a tick at ``is_sure`` before so little is taken."""
        self.fields["is_sure"].widget = forms.CheckboxInput()
        self.add_error("is_sure", words)


def sure_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Đúng là lần này chỉ được từng ấy"), required=False, widget=forms.HiddenInput
    )
