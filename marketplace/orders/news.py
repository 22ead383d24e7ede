"""What buyers are told while an order changes, in their language, and producers in the market's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.models import Membership
from catalog.money import dong
from marketplace.orders.letters import link, tell_buyer
from marketplace.orders.models import Cancellation, Substitution

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.models import Line, Order, Parcel, RefundDue


def tell_short_shipped(
    line: Line, *, packs: int, due: RefundDue | None, key: str, at: datetime
) -> None:
    words = {
        "goods": line.name,
        "packs": localize(packs),
        "sum": dong(due.amount if due else 0),
        "code": line.order.code,
        "link": link(line.order.group),
    }
    with speaking(line.order.group.language):
        _tell_buyer(
            line.order,
            key=f"short-shipped:{line.pk}:{key}",
            subject=_("Đơn %(code)s giao thiếu một món") % words,
            body=_(
                "Người bán không đủ hàng tốt nên gửi thiếu %(packs)s gói «%(goods)s». "
                "Phần thiếu chúng tôi chuẩn bị hoàn %(sum)s cho bạn. Xin lỗi bạn! Xem đơn: %(link)s"
            )
            % words,
            at=at,
        )


def tell_offer(offered: Substitution, *, at: datetime) -> None:
    order = offered.line.order
    with speaking(order.group.language):
        until = date_format(localtime(offered.answer_by), "SHORT_DATETIME_FORMAT")
        words = {
            "goods": offered.line.name,
            "other": offered.name,
            "packs": localize(offered.packs),
            "until": until,
            "link": link(order.group),
        }
        _tell_buyer(
            order,
            key=f"offer:{offered.pk}",
            subject=_("Người bán xin đổi một món trong đơn %(code)s") % {"code": order.code},
            body=_(
                "«%(goods)s» không đủ. Người bán mời bạn nhận %(packs)s gói «%(other)s» thay vào, "
                "rẻ hơn thì hoàn phần chênh. Đồng ý hay không, trả lời trước %(until)s ở đây: "
                "%(link)s. Không trả lời thì phần ấy không gửi và được hoàn tiền."
            )
            % words,
            at=at,
        )


def tell_answer(offered: Substitution, *, at: datetime) -> None:
    order = offered.line.order
    with speaking(settings.LANGUAGE_CODE):
        words = {"code": order.code, "said": offered.get_outcome_display(), "other": offered.name}
        _tell_producer(
            order,
            key=f"offer-answered:{offered.pk}",
            subject=_("Đơn %(code)s: %(said)s") % words,
            body=_("Đơn %(code)s, lời mời đổi sang «%(other)s»: %(said)s. Xem đơn: %(link)s"),
            words=words,
            at=at,
        )


def tell_request(asked: Cancellation, *, at: datetime) -> None:
    with speaking(settings.LANGUAGE_CODE):
        words = {"code": asked.order.code, "reason": asked.get_reason_display()}
        _tell_producer(
            asked.order,
            key=f"cancel-asked:{asked.pk}",
            subject=_("Người mua xin huỷ đơn %(code)s") % words,
            body=_("Người mua xin huỷ đơn %(code)s: %(reason)s. Xin trả lời ở đây: %(link)s"),
            words=words,
            at=at,
        )


def tell_request_refused(asked: Cancellation, *, at: datetime) -> None:
    order = asked.order
    with speaking(order.group.language):
        words = {"code": order.code, "link": link(order.group)}
        _tell_buyer(
            order,
            key=f"cancel-refused:{asked.pk}",
            subject=_("Đơn %(code)s vẫn được gửi") % words,
            body=_(
                "Người bán đã chuẩn bị hàng nên chưa huỷ đơn %(code)s được; hàng vẫn tới bạn. "
                "Nhận hàng rồi bạn vẫn có quyền trả theo luật. Xem đơn: %(link)s"
            )
            % words,
            at=at,
        )


def tell_cancelled(made: Cancellation, *, at: datetime) -> None:
    """The buyer always, for money is owed back; the producer where it was not the producer."""
    order = made.order
    with speaking(order.group.language):
        words = {"code": order.code, "reason": made.words or made.get_reason_display()}
        _tell_buyer(
            order,
            key=f"cancelled:{order.pk}",
            subject=_("Đơn %(code)s đã huỷ") % words,
            body=_(
                "Đơn %(code)s đã huỷ (%(reason)s). Bạn đã trả bao nhiêu, kể cả phí giao, chúng tôi "
                "chuẩn bị hoàn bấy nhiêu. Xem đơn: %(link)s"
            )
            % {**words, "link": link(order.group)},
            at=at,
        )
    if made.side != Cancellation.Side.PRODUCER:
        _tell_seller_cancelled(made, at=at)


def _tell_seller_cancelled(made: Cancellation, *, at: datetime) -> None:
    with speaking(settings.LANGUAGE_CODE):
        words = {"code": made.order.code, "reason": made.words or made.get_reason_display()}
        _tell_producer(
            made.order,
            key=f"cancelled:{made.order_id}",
            subject=_("Đơn %(code)s đã huỷ") % words,
            body=_("Đơn %(code)s đã huỷ (%(reason)s). Hàng đã về lại kho bán. Xem: %(link)s"),
            words=words,
            at=at,
        )


def tell_came_back(parcel: Parcel, *, at: datetime) -> None:
    with speaking(settings.LANGUAGE_CODE):
        words = {"code": parcel.code}
        _tell_producer(
            parcel.order,
            key=f"came-back:{parcel.pk}:{parcel.attempt}",
            subject=_("Kiện %(code)s bị trả về") % words,
            body=_("Hãng trả kiện %(code)s về cho bạn. Gửi lại hay nhận hàng về: %(link)s"),
            words=words,
            at=at,
        )


def _tell_buyer(order: Order, *, key: str, subject: str, body: str, at: datetime) -> None:
    tell_buyer(order.group, kind=Kind.ORDER, key=key, subject=subject, body=body, at=at)


def _tell_producer(
    order: Order, *, key: str, subject: str, body: str, words: dict[str, str], at: datetime
) -> None:
    """Every owner of the stall."""
    page = reverse("workspace:order", args=[order.producer.slug, order.code])
    body %= {**words, "link": f"{settings.SITE_URL}{page}"}
    owners = Membership.objects.active().filter(
        producer=order.producer_id, role=Membership.Role.OWNER
    )
    for owner in owners.select_related("user").order_by("pk"):
        outbox.tell(
            key=f"{key}:to {owner.pk}",
            phone=owner.user.phone,
            email=owner.user.email or "",
            subject=subject,
            body=body,
            at=at,
        )
