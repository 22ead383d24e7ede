"""A paper of a seller as it is handed in, and an officer's answer to it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from catalog.forms.claims import DecisionForm
from catalog.forms.papers import PaperField
from catalog.models import Fact

SHAPES = {
    Fact.IDENTITY: (r"\d{12}", _("Số căn cước có 12 chữ số.")),
    Fact.TAX: (r"\d{10}|\d{12}|\d{13}", _("Mã số thuế có 10, 12 hoặc 13 chữ số.")),
}


class SellerPaperForm(forms.Form):
    file = PaperField(label=_("Bản chụp"))
    number = forms.CharField(label=_("Số ghi trên giấy"), max_length=80)
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=160, required=False)
    valid_until = forms.DateField(
        label=_("Ngày hết hạn"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Để trống nếu giấy không ghi hạn."),
    )

    def __init__(self, *args: Any, fact: str, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self.fact = Fact(fact)
        self.fields["number"].widget.attrs["autocomplete"] = "off"
        if self.fact in SHAPES:
            self.fields["number"].widget.attrs["inputmode"] = "numeric"
            del self.fields["issuer"]
        if self.fact == Fact.ALCOHOL:
            self.fields["valid_until"].required = True
            self.fields["valid_until"].help_text = ""

    def clean_number(self) -> str:
        number = tidy(self.cleaned_data["number"])
        if self.fact not in SHAPES:
            return number
        shape, words = SHAPES[self.fact]
        digits = re.sub(r"[\s.\-]", "", number)
        if not re.fullmatch(shape, digits, re.ASCII):
            raise forms.ValidationError(words)
        return digits

    def clean_issuer(self) -> str:
        return tidy(self.cleaned_data["issuer"])

    def clean_valid_until(self) -> date | None:
        """The last day on paper; what is kept is the first day on which it holds no more."""
        ends: date | None = self.cleaned_data["valid_until"]
        if ends and ends <= localdate():
            raise forms.ValidationError(_("Giấy này đã hết hạn. Nộp giấy còn hạn."))
        return ends


class TakingBackForm(DecisionForm):
    """Of a paper that was approved: it does not hold any more, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["approved"]
        choices.choices = [("no", _("Thu hồi, không còn dùng được"))]
