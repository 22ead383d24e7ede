"""The people of a stall are told that a product's stars end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.letters import link
from accounts.messages.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Membership
    from marketplace.merits.queries.renewals import Ending


def key(ending: Ending, member: Membership) -> str:
    """One letter a decision, stage and person."""
    return f"renewal:{ending.recognition.pk}:{ending.stage}:person:{member.user_id}"


def tell_ending(ending: Ending, member: Membership, *, key: str, at: datetime) -> None:
    """In the language of the person; with the way to what is missing."""
    user, recognition = member.user, ending.recognition
    product = recognition.product
    with speaking(user.language):
        words = {
            "product": product.spoken_name,
            "stars": recognition.stars,
            "days": ending.days,
            "day": f"{recognition.valid_until:%d/%m/%Y}",
            "page": link("merits:product", product.producer.slug, product.slug),
        }
        outbox.tell(
            kind=Kind.RENEWAL,
            key=key,
            phone=user.phone,
            email=user.email,
            subject=_("%(product)s: còn %(days)s ngày là hết hạn %(stars)s sao") % words,
            body=_(
                "Quyết định công nhận %(stars)s sao của %(product)s hết hiệu lực từ ngày %(day)s, "
                "còn %(days)s ngày. Quá ngày ấy mà chưa đánh giá lại thì sao tự hết. "
                "Xem hồ sơ còn thiếu gì: %(page)s"
            )
            % words,
            at=at,
        )
