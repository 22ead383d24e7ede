"""What a producer has earned by an order that is over: written once, line by line."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.orders.models import Line, Order


class Earning(models.Model):
    """An order nobody may claim any more, with what was owed back before taken off already.

    ``goods`` is their price, ``promotion`` what of price and delivery somebody else pays than the
    buyer, ``delivery`` what the producer gets for sending. ``amount`` is what it may be paid.
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="earning")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="earnings")
    goods = models.PositiveBigIntegerField(_("tiền hàng"))
    own_discount = models.PositiveBigIntegerField(_("nhà mình giảm"))
    commission = models.PositiveBigIntegerField(_("phí sàn"))
    withheld_vat = models.PositiveBigIntegerField(_("thuế GTGT khấu trừ"))
    withheld_pit = models.PositiveBigIntegerField(_("thuế TNCN khấu trừ"))
    delivery = models.PositiveBigIntegerField(_("tiền giao hàng"))
    promotion = models.PositiveBigIntegerField(_("chợ, chương trình trả thay"))
    amount = models.PositiveBigIntegerField(_("được hưởng"))
    earned_at = models.DateTimeField(_("được hưởng lúc"))

    class Meta:
        verbose_name = _("khoản được hưởng")
        verbose_name_plural = _("khoản được hưởng")
        ordering = ["pk"]
        indexes = [models.Index(fields=["producer", "earned_at"], name="earning_by_producer")]
        constraints = [
            CheckConstraint(
                condition=Q(
                    amount=F("goods")
                    - F("own_discount")
                    - F("commission")
                    - F("withheld_vat")
                    - F("withheld_pit")
                    + F("delivery")
                ),
                name="earning_is_goods_and_delivery_less_what_is_taken",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.amount}"


class EarnedLine(models.Model):
    """The part of one line of the order in what was earned."""

    earning = models.ForeignKey(Earning, on_delete=models.PROTECT, related_name="lines")
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="earned")
    goods = models.PositiveBigIntegerField(_("tiền hàng"))
    own_discount = models.PositiveBigIntegerField(_("nhà mình giảm"))
    commission = models.PositiveBigIntegerField(_("phí sàn"))
    withheld_vat = models.PositiveBigIntegerField(_("thuế GTGT khấu trừ"))
    withheld_pit = models.PositiveBigIntegerField(_("thuế TNCN khấu trừ"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(
                    goods__gte=F("own_discount")
                    + F("commission")
                    + F("withheld_vat")
                    + F("withheld_pit")
                ),
                name="earned_line_takes_no_more_than_there_is",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} · {self.amount}"

    @property
    def amount(self) -> int:
        """Đồng of it that reach the producer."""
        taken = self.commission + self.withheld_vat + self.withheld_pit
        return self.goods - self.own_discount - taken
