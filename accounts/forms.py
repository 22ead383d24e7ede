"""What people tell us about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


class NameAtSignUp(forms.Form):
    """The one question that sign-up asks beside phone and password."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["full_name", "phone", "password1"]

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Called by allauth once the user exists."""
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("full_name", "email")
        labels: ClassVar = {"email": _("Thư điện tử")}

    def clean_email(self) -> str:
        """One address, one account; the letters before @ stay as typed."""
        email = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Địa chỉ thư này đã có tài khoản khác dùng."))
        return str(email)
