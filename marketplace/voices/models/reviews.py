"""What a buyer says of what came: one review of an order's line, and of the lot it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Producer, Product
from marketplace.orders.models import Line
from traceability.models import Lot

if TYPE_CHECKING:
    from accounts.models import User

MOST_LETTERS = 2000
MOST_ANSWER_LETTERS = 1000


class ReviewQuerySet(models.QuerySet["Review"]):
    def public(self) -> Self:
        """Neither taken back by the writer nor hidden by a moderator."""
        return self.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)

    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def overseen_by(self, user: User) -> Self:
        """Those about goods of an officer's area; an operator's are all."""
        if user.is_staff:
            return self
        return self.filter(product__producer__in=Producer.objects.overseen_by(user))


class Review(models.Model):
    """One to five points and words. ``byline`` is all that readers learn of who wrote it.

    Points are points and no stars: stars are a council's (:class:`catalog.Recognition`).
    """

    class Byline(models.TextChoices):
        PLACE = "place", gettext_lazy("Chỉ nơi tôi ở, như «Người mua ở Hạ Long»")
        GIVEN = "given", gettext_lazy("Tên gọi của tôi, không họ")

    LEAST, MOST = 1, 5

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="reviews")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="reviews")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="reviews")
    score = models.PositiveSmallIntegerField(gettext_lazy("điểm"))
    text = models.TextField(gettext_lazy("lời đánh giá"), max_length=MOST_LETTERS)
    shown_as = models.CharField(max_length=5, choices=Byline, default=Byline.PLACE)
    byline = models.CharField(max_length=80)
    written_at = models.DateTimeField(gettext_lazy("viết lúc"))
    changed_at = models.DateTimeField(gettext_lazy("sửa lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(gettext_lazy("rút lại lúc"), null=True, blank=True)
    hidden_at = models.DateTimeField(gettext_lazy("bị ẩn lúc"), null=True, blank=True)
    answer = models.TextField(
        gettext_lazy("chủ thể trả lời"), max_length=MOST_ANSWER_LETTERS, blank=True
    )
    answered_at = models.DateTimeField(gettext_lazy("trả lời lúc"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("đánh giá")
        verbose_name_plural = gettext_lazy("đánh giá")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                fields=["product", "-written_at"],
                condition=Q(withdrawn_at__isnull=True, hidden_at__isnull=True),
                name="review_public_by_product",
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["line"],
                condition=Q(withdrawn_at__isnull=True),
                name="line_is_reviewed_once",
            ),
            CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="review_gives_1_to_5_points"
            ),
            CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_review_has_an_answer",
            ),
            CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(hidden_at__isnull=True),
                name="hidden_review_is_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.score}/{self.MOST}"

    def get_absolute_url(self) -> str:
        """Its place among the reviews of its product, for whoever may read it."""
        return f"{reverse('storefront:reviews', args=[self.product.slug])}#danh-gia-{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None

    @property
    def signature(self) -> str:
        """Who says it, as readers see it; of whoever left the market nothing."""
        if not self.byline:
            return _("Một người mua")
        if self.shown_as == self.Byline.GIVEN:
            return self.byline
        return _("Người mua ở %(place)s") % {"place": self.byline}


class Wording(models.Model):
    """What a review said before it was changed: for the moderator alone."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="wordings")
    score = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=MOST_LETTERS)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.review_id} · {self.score}"


class ReviewPhoto(models.Model):
    """A picture of what came: drawn anew, without what the camera wrote; its key is its address."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="photos")
    small = models.FileField(upload_to="reviews/")
    large = models.FileField(upload_to="reviews/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)
