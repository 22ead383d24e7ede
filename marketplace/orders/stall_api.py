"""What a producer's own programme does to orders: the same moves as the pages, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.problems import Problem, refusals
from accounts.typed import StrictSerializer, WholeNumber, Words
from marketplace.orders.actions import cancelling, packing, parcels, shortening, states
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.api import StallOrderSerializer
from marketplace.orders.models import Cancellation, Order
from marketplace.orders.queries import in_full
from traceability import serials

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise
    from rest_framework.request import Request

    from accounts.models import User

    Asking = Callable[[Callable[..., Response]], Callable[..., Response]]


class NotNow(Problem):
    status_code = 409
    kind = "not-now"
    title = _("Chưa làm được việc này")
    default_detail = _("Đơn đang ở bước khác.")


class WrongItem(Problem):
    status_code = 409
    kind = "wrong-item"
    title = _("Món này không vào kiện được")
    default_detail = _("Sai lô, đang thu hồi, đã bán, hoặc không phải hàng của đơn.")


class NotComplete(Problem):
    status_code = 409
    kind = "not-complete"
    title = _("Kiện chưa đủ")
    default_detail = _("Còn món chưa cho vào kiện.")


class TooMany(Problem):
    status_code = 409
    kind = "too-many"
    title = _("Bớt nhiều quá")
    default_detail = _("Không còn chừng ấy gói chưa đóng.")


PROBLEMS: dict[type[Exception], type[Problem]] = {
    states.NotNow: NotNow,
    packing.WrongItem: WrongItem,
    parcels.NotComplete: NotComplete,
    shortening.TooMany: TooMany,
}


class ItemSerializer(StrictSerializer):
    """``serial`` on the label; ``parcel`` by its number, without it the first open one."""

    serial = Words(most=20)
    parcel = WholeNumber(least=1, most=packing.MOST_PARCELS, required=False)

    def validate_serial(self, told: str) -> str:
        serial = serials.tidy(told)
        if not serials.is_serial(serial):
            raise serializers.ValidationError(_("Mã này gõ chưa đúng."), code="not_a_serial")
        return serial


class HandOverSerializer(StrictSerializer):
    carrier = Words(most=80)
    tracking = Words(most=60)
    parcel = WholeNumber(least=1, most=packing.MOST_PARCELS, required=False)


class ShortageSerializer(StrictSerializer):
    """So many packs of a line (by its pack) are not sent; the same ``key`` again is once."""

    pack = WholeNumber(least=1, most=2**31 - 1)
    packs = WholeNumber(least=1, most=100_000)
    key = serializers.RegexField(r"^[!-~]{1,40}$")


class CancelSerializer(StrictSerializer):
    reason = serializers.ChoiceField(choices=Cancellation.Reason.choices)
    words = Words(most=300, required=False, default="", allow_blank=True)


def _asks(summary: _StrPromise, request: type[StrictSerializer] | None = None) -> Asking:
    """How one move stands in the schema."""
    return extend_schema(
        summary=summary,
        tags=["stall"],
        request=request,
        responses={200: StallOrderSerializer, **refusals(*PROBLEMS.values())},
    )


class StallMoveViewSet(StrictViewSet):
    """Each move answers with the order as it is then; again changes nothing."""

    permission_classes = [IsAuthenticated]
    serializer_class = StallOrderSerializer
    queryset = Order.objects.none()
    lookup_field = "code"

    @_asks(_("Nhận đơn"))
    def accept(self, request: Request, code: str) -> Response:
        order = _order(request, code)
        return _did(request, order, lambda **told: states.accept(order=order, **told))

    @_asks(_("Cho một món vào kiện"), ItemSerializer)
    def pack(self, request: Request, code: str) -> Response:
        order, asked = _order(request, code), _read(request, ItemSerializer)
        into = {"serial": asked["serial"], "number": asked.get("parcel")}
        return _did(request, order, lambda **told: packing.pack_item(order=order, **into, **told))

    @_asks(_("Thêm một kiện"))
    def add_parcel(self, request: Request, code: str) -> Response:
        order = _order(request, code)
        return _did(request, order, lambda **told: packing.add_parcel(order=order, **told))

    @_asks(_("Bàn giao một kiện"), HandOverSerializer)
    def hand_over(self, request: Request, code: str) -> Response:
        order, asked = _order(request, code), _read(request, HandOverSerializer)
        asked["number"] = asked.pop("parcel", None)
        return _did(request, order, lambda **told: parcels.hand_over(order=order, **asked, **told))

    @_asks(_("Gửi thiếu, hoàn tiền phần thiếu"), ShortageSerializer)
    def shorten(self, request: Request, code: str) -> Response:
        order, asked = _order(request, code), _read(request, ShortageSerializer)
        line = get_object_or_404(order.lines, pack=asked.pop("pack"))
        line.order = order
        return _did(
            request, order, lambda **told: shortening.short_ship(line=line, **asked, **told)
        )

    @_asks(_("Không gửi được, huỷ đơn"), CancelSerializer)
    def cancel(self, request: Request, code: str) -> Response:
        order = _order(request, code)
        why = Why(side=Cancellation.Side.PRODUCER, **_read(request, CancelSerializer))
        return _did(request, order, lambda **told: cancelling.cancel(order=order, why=why, **told))


def _order(request: Request, code: str) -> Order:
    mine = Order.objects.sold_by(cast("User", request.user))
    paid = mine.filter(paid_at__isnull=False).select_related("group", "producer")
    return get_object_or_404(paid, code=code)


def _read(request: Request, kind: type[StrictSerializer]) -> dict[str, Any]:
    asked = kind(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _did(request: Request, order: Order, move: Callable[..., object]) -> Response:
    try:
        move(by=request.user, at=now())
    except tuple(PROBLEMS) as refusal:
        raise PROBLEMS[type(refusal)](detail=_words(refusal)) from refusal
    shown = in_full(Order.objects.filter(pk=order.pk)).select_related("group__commune")
    return Response(StallOrderSerializer(shown.get()).data)


def _words(refusal: Exception) -> str:
    return refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal)
