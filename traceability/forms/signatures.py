"""What whoever holds a key brings: a signed statement, or the key itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4_000
PLAIN = {"spellcheck": "false", "autocomplete": "off"}


class StatementForm(forms.Form):
    """A signed note, as :func:`traceability.actions.attestations.attest` reads it."""

    note = forms.CharField(
        label=_("Lời ký"),
        max_length=LONGEST,
        strip=False,
        help_text=_("Bốn dòng lời xác nhận, một dòng trống, rồi dòng chữ ký."),
        widget=forms.Textarea(attrs={**PLAIN, "rows": 7, "data-signed": True}),
    )


class OwnKeyForm(forms.Form):
    """A public key, and a signature that shows who holds it."""

    public = forms.CharField(
        label=_("Khoá công khai"),
        max_length=300,
        help_text=_("Dạng tên+mã+chữ. Khoá riêng không bao giờ rời máy của bạn."),
        widget=forms.TextInput(attrs={**PLAIN, "data-public": True}),
    )
    signature = forms.CharField(
        label=_("Chữ ký thử"),
        max_length=200,
        help_text=_("Ký hai dòng ghi ở trên bằng khoá riêng, để chợ biết khoá là của bạn."),
        widget=forms.TextInput(attrs={**PLAIN, "data-signature": True}),
    )
