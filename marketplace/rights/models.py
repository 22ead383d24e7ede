"""For which goods what may be claimed, how long, and who bears the way back: dated rows.

Law: Law 19/2023/QH15 on the protection of consumers' rights, chapter III, section 1 (distance
selling): a seller tells truly and wholly what the goods are, what they and their delivery cost and
how they may be given back (article 37); where it did not, the consumer may end the contract. The
law gives, as far as we read it, no general right to change one's mind after a distance sale.
Certain from reading: what article 37 asks to be told. Not certain: the thirty days in which such a
contract may be ended, which we know from summaries and not from the official text; the law on
e-commerce of 2025 may ask more. All other spans are the market's own rules. A row says which it is
in ``basis``; an operator who knows better ends it and adds another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.language import language_in_use
from marketplace.rights.kinds import Goods, Kind

if TYPE_CHECKING:
    from datetime import date


class ClaimRuleQuerySet(models.QuerySet["ClaimRule"]):
    def in_force(self, *, on: date) -> Self:
        ends = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        return self.filter(ends, valid_from__lte=on)


class ClaimRule(models.Model):
    """``hours`` from a moment of the order, not before ``after`` hours; no hours: not given.

    The order is judged by the rules of the day on which it was placed. One for the kind of goods
    goes before one for any.
    """

    class Since(models.TextChoices):
        PLACED = "placed", _("lúc đặt")
        SHIPPED = "shipped", _("lúc giao đi")
        DELIVERED = "delivered", _("lúc nhận")

    class Freight(models.TextChoices):
        NONE = "none", _("không gửi về")
        PRODUCER = "producer", _("người bán chịu")
        BUYER = "buyer", _("người mua chịu")

    goods = models.CharField(_("loại hàng"), max_length=8, choices=Goods)
    kind = models.CharField(_("việc"), max_length=13, choices=Kind)
    since = models.CharField(_("tính từ"), max_length=9, choices=Since)
    after = models.PositiveSmallIntegerField(_("sau (giờ)"), default=0)
    hours = models.PositiveSmallIntegerField(_("trong (giờ)"))
    freight = models.CharField(_("phí gửi về"), max_length=8, choices=Freight)
    words = models.CharField(_("lời cho người mua"), max_length=200)
    words_en = models.CharField(_("lời cho người mua (tiếng Anh)"), max_length=200)
    basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = ClaimRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định khiếu nại, trả hàng")
        verbose_name_plural = _("quy định khiếu nại, trả hàng")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["goods", "kind", "valid_from"], name="claim_rule_begins_once_a_day"
            ),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="claim_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.words_en if language_in_use() == "en" else self.words
