"""Packing parcels and giving them to a carrier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog.folding import tidy
from marketplace.orders.actions.packing import MOST_PARCELS
from traceability import serials


def parcel_field() -> WholeField:
    """Which parcel is meant; without it the first that stands open."""
    return WholeField(min_value=1, max_value=MOST_PARCELS, required=False, widget=forms.HiddenInput)


class ItemForm(forms.Form):
    """One item for a parcel, scanned or typed."""

    serial = forms.CharField(
        label=_("Mã trên tem"),
        max_length=300,
        help_text=_("Quét tem hoặc gõ mã 10 chữ."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    number = parcel_field()

    def clean_serial(self) -> str:
        serial = serials.read(self.cleaned_data["serial"])
        if not serials.is_serial(serial):
            raise forms.ValidationError(_("Mã này gõ chưa đúng. Xem lại từng chữ trên tem."))
        return serial


class SendingForm(forms.Form):
    """Who carries a parcel, under which number."""

    carrier = forms.CharField(label=_("Bên giao hàng"), max_length=80)
    tracking = forms.CharField(label=_("Mã vận đơn"), max_length=60)

    def clean_carrier(self) -> str:
        return tidy(self.cleaned_data["carrier"])

    def clean_tracking(self) -> str:
        return tidy(self.cleaned_data["tracking"])


class HandOverForm(SendingForm):
    number = parcel_field()
