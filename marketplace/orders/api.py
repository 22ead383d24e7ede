"""Orders in the API: a shopper's own, and those a producer has to send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.typed import ChoiceFilter, Filters, WordsFilter
from catalog.api import AddressField, CommuneNameSerializer, ProducerNameSerializer
from marketplace.orders import access, queries
from marketplace.orders.models import (
    Line,
    Order,
    OrderGroup,
    PackedItem,
    Parcel,
    RefundDue,
)
from marketplace.orders.models.orders import Taken

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

    from accounts.models import User


class TakenSerializer(serializers.Serializer[Taken]):
    """The lot behind so many packs of a line."""

    lot = serializers.CharField(source="lot.code")
    trace_code = serializers.CharField(source="lot.trace_code")
    quantity = serializers.IntegerField()


class PackedItemSerializer(serializers.ModelSerializer[PackedItem]):
    serial = serializers.CharField(source="code.serial")
    parcel = serializers.IntegerField(source="parcel.number")

    class Meta:
        model = PackedItem
        fields = ["serial", "parcel"]


class LineSerializer(serializers.ModelSerializer[Line]):
    """``items`` once packed."""

    lots = TakenSerializer(many=True)
    items = PackedItemSerializer(many=True)

    class Meta:
        model = Line
        fields = [
            *("pack", "name", "unit_price", "quantity", "total", "discount"),
            *("grams_a_pack", "final_grams", "lots", "items"),
        ]


class StallLineSerializer(LineSerializer):
    """``payout``: what reaches the producer, in đồng."""

    payout = serializers.IntegerField(help_text=_("Số đồng về tay chủ thể."))

    class Meta(LineSerializer.Meta):
        fields = [*LineSerializer.Meta.fields, "payout"]


class OrderSerializer(serializers.ModelSerializer[Order]):
    """One producer's part of a checkout."""

    producer = ProducerNameSerializer()

    class Meta:
        model = Order
        fields = [
            "code",
            "producer",
            "state",
            "goods_total",
            "goods_discount",
            "delivery_fee",
            "delivery_discount",
            "total",
            "method",
            "delivery_words",
        ]


class ParcelSerializer(serializers.ModelSerializer[Parcel]):
    """One of the parcels an order leaves in."""

    class Meta:
        model = Parcel
        fields = [
            "number",
            "code",
            "carrier",
            "tracking",
            "handed_over_at",
            "arrived_at",
            "returned_at",
        ]


class RefundDueSerializer(serializers.ModelSerializer[RefundDue]):
    """What is owed back, and why."""

    class Meta:
        model = RefundDue
        fields = ["reason", "packs", "amount"]


class OrderDetailSerializer(OrderSerializer):
    lines = LineSerializer(many=True)
    parcels = ParcelSerializer(many=True)
    refunds_due = RefundDueSerializer(many=True)

    class Meta(OrderSerializer.Meta):
        fields = [
            *OrderSerializer.Meta.fields,
            "paid_at",
            "shipped_at",
            "delivered_at",
            "completed_at",
            "closed_at",
            "parcels",
            "refunds_due",
            "lines",
        ]


class ReceiverSerializer(serializers.ModelSerializer[OrderGroup]):
    """Who receives the parcel, and where."""

    name = serializers.CharField(source="buyer_name")
    phone = serializers.CharField(source="buyer_phone")
    commune = CommuneNameSerializer()

    class Meta:
        model = OrderGroup
        fields = ["name", "phone", "street", "place_text", "commune"]


class OrderGroupSerializer(serializers.ModelSerializer[OrderGroup]):
    """A checkout: one order for each producer."""

    orders = OrderSerializer(many=True)
    url = AddressField()

    class Meta:
        model = OrderGroup
        fields = [
            "code",
            "goods_total",
            "goods_discount",
            "delivery_total",
            "delivery_discount",
            "total",
            "is_paid",
            "placed_at",
            "held_until",
            "orders",
            "url",
        ]


class OrderGroupDetailSerializer(OrderGroupSerializer):
    orders = serializers.SerializerMethodField()  # type: ignore[assignment]  # the same, in full
    receiver = ReceiverSerializer(source="*")

    class Meta(OrderGroupSerializer.Meta):
        fields = [*OrderGroupSerializer.Meta.fields, "receiver", "note"]

    @extend_schema_field(OrderDetailSerializer(many=True))
    def get_orders(self, group: OrderGroup) -> list[dict[str, Any]]:
        return list(OrderDetailSerializer(queries.orders_in_full(group), many=True).data)


class StallOrderSerializer(OrderDetailSerializer):
    """``receiver`` and ``note`` only until the parcel has arrived."""

    lines = StallLineSerializer(many=True)
    receiver = serializers.SerializerMethodField(help_text=_("Chỉ khi hàng chưa tới nơi."))
    note = serializers.SerializerMethodField(help_text=_("Chỉ khi hàng chưa tới nơi."))

    class Meta(OrderDetailSerializer.Meta):
        fields = [*OrderDetailSerializer.Meta.fields, "receiver", "note"]

    @extend_schema_field(ReceiverSerializer(allow_null=True))
    def get_receiver(self, order: Order) -> dict[str, Any] | None:
        return dict(ReceiverSerializer(order.group).data) if order.receiver else None

    def get_note(self, order: Order) -> str:
        return order.group.note if order.receiver else ""


class StallOrderFilters(Filters):
    producer = WordsFilter(most=100, field_name="producer__slug", label=_("Gian hàng."))
    state = ChoiceFilter(choices=Order.State.choices)


@extend_schema_view(
    list=extend_schema(summary=_("Đơn hàng của tôi"), tags=["orders"]),
)
class OrderViewSet(mixins.ListModelMixin, StrictViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = OrderGroupSerializer
    queryset = OrderGroup.objects.none()
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[OrderGroup]:
        return queries.groups_of(cast("User", self.request.user))

    @extend_schema(
        summary=_("Một đơn hàng của tôi"),
        description=_("Với từng lô, và mã từng món khi đã đóng gói."),
        tags=["orders"],
        responses=OrderGroupDetailSerializer,
    )
    def retrieve(self, request: Request, code: str) -> Response:
        group = access.group_to_see(request, code)
        return Response(OrderGroupDetailSerializer(group).data)


@extend_schema_view(
    list=extend_schema(
        summary=_("Đơn của các gian hàng tôi lo"),
        description=_("Chỉ đơn đã trả tiền. Người nhận chỉ hiện khi hàng chưa tới nơi."),
        tags=["stall"],
    ),
)
class StallOrderViewSet(mixins.ListModelMixin, StrictViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = StallOrderSerializer
    filterset_class = StallOrderFilters
    queryset = Order.objects.none()

    def get_queryset(self) -> QuerySet[Order]:
        user = cast("User", self.request.user)
        paid = Order.objects.sold_by(user).filter(paid_at__isnull=False)
        return queries.in_full(paid).select_related("group__commune").order_by("-paid_at", "-pk")
