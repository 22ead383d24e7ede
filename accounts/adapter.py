"""How django-allauth meets our phone-first users."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import codes
from accounts import phone as phones
from accounts.language import chosen_language
from accounts.limits import TooOften, count_try
from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger(__name__)

SIGN_INS_A_QUARTER = 10
QUARTER = timedelta(minutes=15)


class TypedPhoneField(PhoneField):  # type: ignore[misc]  # allauth carries no types
    """Takes a number as people type it (0912…, 84…, +84…) and gives E.164."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (Django's field options)
        options["validators"] = []
        options["label"] = gettext_lazy("Số điện thoại")
        options["widget"] = forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        )
        super().__init__(**options)


class PhoneAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Numbers live on the user; codes go out through the outbox; tries are counted atomically."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "phone_password_mismatch": gettext_lazy("Số điện thoại hoặc mật khẩu chưa đúng."),
        "phone_taken": gettext_lazy("Số điện thoại này đã có tài khoản. Mời đăng nhập."),
        "unknown_phone": gettext_lazy("Chưa có tài khoản nào dùng số điện thoại này."),
        "incorrect_code": gettext_lazy("Mã chưa đúng. Xem lại tin nhắn mới nhất."),
        "too_many_login_attempts": gettext_lazy("Sai quá nhiều lần. Mời thử lại sau 15 phút."),
        "rate_limited": gettext_lazy("Thao tác quá nhanh. Mời thử lại sau ít phút."),
        "same_as_current": gettext_lazy("Số mới phải khác số đang dùng."),
    }

    def phone_form_field(self, **options: Any) -> TypedPhoneField:  # noqa: ANN401
        return TypedPhoneField(**{name: options[name] for name in ("required",) if name in options})

    def clean_phone(self, phone: str) -> str:
        try:
            return phones.to_e164(phone)
        except phones.NotAPhone as failure:
            raise ValidationError(
                _("Số điện thoại chưa đúng. Ví dụ: 0912 345 678."), code="invalid_phone"
            ) from failure

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: forms.Form,
        commit: bool = True,  # noqa: FBT001, FBT002 (allauth's signature)
    ) -> User:
        """A user cannot be kept without a number, so it is set before the first save."""
        user.phone = form.cleaned_data["phone"]
        user.language = chosen_language(request)
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # noqa: FBT001
        user.phone = phone
        user.phone_verified_at = now() if verified else None
        if user.pk:
            user.save(update_fields=["phone", "phone_verified_at"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(
        self,
        user: User | None,  # noqa: ARG002 (allauth's signature)
        phone: str,
        code: str,
        **_options: object,
    ) -> None:
        """Past the limit no further code goes out; the page still says to look at the last one."""
        at = now()
        try:
            codes.count_code(phone=phone, at=at)
        except TooOften:
            log.warning("code not sent: limit reached")
            return
        codes.tell_code(phone=phone, code=code, at=at)

    def is_safe_url(self, url: str | None) -> bool:
        """Half an address, such as ``http://[``, leads nowhere; allauth would trip over it."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_login_stages(self) -> list[str]:
        """The key is a second lock for some, see :mod:`accounts.key_adapter`."""
        second = {"allauth.mfa.stages.AuthenticateStage": "accounts.key_adapter.SecondLock"}
        return [second.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """One page for every way of showing who one is."""
        if not user.is_authenticated:
            return []
        return [{"id": "reauthenticate", "url": reverse("account_reauthenticate")}]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        key = f"sign-in:{credentials.get('phone', '')}"
        try:
            count_try(key=key, at=now(), limit=SIGN_INS_A_QUARTER, within=QUARTER)
        except TooOften as failure:
            raise self.validation_error("too_many_login_attempts") from failure
        super().pre_authenticate(request, **credentials)
