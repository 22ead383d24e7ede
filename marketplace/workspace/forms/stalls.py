"""Where a producer works."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from catalog.models import Producer


class AddressForm(forms.ModelForm[Producer]):
    """The commune is an officer's to change: it says who decides on the stars."""

    class Meta:
        model = Producer
        fields = ("address",)
        help_texts: ClassVar = {
            "address": _("Thôn, khu, đường, số nhà của cơ sở. Dòng này in trên trang sau tem."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own
        self.fields["address"].required = True

    def clean_address(self) -> str:
        return tidy(self.cleaned_data["address"])
