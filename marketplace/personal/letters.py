"""What people are told about the copy of their data, and about being forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.letters import link, tell
from accounts.messages.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.personal.models import Erasure, Export


def tell_export_ready(export: Export, *, at: datetime) -> None:
    words = {"link": link("personal:exports"), "day": _day(export.expires_at)}
    tell(
        export.user,
        key=f"export:{export.pk}",
        subject=_("Bản sao dữ liệu của bạn đã xong"),
        body=_("Bản sao dữ liệu bạn xin đã xong. Đăng nhập để tải trước %(day)s: %(link)s") % words,
        at=at,
    )


def tell_erasure_asked(erasure: Erasure, *, at: datetime) -> None:
    words = {"link": link("personal:erasure"), "day": _day(erasure.due_at)}
    with speaking(erasure.user.language):
        tell(
            erasure.user,
            key=f"erasure:{erasure.pk}",
            subject=_("Tài khoản của bạn sắp được xoá"),
            body=_(
                "Tài khoản sẽ được xoá từ %(day)s như bạn xin. "
                "Không phải bạn, hoặc đổi ý? Rút lại ở đây: %(link)s"
            )
            % words,
            at=at,
        )


def tell_erased(user: User, *, phone: str, email: str, at: datetime) -> None:
    """The last word to whoever was known by this number; the number itself is forgotten already."""
    outbox.tell(
        kind=Kind.ACCOUNT,
        key=f"erased:{user.pk}",
        phone=phone,
        email=email,
        subject=_("Tài khoản của bạn đã được xoá"),
        body=_("Tài khoản của bạn ở Chợ Gốc đã được xoá. Cảm ơn bạn đã ghé chợ."),
        at=at,
    )


def _day(at: datetime) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
