"""An officer's answer to who asks for more than the yield."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from traceability.forms.amounts import LONGEST_REASON


class AnswerForm(forms.Form):
    """Allowed or not, and why: the producer reads it."""

    is_granted = forms.TypedChoiceField(
        label=_("Trả lời"),
        choices=[("duyet", _("Duyệt")), ("khong", _("Không duyệt"))],
        coerce=lambda said: said == "duyet",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        help_text=_("Gian hàng đọc được lời này."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
