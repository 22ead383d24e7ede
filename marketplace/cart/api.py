"""The signed-in shopper's basket in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.problems import Problem, refusals
from accounts.typed import StrictSerializer, WholeNumber
from catalog.api import ProducerNameSerializer, ProductNameSerializer
from marketplace.cart import access, actions, queries
from marketplace.cart.models import MOST_PACKS, Cart, CartLine
from marketplace.delivery.models import Method
from marketplace.delivery.tables import Way

if TYPE_CHECKING:
    from rest_framework.request import Request

    from accounts.models import User
    from catalog.models import Pack
    from marketplace.selling.models import PlannedLot

LARGEST_KEY = 2**63 - 1


class NotEnough(Problem):
    """Fewer packs can be had than were wanted; ``available`` says how many."""

    status_code = 409
    kind = "not-enough"
    title = _("Không đủ hàng")
    default_detail = _("Không còn đủ chừng ấy; giỏ hàng vẫn như trước.")


class BasketLineSerializer(serializers.Serializer[queries.BasketLine]):
    """``was`` is the price when the number was last chosen, if it is another one now."""

    pack = serializers.IntegerField(source="pack.pk")
    pack_name = serializers.CharField(source="pack.name")
    product = ProductNameSerializer(source="pack.product")
    quantity = serializers.IntegerField()
    available = serializers.IntegerField(source="free", help_text=_("Số gói còn mua được."))
    price = serializers.IntegerField()
    was = serializers.IntegerField(
        allow_null=True, help_text=_("Giá lúc bỏ vào giỏ, nếu nay đã khác.")
    )
    total = serializers.IntegerField()
    plan = serializers.IntegerField(
        source="planned.pk",
        default=None,
        allow_null=True,
        help_text=_("Lô sắp có, nếu là đặt trước."),
    )
    ship_by = serializers.DateField(source="planned.ship_by", default=None, allow_null=True)


class MethodSerializer(serializers.Serializer[Way]):
    """A way in which a producer delivers; ``id`` 0 is the market's own tariff."""

    id = serializers.IntegerField(source="key")
    kind = serializers.ChoiceField(choices=Method.Kind.choices)
    name = serializers.CharField()
    place = serializers.CharField(help_text=_("Nơi và giờ đến lấy, nếu là điểm nhận hàng."))


class BasketParcelSerializer(serializers.Serializer[queries.Shop]):
    """What comes from one producer: one order, one parcel."""

    producer = ProducerNameSerializer()
    lines = BasketLineSerializer(many=True)
    goods_total = serializers.IntegerField()
    methods = MethodSerializer(source="ways", many=True)
    chosen = serializers.IntegerField(
        allow_null=True, help_text=_("Cách giao người mua đã chọn trong giỏ.")
    )


class BasketSerializer(serializers.Serializer[queries.Basket]):
    """The whole basket at today's prices, in đồng; ``is_ready``: all of it can be had now."""

    parcels = BasketParcelSerializer(source="shops", many=True)
    count = serializers.IntegerField()
    goods_total = serializers.IntegerField()
    minimum_age = serializers.IntegerField()
    is_ready = serializers.BooleanField(help_text=_("Mọi món trong giỏ đều còn đủ."))


class QuantitySerializer(StrictSerializer):
    """``plan``: packs of a lot still to come; without it the line stays as it is."""

    quantity = WholeNumber(least=1, most=MOST_PACKS)
    plan = WholeNumber(
        least=1,
        most=LARGEST_KEY,
        required=False,
        help_text=_("Đặt trước từ lô sắp có này; mã lô ghi ở sản phẩm."),
    )


class BasketViewSet(StrictViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = BasketSerializer

    @extend_schema(summary=_("Giỏ hàng của tôi"), tags=["basket"])
    def retrieve(self, request: Request) -> Response:
        return _shown(access.cart_of(request))


@extend_schema_view(
    update=extend_schema(
        summary=_("Để đúng chừng ấy gói trong giỏ"),
        description=_("Thêm vào nếu chưa có. Không đủ hàng thì giỏ vẫn như trước."),
        tags=["basket"],
        responses={200: BasketSerializer, **refusals(NotEnough)},
    ),
    partial_update=extend_schema(
        summary=_("Đổi số gói của một dòng đã có"),
        tags=["basket"],
        request=QuantitySerializer,
        responses={200: BasketSerializer, **refusals(NotEnough)},
    ),
    destroy=extend_schema(
        summary=_("Bỏ một dòng"), tags=["basket"], responses={200: BasketSerializer}
    ),
)
class BasketLineViewSet(StrictViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = QuantitySerializer
    lookup_url_kwarg = "pack"

    def update(self, request: Request, pack: int) -> Response:
        cart = actions.open_cart(user=_person(request), at=now())
        return self._put(request, cart, access.pack_to_buy(pack, on=localdate()))

    def partial_update(self, request: Request, pack: int) -> Response:
        line = _line_to_change(_person(request), pack)
        return self._put(request, line.cart, line.pack)

    def destroy(self, request: Request, pack: int) -> Response:
        line = _line_to_change(_person(request), pack)
        actions.remove_pack(cart=line.cart, pack_id=line.pack_id, at=now())
        return _shown(line.cart)

    def _put(self, request: Request, cart: Cart, pack: Pack) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = asked.validated_data
        planned = (
            access.plan_to_order(pack, told["plan"], on=localdate()) if "plan" in told else None
        )
        _set(cart, pack, told["quantity"], planned)
        return _shown(cart)


@transaction.atomic
def _set(cart: Cart, pack: Pack, quantity: int, planned: PlannedLot | None) -> None:
    """Just so many, or nothing changes: a program is not asked whether fewer would do."""
    try:
        put = actions.set_packs(
            cart=cart, pack=pack, quantity=quantity, planned=planned, on=localdate(), at=now()
        )
    except actions.SoldOut as failure:
        raise NotEnough(available=0) from failure
    if put.is_capped:
        raise NotEnough(available=put.quantity)


def _line_to_change(user: User, pack: int) -> CartLine:
    lines = CartLine.objects.select_related("cart", "pack")
    return get_object_or_404(lines, cart__user=user, pack=pack)


def _person(request: Request) -> User:
    return cast("User", request.user)


def _shown(cart: Cart | None) -> Response:
    return Response(BasketSerializer(queries.basket(cart, on=localdate())).data)
