"""What people are told about their own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


def tell_key_added(user: User, *, key: int, at: datetime) -> None:
    with speaking(user.language):
        tell(
            user,
            key=f"key-added:{key}",
            subject=_("Tài khoản của bạn có thêm một khoá"),
            body=_(
                "Vừa có một khoá đăng nhập được thêm vào tài khoản. Không phải bạn? "
                "Gỡ khoá ấy và đổi mật khẩu ngay: %(link)s"
            )
            % {"link": link("mfa_list_webauthn")},
            at=at,
        )


def tell_key_removed(user: User, *, at: datetime) -> None:
    with speaking(user.language):
        tell(
            user,
            key=f"key-removed:{user.pk}:{at.timestamp()}",
            subject=_("Một khoá đăng nhập đã được gỡ"),
            body=_("Một khoá đăng nhập của tài khoản vừa được gỡ. Xem lại ở đây: %(link)s")
            % {"link": link("mfa_list_webauthn")},
            at=at,
        )


def tell(user: User, *, key: str, subject: str, body: str, at: datetime) -> None:
    """To the telephone and the mail of an account; inside the language of its owner."""
    outbox.tell(
        kind=Kind.ACCOUNT,
        key=key,
        phone=user.phone,
        email=user.email,
        subject=subject,
        body=body,
        at=at,
    )


def link(page: str, *args: str) -> str:
    return f"{settings.SITE_URL}{reverse(page, args=args)}"
