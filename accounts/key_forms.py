"""What browsers say of keys: read strictly, for anybody may send anything."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as keys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 40
MOST_LETTERS = 20_000
NAME = _("Tên khoá, để bạn nhớ")
FAULTS = (TypeError, ValueError, KeyError, AttributeError, IndexError, InvalidSignature)
"""What the library trips over in an answer that no browser gives."""


class CredentialField(forms.JSONField):
    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 (any JSON)
        if isinstance(value, str) and len(value) > MOST_LETTERS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as failure:  # too deep, or a number too long
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from failure


class AddKeyForm(keys.AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A new key: it is always one that signs in by itself."""

    name = forms.CharField(label=NAME, max_length=LONGEST_NAME, required=False)
    credential = CredentialField()
    passwordless = None

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            told: dict[str, Any] = super().clean()
        except FAULTS as failure:
            if isinstance(failure, forms.ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from failure
        return told


class KeyNameForm(forms.Form):
    name = forms.CharField(label=NAME, max_length=LONGEST_NAME)


class Strict:
    """For forms that a key answers: what is no answer is a wrong one."""

    def clean_credential(self) -> Any:  # noqa: ANN401 (allauth's authenticator)
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it stands before
        except FAULTS as failure:
            if isinstance(failure, forms.ValidationError):
                raise
            raise get_adapter().validation_error("incorrect_code") from failure


class KeySignInForm(Strict, keys.LoginWebAuthnForm):  # type: ignore[misc]  # as above
    credential = CredentialField()


class KeyAgainForm(Strict, keys.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    credential = CredentialField()


class SecondKeyForm(Strict, keys.AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    credential = CredentialField()
