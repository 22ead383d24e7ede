"""What people type about payments."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class ByHandForm(forms.Form):
    """The bank's own name for a transfer, read off the statement."""

    bank_reference = forms.CharField(
        label=_("Mã giao dịch trên sao kê"),
        help_text=_("Chép đúng như ngân hàng ghi, ví dụ FT26325123456."),
        max_length=60,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9./_-]{4,60}\Z",
                _("Chỉ gồm chữ không dấu, số và các dấu . / _ -, ít nhất 4 ký tự."),
            )
        ],
    )
    seen = forms.BooleanField(label=_("Tôi đã thấy đủ số tiền này trên sao kê"))
