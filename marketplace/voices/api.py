"""Reviews in the API: what a product's page shows, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers

from accounts.asking import StrictViewSet
from catalog.models import Product
from marketplace.voices.models import Review
from marketplace.voices.queries import reading

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """``score``: one to five points; ``signature``: all that is told of the writer."""

    lot = serializers.CharField(source="lot.code")
    trace_code = serializers.CharField(source="lot.trace_code")
    photos = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = [
            *("score", "text", "signature", "lot", "trace_code", "photos"),
            *("written_at", "changed_at", "answer", "answered_at"),
        ]

    @extend_schema_field(serializers.ListField(child=serializers.URLField()))
    def get_photos(self, review: Review) -> list[str]:
        return [
            f"{settings.SITE_URL}{reverse('storefront:review_photo', args=[photo.key])}?to"
            for photo in review.photos.all()
        ]


@extend_schema_view(
    list=extend_schema(
        summary=_("Người mua nói gì về một sản phẩm"),
        description=_("Chỉ người đã mua mới viết được; mới nhất ở trên."),
        tags=["products"],
    ),
)
class ReviewViewSet(mixins.ListModelMixin, StrictViewSet):
    queryset = Review.objects.public()
    serializer_class = ReviewSerializer

    def get_queryset(self) -> QuerySet[Any]:
        product = get_object_or_404(Product.objects.listed(), slug=self.kwargs["slug"])
        return reading.in_full(reading.reviews_of(product))
