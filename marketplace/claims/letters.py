"""What the two sides of a claim are told, each in its own language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.models import Membership
from catalog.money import dong
from marketplace.orders.letters import tell_buyer
from marketplace.rights.models import ClaimRule

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from marketplace.claims.models import Claim


Written = tuple[str, str]
"""A subject and what is told under it."""


def link(claim: Claim) -> str:
    """The claim's page, opened without signing in: for its buyer only."""
    page = f"{settings.SITE_URL}{claim.get_absolute_url()}"
    return f"{page}?{urlencode({'k': claim.order.group.token})}"


def tell_producer_opened(claim: Claim, *, at: datetime) -> None:
    def written() -> Written:
        words = {"what": claim.get_kind_display(), "until": _until(claim), "order": claim.order}
        return _("Người mua khiếu nại đơn %(order)s") % words, _(
            "%(what)s. Trả lời trước %(until)s; quá giờ ấy khiếu nại được giải quyết cho người mua."
        ) % words

    _tell_producer(claim, written, at=at)


def tell_producer_disputed(claim: Claim, *, at: datetime) -> None:
    def written() -> Written:
        return _("Khiếu nại %(claim)s chuyển cho cán bộ") % {"claim": claim}, _(
            "Người mua chưa đồng ý. Cán bộ địa phương sẽ xem và quyết định."
        )

    _tell_producer(claim, written, at=at)


def tell_producer_sent(claim: Claim, *, at: datetime) -> None:
    def written() -> Written:
        words = {"claim": claim, "until": _until(claim)}
        return _("Hàng của khiếu nại %(claim)s đang về") % words, _(
            "Quét mã từng món khi nhận, rồi bấm đã nhận trước %(until)s."
        ) % words

    _tell_producer(claim, written, at=at)


def tell_buyer_answered(claim: Claim, offered: int, *, at: datetime) -> None:
    with speaking(claim.order.group.language):
        words = {"sum": dong(offered), "until": _until(claim), "producer": claim.order.producer}
        told = (
            _("%(producer)s đề nghị hoàn %(sum)s. Đồng ý hay nhờ cán bộ xem lại, trước %(until)s.")
            if offered
            else _(
                "%(producer)s không đồng ý hoàn tiền. Bạn có thể nhờ cán bộ xem lại, "
                "trước %(until)s."
            )
        )
        subject = _("Người bán trả lời khiếu nại %(claim)s") % {"claim": claim}
        _tell_buyer(claim, subject, told % words, at=at)


def tell_buyer_to_send(claim: Claim, *, at: datetime) -> None:
    with speaking(claim.order.group.language):
        told = (
            _("Gửi hàng về trước %(until)s, chọn «người nhận trả phí»: người bán chịu phí gửi.")
            if claim.freight == ClaimRule.Freight.PRODUCER
            else _("Gửi hàng về trước %(until)s; phí gửi bạn chịu.")
        )
        subject = _("Gửi hàng về để nhận tiền hoàn")
        _tell_buyer(claim, subject, told % {"until": _until(claim)}, at=at)


def tell_settled(claim: Claim, *, at: datetime) -> None:
    owed = sum(row.offered or 0 for row in claim.lines.all())

    def written() -> Written:
        told = (
            _("Khiếu nại đã giải quyết: hoàn %(sum)s.")
            if owed
            else _("Khiếu nại đã giải quyết: không hoàn tiền.")
        )
        return _("Khiếu nại %(claim)s đã giải quyết") % {"claim": claim}, told % {"sum": dong(owed)}

    with speaking(claim.order.group.language):
        _tell_buyer(claim, *written(), at=at)
    _tell_producer(claim, written, at=at)


def _until(claim: Claim) -> str:
    return date_format(localtime(claim.due_at), "H:i d/m") if claim.due_at else ""


def _key(claim: Claim) -> str:
    """One letter for each turn of a claim."""
    return f"claim:{claim.pk}:{claim.state}"


def _tell_buyer(claim: Claim, subject: str, body: str, *, at: datetime) -> None:
    tell_buyer(
        claim.order.group,
        kind=Kind.ORDER,
        key=f"{_key(claim)}:buyer",
        subject=subject,
        body=f"{body} {link(claim)}",
        at=at,
    )


def _tell_producer(claim: Claim, written: Callable[[], Written], *, at: datetime) -> None:
    """To the owners of the stall, each in their language; a letter names nobody."""
    producer = claim.order.producer
    page = (
        f"{settings.SITE_URL}{reverse('goods_claims:at_stall', args=[producer.slug, claim.code])}"
    )
    owners = Membership.objects.active().filter(producer=producer, role=Membership.Role.OWNER)
    for owner in owners.select_related("user"):
        with speaking(owner.user.language):
            subject, body = written()
            outbox.tell(
                kind=Kind.ORDER,
                key=f"{_key(claim)}:owner:{owner.pk}",
                phone=owner.user.phone,
                email=owner.user.email,
                subject=subject,
                body=f"{body} {page}",
                at=at,
            )
