"""Products in the API: what the shop's pages show, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.typed import ChoiceFilter, Filters, NumberFilter, WordsFilter
from catalog.api import (
    YES_NO,
    AddressField,
    CommuneNameSerializer,
    ProducerNameSerializer,
    ProvinceSerializer,
    RecognitionSerializer,
    ShelfNameSerializer,
)
from catalog.models import Product, ProductGroup
from catalog.queries import MOST_LETTERS, suitable
from marketplace.listings.actions import settle
from marketplace.listings.queries import Measured, with_points
from marketplace.storefront.pictures import picture
from marketplace.storefront.queries.cards import with_facts
from marketplace.storefront.queries.goods import offers, policy_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

DEAREST = 500_000_000
ORDERS: dict[str, tuple[Any, ...]] = {
    "relevance": ("-points", "-published_at", "pk"),
    "newest": ("-published_at", "-pk"),
    "price": (F("price_from").asc(nulls_last=True), "pk"),
    "-price": (F("price_from").desc(nulls_last=True), "pk"),
    "name": ("name", "pk"),
}
ORDER_NAMES = [
    ("relevance", _("phù hợp nhất")),
    ("newest", _("mới bày bán")),
    ("price", _("rẻ trước")),
    ("-price", _("đắt trước")),
    ("name", _("theo tên")),
]


class PictureSerializer(serializers.Serializer[Any]):
    small = serializers.CharField()
    medium = serializers.CharField()
    large = serializers.CharField()
    alt = serializers.CharField()
    is_drawn = serializers.BooleanField(source="drawn")


class ProductGroupSerializer(serializers.ModelSerializer[ProductGroup]):
    class Meta:
        model = ProductGroup
        fields = ["number", "name"]


class PackSerializer(serializers.Serializer[Any]):
    """An :class:`Offer`: what is sold. The ``id`` goes into the basket; prices are whole đồng."""

    id = serializers.IntegerField(source="pack.pk")
    name = serializers.CharField(source="pack.name")
    net_content = serializers.IntegerField(source="pack.net_content")
    net_unit = serializers.CharField(source="pack.net_unit")
    gtin = serializers.CharField(source="pack.gtin", allow_null=True)
    price = serializers.IntegerField(source="pack.price")
    available = serializers.BooleanField(source="can_be_bought")
    plan = serializers.IntegerField(
        allow_null=True, help_text=_("Lô sắp có đang nhận đặt trước; ghi vào dòng của giỏ hàng.")
    )
    plan_left = serializers.IntegerField(help_text=_("Số gói còn đặt trước được."))
    ship_by = serializers.DateField(allow_null=True, help_text=_("Hàng đặt trước giao trước ngày."))


class ProductSerializer(serializers.ModelSerializer[Product]):
    """A product :func:`with_facts`."""

    producer = ProducerNameSerializer()
    shelf = ShelfNameSerializer()
    group = ProductGroupSerializer(source="criteria_set.group")
    commune = CommuneNameSerializer(allow_null=True)
    province = ProvinceSerializer(allow_null=True)
    stars = serializers.IntegerField(source="stars_now", allow_null=True)
    price_from = serializers.IntegerField(allow_null=True)
    available = serializers.BooleanField(source="is_available")
    picture = serializers.SerializerMethodField()
    url = AddressField()

    class Meta:
        model = Product
        fields = [
            "slug",
            "name",
            "name_en",
            "producer",
            "shelf",
            "group",
            "commune",
            "province",
            "stars",
            "price_from",
            "is_illustrative",
            "available",
            "picture",
            "url",
        ]

    @extend_schema_field(PictureSerializer)
    def get_picture(self, product: Product) -> dict[str, Any]:
        stars = getattr(product, "stars_now", None) or 0
        shown: dict[str, Any] = PictureSerializer(picture(product, stars=stars)).data
        sizes = {
            size: urljoin(settings.SITE_URL, shown[size]) for size in ("small", "medium", "large")
        }
        return shown | sizes


class ProductDetailSerializer(ProductSerializer):
    packs = serializers.SerializerMethodField()
    recognitions = RecognitionSerializer(many=True)
    minimum_age = serializers.SerializerMethodField()

    class Meta(ProductSerializer.Meta):
        fields = [
            *ProductSerializer.Meta.fields,
            "description",
            "description_en",
            "ingredients",
            "storage",
            "usage",
            "warning",
            "origin_text",
            "shelf_life_days",
            "minimum_age",
            "packs",
            "recognitions",
        ]

    @extend_schema_field(PackSerializer(many=True))
    def get_packs(self, product: Product) -> list[dict[str, Any]]:
        sold = offers(product, self.context["policy"], on=localdate())
        return list(PackSerializer(sold, many=True).data)

    def get_minimum_age(self, _product: Product) -> int:
        policy = self.context["policy"]
        return policy.minimum_age if policy else 0


class ProductFilters(Filters):
    q = WordsFilter(most=MOST_LETTERS, method="found", label=_("Tìm như ở trang tìm kiếm."))
    group = NumberFilter(least=1, most=6, field_name="criteria_set__group")
    shelf = WordsFilter(most=60, field_name="shelf", label=_("Tên đường dẫn của kệ hàng."))
    commune = WordsFilter(most=5, field_name="commune__code", label=_("Mã xã, phường."))
    province = WordsFilter(most=2, field_name="province", label=_("Mã tỉnh, thành phố."))
    producer = WordsFilter(most=100, field_name="producer__slug", label=_("Chủ thể."))
    stars = NumberFilter(least=3, most=5, field_name="stars_now", label=_("Sao còn hiệu lực."))
    available = ChoiceFilter(choices=YES_NO, method="in_stock", label=_("Có hàng ngay."))
    price_min = NumberFilter(least=0, most=DEAREST, field_name="price_from", lookup_expr="gte")
    price_max = NumberFilter(least=0, most=DEAREST, field_name="price_from", lookup_expr="lte")
    of_age = ChoiceFilter(choices=YES_NO, method="unchanged", label=_("Cả hàng cho người lớn."))
    ordering = ChoiceFilter(choices=ORDER_NAMES, method="sorted_by", label=_("Thứ tự."))

    def filter_queryset(self, queryset: QuerySet[Product]) -> QuerySet[Product]:
        """Goods for adults only when asked for; in an order even when none is asked for."""
        told = self.form.cleaned_data
        of_age = told["of_age"] == "true"
        today = localdate()
        settle(on=today)
        shown = suitable(queryset, on=today, of_age=of_age)
        found = with_points(shown, told["q"] or "", on=today)
        chosen: QuerySet[Product] = super().filter_queryset(found)
        return chosen.order_by(*ORDERS[told["ordering"] or "relevance"])

    def in_stock(self, rows: Measured, _name: str, yes: str) -> Measured:
        return rows.filter(is_available=yes == "true")

    def unchanged(self, rows: QuerySet[Product], _name: str, _value: str) -> QuerySet[Product]:
        """What :meth:`filter_queryset` looks after itself."""
        return rows

    found = sorted_by = unchanged


@extend_schema_view(
    list=extend_schema(
        summary=_("Các sản phẩm đang bày"),
        description=_("Hàng có hạn tuổi chỉ hiện khi of_age=true."),
        tags=["products"],
    ),
)
class ProductViewSet(mixins.ListModelMixin, StrictViewSet):
    queryset = Product.objects.listed()
    serializer_class = ProductSerializer
    filterset_class = ProductFilters
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Product]:
        rich: QuerySet[Product] = with_facts(Product.objects.listed(), on=localdate())
        return rich.select_related("criteria_set__group")

    @extend_schema(
        summary=_("Một sản phẩm"),
        description=_("Với các quy cách đóng gói và mọi quyết định công nhận."),
        tags=["products"],
        responses=ProductDetailSerializer,
    )
    def retrieve(self, _request: Request, slug: str) -> Response:
        product = get_object_or_404(self.get_queryset(), slug=slug)
        policy = policy_of(product, on=localdate())
        return Response(ProductDetailSerializer(product, context={"policy": policy}).data)
