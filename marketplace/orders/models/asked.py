"""What a buyer asks for besides the goods: that it is a gift, an invoice for a company."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.groups import OrderGroup


class Gift(models.Model):
    """The goods go to somebody who is to be glad of them, and need not know what they cost."""

    group = models.OneToOneField(OrderGroup, on_delete=models.CASCADE, related_name="gift")
    message = models.CharField(_("lời chúc"), max_length=300, blank=True)
    hides_prices = models.BooleanField(_("giấu giá"), default=True)

    def __str__(self) -> str:
        return str(self.group)


class CompanyInvoice(models.Model):
    """For whom the e-invoice is to be made out; copied as typed, like the address."""

    group = models.OneToOneField(OrderGroup, on_delete=models.CASCADE, related_name="company")
    name = models.CharField(_("tên đơn vị"), max_length=200)
    tax_code = models.CharField(_("mã số thuế"), max_length=14)
    address = models.CharField(_("địa chỉ đơn vị"), max_length=300)
    email = models.EmailField(_("thư nhận hoá đơn"))

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(tax_code__regex=r"^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"),
                name="tax_code_has_10_12_or_13_digits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.tax_code}"
