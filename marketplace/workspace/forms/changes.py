"""What a producer changes in an order: fewer packs, a weight, other goods, its end."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from catalog.folding import tidy
from catalog.models import Pack
from catalog.money import dong
from marketplace.orders.models import Cancellation
from marketplace.workspace.desk import substitutes_for

if TYPE_CHECKING:
    from marketplace.orders.models import Line

Reason = Cancellation.Reason
OF_PRODUCERS = [
    (one.value, one.label)
    for one in (Reason.NO_GOODS, Reason.NO_WAY, Reason.BUYER_ASKED, Reason.OTHER)
]
MOST_PACKS, MOST_GRAMS = 100_000, 10_000_000


def new_key() -> str:
    """Names one press of a button, so that two of it are one."""
    return secrets.token_hex(8)


class ShorteningForm(forms.Form):
    packs = WholeField(label=_("Gửi thiếu bao nhiêu gói?"), min_value=1, max_value=MOST_PACKS)
    key = forms.RegexField(r"^[0-9a-f]{16}$", widget=forms.HiddenInput, initial=new_key)


class WeighingForm(forms.Form):
    grams = WholeField(
        label=_("Cân được bao nhiêu gam?"),
        min_value=1,
        max_value=MOST_GRAMS,
        help_text=_(
            "Cả phần gửi đi, không kể bao bì. Nhẹ hơn thì hoàn phần thiếu, nặng hơn không thu thêm."
        ),
    )


class PackChoice(forms.ModelChoiceField[Pack]):
    """A pack with its price."""

    def label_from_instance(self, obj: Pack) -> str:
        return f"{obj} · {dong(obj.price)}"


class OfferForm(forms.Form):
    """Other goods, and in place of how many packs."""

    pack = PackChoice(label=_("Mời nhận món"), queryset=Pack.objects.none())
    packs = WholeField(label=_("Thay cho bao nhiêu gói?"), min_value=1, max_value=MOST_PACKS)

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self.fields["pack"].queryset = substitutes_for(line)  # type: ignore[attr-defined]  # a ModelChoiceField


class CancelForm(forms.Form):
    """Why the producer cannot send the order; the buyer reads it."""

    reason = forms.ChoiceField(label=_("Vì sao?"), choices=OF_PRODUCERS)
    words = forms.CharField(
        label=_("Nói với người mua"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_words(self) -> str:
        return tidy(self.cleaned_data["words"])
