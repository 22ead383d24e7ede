"""Producers, communes and shelves in the API; and how they are named inside other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers

from accounts.asking import StrictViewSet
from accounts.typed import ChoiceFilter, Filters, WordsFilter
from catalog.folding import fold
from catalog.models import Commune, Producer, Product, Province, Recognition, Shelf

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

YES_NO = [("true", _("có")), ("false", _("không"))]
LONGEST = 100


@extend_schema_field({"type": "string", "format": "uri"})
class AddressField(serializers.Field["Model", None, str, "Model"]):
    """The address of the page about a thing, for people."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Model) -> str:
        return page_address(value)


def page_address(thing: Model) -> str:
    """``https://…/chu-the/htx-mau/``."""
    return f"{settings.SITE_URL}{thing.get_absolute_url()}"  # type: ignore[attr-defined]


class ProvinceSerializer(serializers.ModelSerializer[Province]):
    class Meta:
        model = Province
        fields = ["code", "name"]


class CommuneNameSerializer(serializers.ModelSerializer[Commune]):
    """A commune inside another thing."""

    class Meta:
        model = Commune
        fields = ["code", "name"]


class CommuneSerializer(serializers.ModelSerializer[Commune]):
    province = ProvinceSerializer()
    old_names = serializers.SerializerMethodField()
    url = AddressField()

    class Meta:
        model = Commune
        fields = ["code", "name", "province", "latitude", "longitude", "old_names", "url"]

    def get_old_names(self, commune: Commune) -> list[str]:
        return sorted({alias.name for alias in commune.aliases.all()})


class ShelfSerializer(serializers.ModelSerializer[Shelf]):
    url = AddressField()

    class Meta:
        model = Shelf
        fields = ["slug", "name", "name_en", "url"]


class ShelfNameSerializer(serializers.ModelSerializer[Shelf]):
    class Meta:
        model = Shelf
        fields = ["slug", "name"]


class ProducerNameSerializer(serializers.ModelSerializer[Producer]):
    """A producer inside another thing."""

    url = AddressField()

    class Meta:
        model = Producer
        fields = ["slug", "name", "url"]


class ProducerSerializer(serializers.ModelSerializer[Producer]):
    """Neither people nor the street: a household's address is somebody's home."""

    commune = CommuneNameSerializer(allow_null=True)
    province = ProvinceSerializer(allow_null=True)
    is_claimed = serializers.BooleanField()
    is_verified = serializers.SerializerMethodField()
    url = AddressField()

    class Meta:
        model = Producer
        fields = [
            "slug",
            "name",
            "kind",
            "commune",
            "province",
            "is_claimed",
            "is_verified",
            "is_fictional",
            "url",
        ]

    def get_is_verified(self, producer: Producer) -> bool:
        return producer.identity_verified_at is not None


class ProducerDetailSerializer(ProducerSerializer):
    class Meta(ProducerSerializer.Meta):
        fields = [*ProducerSerializer.Meta.fields, "story", "story_en"]


class ProductNameSerializer(serializers.ModelSerializer[Product]):
    """A product inside another thing."""

    url = AddressField()

    class Meta:
        model = Product
        fields = ["slug", "name", "name_en", "url"]


class RecognitionSerializer(serializers.ModelSerializer[Recognition]):
    """``stars`` only while the decision is in force; ``reported_stars`` is what it says."""

    standing = serializers.SerializerMethodField()
    stars = serializers.SerializerMethodField(help_text=_("Chỉ khi quyết định còn hiệu lực."))
    reported_stars = serializers.IntegerField(
        source="stars", help_text=_("Số sao quyết định hay nguồn tin ghi, còn hiệu lực hay không.")
    )

    class Meta:
        model = Recognition
        fields = [
            "standing",
            "stars",
            "reported_stars",
            "level",
            "decision",
            "issuer",
            "reported_year",
            "valid_from",
            "valid_until",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=Recognition.Standing.choices))
    def get_standing(self, recognition: Recognition) -> str:
        return recognition.standing(on=localdate()).value

    def get_stars(self, recognition: Recognition) -> int | None:
        is_in_force = self.get_standing(recognition) == Recognition.Standing.IN_FORCE
        return recognition.stars if is_in_force else None


class ProducerFilters(Filters):
    q = WordsFilter(most=LONGEST, method="named", label=_("Chữ trong tên, có dấu hay không."))
    kind = ChoiceFilter(choices=Producer.Kind.choices)
    commune = WordsFilter(most=5, field_name="commune__code", label=_("Mã xã, phường."))
    province = WordsFilter(most=2, field_name="province", label=_("Mã tỉnh, thành phố."))
    claimed = ChoiceFilter(choices=YES_NO, method="come_forward", label=_("Đã nhận gian hàng."))

    def named(self, rows: QuerySet[Producer], _name: str, typed: str) -> QuerySet[Producer]:
        words = fold(typed)
        return rows.filter(folded__contains=words) if words else rows.none()

    def come_forward(self, rows: QuerySet[Producer], _name: str, yes: str) -> QuerySet[Producer]:
        return rows.filter(claimed_at__isnull=yes != "true")


class CommuneFilters(Filters):
    q = WordsFilter(most=LONGEST, method="named", label=_("Chữ trong tên nay hay tên cũ."))
    province = WordsFilter(most=2, field_name="province", label=_("Mã tỉnh, thành phố."))

    def named(self, rows: QuerySet[Commune], _name: str, typed: str) -> QuerySet[Commune]:
        return rows.filter(pk__in=Commune.objects.named_like(typed).values("pk"))


@extend_schema_view(
    list=extend_schema(summary=_("Các chủ thể"), tags=["producers"]),
    retrieve=extend_schema(
        summary=_("Một chủ thể"),
        tags=["producers"],
        responses=ProducerDetailSerializer,
    ),
)
class ProducerViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, StrictViewSet):
    queryset = Producer.objects.select_related("commune", "province")
    filterset_class = ProducerFilters
    lookup_field = "slug"

    def get_serializer_class(self) -> type[ProducerSerializer]:
        return ProducerSerializer if self.action == "list" else ProducerDetailSerializer


@extend_schema_view(
    list=extend_schema(
        summary=_("Các xã, phường, đặc khu"),
        description=_("Tìm được cả bằng tên trước tháng 7 năm 2025."),
        tags=["communes"],
    ),
    retrieve=extend_schema(summary=_("Một xã, phường"), tags=["communes"]),
)
class CommuneViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, StrictViewSet):
    queryset = Commune.objects.of_today().select_related("province").prefetch_related("aliases")
    serializer_class = CommuneSerializer
    filterset_class = CommuneFilters
    lookup_field = "code"


@extend_schema_view(
    list=extend_schema(summary=_("Các kệ hàng"), tags=["shelves"]),
)
class ShelfViewSet(mixins.ListModelMixin, StrictViewSet):
    queryset = Shelf.objects.all()
    serializer_class = ShelfSerializer
