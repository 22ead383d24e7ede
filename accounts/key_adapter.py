"""How django-allauth's keys (WebAuthn) behave here: a way in for everybody, a second lock for some.

Whoever runs the market is asked for the key after the password; for everybody else a key takes the
place of the password, and a code to the telephone opens the account when the key is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


class KeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """The words around a key, and the name a phone keeps it under."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Chưa nhận ra khoá hoặc mã này. Bạn thử lại nhé."),
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 (allauth's)
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Khoá số %(n)s") % {"n": number}

    def _get_site_name(self) -> str:
        return "Chợ Gốc"

    def _get_user_identifier(self, user: User) -> str:
        return user.phone_national


class SecondLock(AuthenticateStage):  # type: ignore[misc]  # as above
    """After the password, the key or a spare code: of those who run the market."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return self.login.user is not None and (
            self.login.user.is_staff and super()._should_handle(request)
        )
