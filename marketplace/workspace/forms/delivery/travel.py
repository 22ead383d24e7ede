"""What a pack bears on the way."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from marketplace.workspace.forms.delivery.fields import LONGEST_HOURS


class TravelForm(forms.Form):
    """What one pack bears on the way."""

    needs_cold = forms.BooleanField(label=_("Phải giữ lạnh suốt đường"), required=False)
    most_hours = WholeField(
        label=_("Đi đường lâu nhất (giờ)"),
        min_value=1,
        max_value=LONGEST_HOURS,
        required=False,
        help_text=_("Để trống nếu đi bao lâu cũng được. Ví dụ chả mực tươi: 24."),
    )
