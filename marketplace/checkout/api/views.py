"""What a basket comes to, and placing an order from it: once for each key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.problems import refusals
from catalog.models import Producer, Province
from marketplace.carriers.actions.quoting import ask_carriers
from marketplace.cart.access import cart_of
from marketplace.cart.deliveries import Wishes, sent_to_commune, sent_to_province
from marketplace.cart.queries import basket
from marketplace.checkout import actions, queries
from marketplace.checkout.access import guesses_counted
from marketplace.checkout.api import problems
from marketplace.checkout.api.serializers import (
    PlacedSerializer,
    PlacingSerializer,
    QuoteSerializer,
)
from marketplace.checkout.forms.vouchers import codes_in, field_of
from marketplace.delivery.queries import NotDelivered
from marketplace.orders.api import OrderViewSet
from marketplace.orders.models import CompanyInvoice, Gift
from marketplace.payments.actions import opening
from marketplace.payments.gateways.contract import Unavailable
from marketplace.payments.models import Payment
from marketplace.vouchers.discounts import Kind, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from rest_framework.request import Request

    from accounts.models import User
    from catalog.models import Commune
    from marketplace.orders.models import OrderGroup

KEY = re.compile(r"[!-~]{1,255}")
KEY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    required=True,
    description=_("1 đến 255 ký tự, mới cho mỗi đơn: gửi lại cùng một mã thì vẫn là một đơn."),
)
PARTS = ("method", "note")
GIFT = ("message", "hides_prices")
COMPANY = ("name", "tax_code", "address", "email")
RECEIVER = ("name", "phone", "email", "street", "commune")


class QuoteViewSet(StrictViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = QuoteSerializer
    lookup_url_kwarg = "province"
    parameters = frozenset({"commune", *map(field_of, Kind)})

    @extend_schema(
        summary=_("Giỏ hàng gửi đến một tỉnh hết bao nhiêu"),
        description=_("Theo mã tỉnh, thành phố; thêm mã xã thì chính xác tới xã, phường."),
        tags=["basket"],
        parameters=[
            OpenApiParameter("commune", description=_("Mã xã, phường hiện nay.")),
            *(OpenApiParameter(field_of(kind), description=_("Mã giảm giá.")) for kind in Kind),
        ],
        responses={
            200: QuoteSerializer,
            **refusals(problems.NotDelivered, problems.VoucherRefused),
        },
    )
    def retrieve(self, request: Request, province: str) -> Response:
        there = get_object_or_404(Province, pk=province)
        wanted = basket(cart_of(request), on=localdate())
        sent = sent_to_province(wanted, there)
        if "commune" in request.query_params:
            exact = _commune(request, there)
            told = ask_carriers(wanted=wanted, there=exact, at=now())
            sent = sent_to_commune(wanted, exact, Wishes(told=told))
        codes = codes_in(request.query_params)
        try:
            with guesses_counted(request, codes, now()):
                cost = queries.with_vouchers(queries.quote(sent), codes, at=now())
        except (NotDelivered, Refused) as failure:
            raise problems.problem(failure) from failure
        return Response(QuoteSerializer(cost).data)


class PlacingViewSet(OrderViewSet):
    @extend_schema(
        summary=_("Đặt hàng từ giỏ"),
        description=_("Giữ hàng và mở một lần thanh toán. Giỏ hàng trống sau đó."),
        tags=["orders"],
        parameters=[KEY_HEADER],
        request=PlacingSerializer,
        responses={
            201: PlacedSerializer,
            **refusals(*problems.PROBLEMS.values(), problems.KeyUsedOtherwise),
        },
    )
    def create(self, request: Request) -> Response:
        asked, key = PlacingSerializer(data=request.data), _key(request)
        asked.is_valid(raise_exception=True)
        at = now()
        payment = _place(request, asked, key, at)
        _refuse_another(payment.group, asked)
        shown = _begun(payment, at)
        return Response(PlacedSerializer(shown).data, status=201)


def _commune(request: Request, there: Province) -> Commune:
    found = queries.commune(request.query_params["commune"][:5], there.pk)
    if found is None:
        words = _("Không có xã, phường nào mã này.")
        raise ValidationError({"commune": [words]}, code="unknown_commune")
    return found


def _by_producer(asked: PlacingSerializer, name: str) -> dict[int, Any]:
    """What was told of each producer, by key; a producer that does not exist is a mistake."""
    told = asked.validated_data[name]
    if not told:
        return {}
    keys = dict(Producer.objects.filter(slug__in=told).values_list("slug", "pk"))
    if told.keys() - keys.keys():
        words = _("Không có chủ thể nào mang đường dẫn này.")
        raise ValidationError({name: [words]}, code="unknown_producer")
    return {keys[slug]: said for slug, said in told.items()}


def _codes(asked: PlacingSerializer) -> dict[Kind, str]:
    told = asked.validated_data.get("vouchers", {})
    return codes_in({field_of(Kind(kind)): code for kind, code in told.items()})


def _key(request: Request) -> UUID:
    """The shopper's own key as a UUID nobody else's key can be."""
    given = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(given):
        words = _("Xin gửi đầu đề này, 1 đến 255 ký tự ASCII.")
        raise ValidationError({"Idempotency-Key": [words]}, code="required")
    return uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/api/orders/{request.user.pk}/{given}")


def _place(request: Request, asked: PlacingSerializer, key: UUID, at: datetime) -> Payment:
    """The order of this key, placed now or before; or the problem that is in the way."""
    cart = cart_of(request)
    if cart is None:
        raise problems.BasketEmpty
    told, codes = asked.validated_data, _codes(asked)
    there = told["receiver"]["commune"]
    ask_carriers(wanted=basket(cart, on=localdate(at)), there=there, at=at)
    buyer = asked.buyer(cast("User", request.user), _by_producer(asked, "notes"))
    wishes = Wishes(chosen=_by_producer(asked, "methods"))
    try:
        with guesses_counted(request, codes, at):
            return actions.place_order(
                cart=cart,
                buyer=buyer,
                gateway=told["gateway"],
                expected_total=told["expected_total"],
                is_adult=told["is_adult"],
                key=key,
                wishes=wishes,
                codes=codes,
                at=at,
            )
    except tuple(problems.PROBLEMS) as refusal:
        raise problems.problem(refusal) from refusal


def _refuse_another(group: OrderGroup, asked: PlacingSerializer) -> None:
    """A key stands for one order: all that was asked then is kept in it, and compared."""
    told = asked.validated_data
    first = group.payments.order_by("pk").first()
    then = (group.total, group.note, first and first.gateway, *_receiver_of(group))
    again = (told["expected_total"], told["note"], told["gateway"])
    if then != (*again, *(told["receiver"][name] for name in RECEIVER)) or _is_other(group, asked):
        raise problems.KeyUsedOtherwise


def _is_other(group: OrderGroup, asked: PlacingSerializer) -> bool:
    """Other ways, words, codes, gift or invoice than were asked for then."""
    told = asked.validated_data
    parts = {slug: kept for slug, *kept in group.orders.values_list("producer__slug", *PARTS)}
    wished = [("method", told["methods"]), ("note", told["notes"])]
    return (
        any(
            slug not in parts or parts[slug][PARTS.index(name)] != said
            for name, by_slug in wished
            for slug, said in by_slug.items()
        )
        or _codes(asked) != dict(group.voucher_uses.values_list("kind", "voucher__code"))
        or told.get("gift") != Gift.objects.filter(group=group).values(*GIFT).first()
        or told.get("company")
        != CompanyInvoice.objects.filter(group=group).values(*COMPANY).first()
    )


def _receiver_of(group: OrderGroup) -> tuple[str | Commune, ...]:
    return (group.buyer_name, group.buyer_phone, group.buyer_email, group.street, group.commune)


def _begun(payment: Payment, at: datetime) -> Payment:
    """The payment, started where its gateway can be reached; else as it is, to be tried again."""
    try:
        return opening.start(payment=payment, at=at)
    except (Unavailable, opening.NotPayable):
        return Payment.objects.select_related("group").get(pk=payment.pk)
