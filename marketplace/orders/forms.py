"""What people type about orders."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy
from marketplace.orders.models import Cancellation

Reason = Cancellation.Reason
OF_BUYERS = [
    (one.value, one.label)
    for one in (Reason.CHANGED_MIND, Reason.WRONG_ORDER, Reason.TOO_SLOW, Reason.OTHER)
]


class CancelForm(forms.Form):
    """Why the buyer no longer wants an order; the producer reads it."""

    reason = forms.ChoiceField(label=_("Vì sao?"), choices=OF_BUYERS)
    words = forms.CharField(
        label=_("Nói với người bán"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_words(self) -> str:
        return tidy(self.cleaned_data["words"])


class AnswerForm(forms.Form):
    """Yes or no."""

    answer = forms.ChoiceField(choices=[("yes", _("Đồng ý")), ("no", _("Không"))])

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")
