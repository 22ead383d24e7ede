"""A producer's ways of delivering: by carrier, by itself, or waiting at a point; zones, prices."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Commune, Producer, Province

EVERY_DAY = "1234567"


class MethodQuerySet(models.QuerySet["Method"]):
    def offered(self) -> Self:
        return self.filter(ended_at__isnull=True)


class Method(models.Model):
    """One way. ``days`` are its weekdays, 1 for Monday: of driving out, or of the point's opening.

    A pick-up point says where it is and when it opens; nothing else has such.
    """

    class Kind(models.TextChoices):
        CARRIER = "carrier", _("gửi hãng vận chuyển")
        OWN = "own", _("nhà làm tự giao")
        PICKUP = "pickup", _("khách đến lấy")

    class Point(models.TextChoices):
        STALL = "stall", _("sạp ở chợ")
        OCOP = "ocop", _("điểm bán OCOP")
        HOME = "home", _("tại nơi làm")

    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="delivery_methods"
    )
    kind = models.CharField(_("cách giao"), max_length=8, choices=Kind)
    name = models.CharField(_("tên người mua thấy"), max_length=80)
    carrier = models.CharField(_("hãng vận chuyển"), max_length=20, blank=True)
    days = models.CharField(_("các ngày"), max_length=7, default=EVERY_DAY)
    point = models.CharField(_("loại điểm"), max_length=8, choices=Point, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    street = models.CharField(_("số nhà, đường, thôn"), max_length=200, blank=True)
    opens_at = models.TimeField(_("mở cửa"), null=True, blank=True)
    closes_at = models.TimeField(_("đóng cửa"), null=True, blank=True)
    opened_at = models.DateTimeField(_("bắt đầu lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    objects = MethodQuerySet.as_manager()

    class Meta:
        verbose_name = _("cách giao hàng")
        verbose_name_plural = _("cách giao hàng")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(
                    ~Q(kind="pickup"),
                    point="",
                    commune__isnull=True,
                    opens_at__isnull=True,
                    closes_at__isnull=True,
                )
                | Q(
                    Q(opens_at__lt=F("closes_at")),
                    ~Q(point=""),
                    ~Q(street=""),
                    kind="pickup",
                    commune__isnull=False,
                ),
                name="pickup_point_says_where_and_when",
            ),
            CheckConstraint(
                condition=Q(days__regex=r"^1?2?3?4?5?6?7?$") & ~Q(days=""),
                name="method_has_days_of_the_week",
            ),
            UniqueConstraint(
                fields=["producer", "kind", "name"],
                condition=Q(ended_at__isnull=True),
                name="producer_offers_a_way_once",
            ),
            CheckConstraint(
                condition=Q(carrier="") | Q(kind="carrier"), name="only_carriers_have_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """Where one way goes: built from communes, provinces or how far places lie.

    Without prices it says that the way does not go there.
    """

    class Where(models.TextChoices):
        COMMUNES = "communes", _("một số xã, phường")
        ISLANDS = "islands", _("các đảo")
        REMOTE = "remote", _("vùng sâu, vùng xa")
        PROVINCES = "provinces", _("một số tỉnh")
        HOME = "home", _("trong tỉnh")
        ELSEWHERE = "elsewhere", _("mọi nơi còn lại")

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="zones")
    where = models.CharField(_("nơi giao"), max_length=10, choices=Where)
    is_cold = models.BooleanField(_("có giữ lạnh"), default=False)
    hours = models.PositiveSmallIntegerField(_("lâu nhất (giờ)"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["method", "where"], name="method_has_a_zone_once"),
            CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=1), name="zone_takes_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} · {self.get_where_display()}"


class ZonePlace(models.Model):
    """A province or a commune that a zone is built from."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="places")
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(province__isnull=False) ^ Q(commune__isnull=False),
                name="zone_place_is_a_province_or_a_commune",
            ),
            UniqueConstraint(fields=["zone", "province"], name="zone_names_a_province_once"),
            UniqueConstraint(fields=["zone", "commune"], name="zone_names_a_commune_once"),
        ]

    def __str__(self) -> str:
        return str(self.commune or self.province)


class Price(models.Model):
    """From goods of so many đồng on: the first grams, then a fee for each step of grams begun.

    Free delivery over a sum is a price whose fees are 0.
    """

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="prices")
    goods_from = models.PositiveBigIntegerField(_("tiền hàng từ"), default=0)
    first_grams = models.PositiveIntegerField(_("gam đầu"), default=1_000)
    first_fee = models.PositiveBigIntegerField(_("phí đầu (đồng)"))
    step_grams = models.PositiveIntegerField(_("mỗi nấc (gam)"), default=500)
    step_fee = models.PositiveBigIntegerField(_("phí mỗi nấc (đồng)"), default=0)

    class Meta:
        ordering = ["goods_from", "pk"]
        constraints = [
            UniqueConstraint(fields=["zone", "goods_from"], name="zone_has_a_price_once"),
            CheckConstraint(
                condition=Q(first_grams__gte=1, step_grams__gte=1), name="price_steps_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} · {self.first_fee}"
