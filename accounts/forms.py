"""What people tell us about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import consents
from accounts.messages.kinds import LEAVABLE
from accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest


class NameAtSignUp(forms.Form):
    """The one question that sign-up asks beside phone and password."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agrees = forms.BooleanField(
        label=_("Tôi đồng ý với điều khoản của chợ"),
        error_messages={"required": _("Xin đọc điều khoản rồi đánh dấu nếu bạn đồng ý.")},
    )
    field_order = ["full_name", "phone", "password1", "agrees"]

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Called by allauth once the user exists."""
        user.full_name = self.cleaned_data["full_name"]
        user.save(update_fields=["full_name"])
        purpose, way = consents.Purpose.TERMS, consents.Way.SIGN_UP
        consents.note(user=user, purpose=purpose, is_given=True, way=way, at=now())


class PasswordAgainForm(forms.Form):
    """The password once more, of whoever is signed in."""

    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        if not self.user.check_password(typed):
            raise forms.ValidationError(_("Mật khẩu chưa đúng."), code="wrong")
        return typed


class CodeForm(forms.Form):
    """Six digits from a message."""

    code = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Mã 6 số"),
        error_messages={"invalid": _("Mã có 6 chữ số.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


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


class FamiliesForm(forms.Form):
    """What somebody goes on getting, of all that is not essential."""

    wanted = forms.MultipleChoiceField(
        label=_("Bạn muốn nhận tin về"),
        choices=[(family.value, family.label) for family in LEAVABLE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, left: Collection[str], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.initial["wanted"] = [family.value for family in LEAVABLE if family not in left]


class MessagesForm(FamiliesForm):
    """The same for somebody who is signed in, with the language and the way."""

    language = forms.ChoiceField(
        label=_("Viết cho tôi bằng"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    wants_mail_first = forms.ChoiceField(
        label=_("Gửi cho tôi qua"),
        choices=[
            ("phone", _("Zalo, không được thì tin nhắn SMS")),
            ("mail", _("Thư điện tử, không được thì Zalo hoặc SMS")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("language", "wants_mail_first", "wanted")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:  # noqa: ANN401
        told = {
            "language": user.language or settings.LANGUAGE_CODE,
            "wants_mail_first": "mail" if user.wants_mail_first else "phone",
        }
        super().__init__(*args, initial=told, **options)

    def clean_wants_mail_first(self) -> bool:
        return bool(self.cleaned_data["wants_mail_first"] == "mail")
