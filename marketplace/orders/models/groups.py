"""One checkout: one buyer, one address, one payment, an order for each producer."""

from __future__ import annotations

from typing import NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.models import Commune

NOBODYS, NOBODYS_NAME = "+84000000000", "người mua đã xoá tài khoản"
"""What stands in an order whose buyer was erased, or never told one: a number that nobody has."""
AT_STALL = "khách mua tại quầy"
"""The name of a buyer who stood there and told none."""


class OrderGroupQuerySet(models.QuerySet["OrderGroup"]):
    def placed_without_account(self, *, phone: str) -> Self:
        """Those of a phone (E.164) that are in nobody's account."""
        return self.filter(user__isnull=True, buyer_phone=phone)


class Receiver(NamedTuple):
    """Who gets a parcel, where, and what they ask for: what its stall reads while it must."""

    name: str
    phone: str
    phone_masked: str
    street: str
    place: str
    notes: tuple[str, ...]


class OrderGroup(models.Model):
    """What a buyer agreed to pay for at once. The address is a copy, not a link.

    ``visit`` is the key of the cart it came from: what one guest holds is counted by it.
    """

    code = models.CharField(_("mã đơn"), max_length=12, unique=True)
    token = models.CharField(max_length=43, unique=True)
    idempotency_key = models.UUIDField(unique=True)
    visit = models.UUIDField(null=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="order_groups",
        null=True,
        blank=True,
    )
    buyer_name = models.CharField(_("người nhận"), max_length=120)
    buyer_phone = models.CharField(_("số điện thoại"), max_length=16)
    buyer_email = models.EmailField(_("thư điện tử"), blank=True)
    language = models.CharField(_("tiếng nói"), max_length=5, default="vi")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    street = models.CharField(_("số nhà, đường, thôn"), max_length=200)
    place_text = models.CharField(_("xã, tỉnh (lúc đặt)"), max_length=160)
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    goods_total = models.PositiveBigIntegerField(_("tiền hàng"))
    delivery_total = models.PositiveBigIntegerField(_("tiền giao hàng"))
    goods_discount = models.PositiveBigIntegerField(_("giảm tiền hàng"), default=0)
    delivery_discount = models.PositiveBigIntegerField(_("giảm phí giao"), default=0)
    total = models.PositiveBigIntegerField(_("tổng tiền"))
    placed_at = models.DateTimeField(_("đặt lúc"))
    held_until = models.DateTimeField(_("giữ hàng đến"))

    objects = OrderGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đặt hàng")
        verbose_name_plural = _("lần đặt hàng")
        ordering = ["-placed_at", "-pk"]
        indexes = [models.Index(fields=["buyer_phone"], name="group_by_phone")]
        constraints = [
            CheckConstraint(
                condition=Q(
                    total=F("goods_total")
                    + F("delivery_total")
                    - F("goods_discount")
                    - F("delivery_discount")
                ),
                name="group_total_is_goods_and_delivery_less_discounts",
            ),
            CheckConstraint(
                condition=Q(goods_discount__lte=F("goods_total"))
                & Q(delivery_discount__lte=F("delivery_total")),
                name="group_gives_no_more_than_it_costs",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.code])

    @property
    def phone_national(self) -> str:
        return phones.to_national(self.buyer_phone)

    @property
    def is_nobodys(self) -> bool:
        """Its buyer was erased, or bought at a stall without a number: there is nobody to tell."""
        return self.buyer_phone == NOBODYS

    @property
    def discount(self) -> int:
        """Đồng that vouchers take off."""
        return self.goods_discount + self.delivery_discount

    @property
    def phone_masked(self) -> str:
        """Its last three digits, as carriers print it on what everybody may read."""
        shown = self.phone_national
        return "•" * (len(shown) - 3) + shown[-3:]

    @property
    def is_paid(self) -> bool:
        return all(order.is_paid for order in self.orders.all())
