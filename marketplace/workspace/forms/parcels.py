"""Packing a parcel and giving it to a carrier."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from traceability import serials


class ItemForm(forms.Form):
    """One item for the parcel, scanned or typed."""

    serial = forms.CharField(
        label=_("Mã trên tem"),
        max_length=300,
        help_text=_("Quét tem hoặc gõ mã 10 chữ."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_serial(self) -> str:
        serial = serials.read(self.cleaned_data["serial"])
        if not serials.is_serial(serial):
            raise forms.ValidationError(_("Mã này gõ chưa đúng. Xem lại từng chữ trên tem."))
        return serial


class HandOverForm(forms.Form):
    carrier = forms.CharField(label=_("Bên giao hàng"), max_length=80)
    tracking = forms.CharField(label=_("Mã vận đơn"), max_length=60)

    def clean_carrier(self) -> str:
        return tidy(self.cleaned_data["carrier"])

    def clean_tracking(self) -> str:
        return tidy(self.cleaned_data["tracking"])
