"""Vouchers by what was typed, and why one cannot be used, in words."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from catalog.money import dong
from marketplace.vouchers.discounts import Kind, Reason, Refused
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from catalog.models import Producer

LONGEST, LONGEST_START = 20, 12


def tidied(typed: str) -> str:
    """As codes are kept: capitals without spaces and hyphens."""
    return "".join(typed.split()).replace("-", "").upper()


def named(codes: Mapping[Kind, str]) -> list[Voucher]:
    """The vouchers of these codes (empty: none), or :class:`Refused` for one that is not there.

    A code typed where another kind is asked for is as unknown as one that does not exist. One
    query, none without codes.
    """
    typed = {kind: tidied(code) for kind, code in codes.items() if tidied(code)}
    if not typed:
        return []
    rows = Voucher.objects.filter(code__in=typed.values()).select_related("producer")
    found = {(row.kind, row.code): row for row in rows}
    for kind, code in typed.items():
        if (kind, code) not in found:
            raise Refused(kind, Reason.UNKNOWN)
    return [found[kind, code] for kind, code in typed.items()]


def free_code(slug: str) -> str:
    """A code nobody has, made of the last words of a name in an address. One query."""
    words, start = slug.upper().split("-"), ""
    while words and len(words[-1] + start) <= LONGEST_START:
        start = words.pop() + start
    start = start or "MA"
    taken = set(Voucher.objects.filter(code__startswith=start).values_list("code", flat=True))
    return next(code for n in count(1) if (code := f"{start}{n:02d}") not in taken)


def vouchers_of(producer: Producer) -> QuerySet[Voucher]:
    """A producer's own, the newest first."""
    return producer.vouchers.order_by("-opens_at", "-pk")


def why_not(refused: Refused) -> str:
    """What a buyer is told, and how to go on."""
    if refused.reason is Reason.SPEND_MORE:
        return _("Mã này dùng cho tiền hàng từ %(least)s.") % {"least": dong(refused.least)}
    words = {
        Reason.UNKNOWN: _("Không có mã này ở ô này; bạn xem lại từng chữ nhé."),
        Reason.TOO_EARLY: _("Mã này chưa đến ngày dùng."),
        Reason.ENDED: _("Mã này đã hết hạn."),
        Reason.USED_UP: _("Mã này vừa hết lượt."),
        Reason.OTHER_GOODS: _("Mã này không dùng cho các món trong giỏ."),
        Reason.ALREADY_USED: _("Số điện thoại này đã dùng hết lượt của mã."),
        Reason.NO_FREIGHT: _("Đơn này không mất phí giao nên chưa cần mã."),
        Reason.TOO_OFTEN: _("Bạn thử hơi nhiều mã rồi; xin chờ mươi lăm phút nữa."),
        Reason.NOTHING_TO_PAY: _("Dùng mã này thì đơn còn 0 ₫; bạn thêm món hoặc bớt một mã nhé."),
    }
    return words[refused.reason]
