"""That something was written about an order: never what, and once for what comes together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.models import Membership
from marketplace.orders.letters import tell_buyer
from marketplace.talks.models import Side

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.talks.models import TalkSide


def tell(heard: TalkSide, *, at: datetime) -> None:
    """Tell this side that there is something to read."""
    key = f"talk:{heard.pk}:{at.timestamp()}"
    if heard.side == Side.BUYER:
        _tell_buyer(heard, key, at)
    else:
        _tell_owners(heard, key, at)


def _tell_buyer(heard: TalkSide, key: str, at: datetime) -> None:
    order = heard.order
    page = f"{settings.SITE_URL}{reverse('talks:buying', args=[order.code])}"
    words = {
        "producer": order.producer,
        "code": order.code,
        "link": f"{page}?{urlencode({'k': order.group.token})}",
    }
    with speaking(order.group.language):
        tell_buyer(
            order.group,
            kind=Kind.ORDER,
            key=key,
            subject=_("Người bán nhắn cho bạn về đơn %(code)s") % words,
            body=_("%(producer)s nhắn cho bạn về đơn %(code)s. Đọc và trả lời: %(link)s") % words,
            short=_("Chợ Gốc: người bán nhắn về đơn %(code)s. %(link)s") % words,
            at=at,
        )


def _tell_owners(heard: TalkSide, key: str, at: datetime) -> None:
    """Each in their language; the letter names nobody."""
    order = heard.order
    page = f"{settings.SITE_URL}{reverse('talks:selling', args=[order.producer.slug, order.code])}"
    words = {"code": order.code, "link": page}
    owners = Membership.objects.active().filter(
        producer=order.producer_id, role=Membership.Role.OWNER
    )
    for owner in owners.select_related("user").order_by("pk"):
        with speaking(owner.user.language):
            outbox.tell(
                kind=Kind.ORDER,
                key=f"{key}:owner:{owner.pk}",
                phone=owner.user.phone,
                email=owner.user.email or "",
                subject=_("Người mua nhắn về đơn %(code)s") % words,
                body=_("Người mua nhắn cho bạn về đơn %(code)s. Đọc và trả lời: %(link)s") % words,
                short=_("Chợ Gốc: người mua nhắn về đơn %(code)s. %(link)s") % words,
                at=at,
            )
