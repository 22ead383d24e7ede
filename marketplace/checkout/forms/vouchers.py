"""Codes that take something off: one field of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.vouchers.discounts import Kind
from marketplace.vouchers.queries import tidied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

LONGEST = 40
"""As typed, with spaces and hyphens."""
ASKS_THE_TOTAL = {
    "hx-get": reverse_lazy("checkout:summary"),
    "hx-trigger": "change",
    "hx-target": "#tong-tien",
    "hx-include": (
        "[name=province], [name=commune], #ma-giam-gia input, #tong-tien [type=radio]:checked"
    ),
}


def field_of(kind: Kind) -> str:
    """The name of the field for a voucher of that kind."""
    return f"voucher_{kind.value}"


def codes_in(told: Mapping[str, object]) -> dict[Kind, str]:
    """The codes that were typed, of each kind, as they are kept."""
    typed = {kind: tidied(str(told.get(field_of(kind)) or "")[:LONGEST]) for kind in Kind}
    return {kind: code for kind, code in typed.items() if code}


def _code_field(label: StrOrPromise) -> forms.CharField:
    shown = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    widget = forms.TextInput(attrs=shown | ASKS_THE_TOTAL)
    return forms.CharField(label=label, max_length=LONGEST, required=False, widget=widget)


class VouchersForm(forms.Form):
    """They are taken off in the order in which they stand here."""

    voucher_producer = _code_field(_("Mã của nhà bán"))
    voucher_market = _code_field(_("Mã của chợ"))
    voucher_freight = _code_field(_("Mã giảm phí giao"))

    @property
    def has_codes(self) -> bool:
        """Something is typed, or wrong: the fields are not to be folded away."""
        return any(self[field_of(kind)].value() for kind in Kind)
