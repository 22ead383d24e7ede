"""Letting somebody act for a stall."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.models import Membership


class PhoneForm(forms.Form):
    """Somebody else's number, as people type it; E.164 when it is clean."""

    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise forms.ValidationError(
                _("Số điện thoại chưa đúng. Ví dụ: 0912 345 678.")
            ) from failure


class MemberForm(PhoneForm):
    role = forms.ChoiceField(
        label=_("Làm gì"),
        choices=[(role, capfirst(role.label)) for role in Membership.Role if role.value != "owner"],
    )
