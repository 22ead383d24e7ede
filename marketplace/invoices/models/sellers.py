"""Who gives invoices, under which name and series, and the rates of VAT in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from marketplace.invoices.documents.bill import Form
from marketplace.invoices.documents.series import AT_A_TILL, BY_FIRMS

if TYPE_CHECKING:
    from datetime import date

TAX_CODE = r"^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"


class VatRateQuerySet(models.QuerySet["VatRate"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on)
        )


class VatRate(models.Model):
    """A rate as invoices print it: «8%», or «KCT» for what bears no VAT. Dated, with its basis."""

    code = models.CharField(_("thuế suất"), max_length=11)
    words = models.CharField(_("áp dụng cho"), max_length=200)
    legal_basis = models.CharField(_("căn cứ"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    verified_by = models.CharField(_("người đối chiếu"), max_length=120, blank=True)

    objects = VatRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("thuế suất GTGT")
        verbose_name_plural = _("thuế suất GTGT")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{1,2}%|KCT|KKKNT)$"),
                name="vat_rate_is_one_that_invoices_know",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.words}"


class InvoiceSeller(models.Model):
    """A producer as its invoices name it. Orders sent ``since`` then are drafted by themselves.

    Form 1 states the VAT in its prices, form 2 does not; households give form 2 only.
    """

    class Use(models.TextChoices):
        FIRM = BY_FIRMS, _("hoá đơn điện tử thường (T)")
        TILL = AT_A_TILL, _("khởi tạo từ máy tính tiền (M)")

    FORMS = [
        (Form.VAT.value, _("Mẫu 1: hoá đơn giá trị gia tăng")),
        (Form.SALES.value, _("Mẫu 2: hoá đơn bán hàng")),
    ]

    producer = models.OneToOneField(
        Producer, on_delete=models.PROTECT, related_name="invoice_seller"
    )
    name = models.CharField(_("tên trên hoá đơn"), max_length=200)
    tax_code = models.CharField(_("mã số thuế"), max_length=14)
    address = models.CharField(_("địa chỉ trên hoá đơn"), max_length=300)
    form = models.CharField(_("mẫu hoá đơn"), max_length=1, choices=FORMS)
    use = models.CharField(_("loại sử dụng"), max_length=1, choices=Use)
    letters = models.CharField(_("hai chữ cuối của ký hiệu"), max_length=2)
    goods_rate = models.CharField(_("thuế suất hàng hoá"), max_length=11, blank=True)
    delivery_rate = models.CharField(_("thuế suất phí giao"), max_length=11, blank=True)
    signs_itself = models.BooleanField(_("tự ký khi giao hàng"), default=False)
    since = models.DateTimeField(_("lập từ"))

    class Meta:
        verbose_name = _("thông tin hoá đơn")
        verbose_name_plural = _("thông tin hoá đơn")
        constraints = [
            CheckConstraint(
                condition=Q(tax_code__regex=TAX_CODE), name="seller_has_a_tax_code_that_can_be"
            ),
            CheckConstraint(
                condition=Q(letters__regex=r"^[A-Z]{2}$"), name="seller_ends_its_series_by_letters"
            ),
            CheckConstraint(
                condition=Q(form="2", goods_rate="", delivery_rate="")
                | (Q(form="1") & ~Q(goods_rate="") & ~Q(delivery_rate="")),
                name="only_form_1_states_vat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.tax_code}"


class InvoiceSeries(models.Model):
    """One row of numbers: 1, 2, 3 … of one seller, form and year. Its row is the lock."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="invoice_series")
    tax_code = models.CharField(_("mã số thuế"), max_length=14)
    form = models.CharField(_("mẫu hoá đơn"), max_length=1, choices=InvoiceSeller.FORMS)
    code = models.CharField(_("ký hiệu"), max_length=6)

    class Meta:
        verbose_name = _("ký hiệu hoá đơn")
        verbose_name_plural = _("ký hiệu hoá đơn")
        constraints = [
            UniqueConstraint(
                fields=["tax_code", "form", "code"], name="seller_has_a_series_of_a_form_once"
            ),
            CheckConstraint(
                condition=Q(code__regex=r"^[CK][0-9]{2}[TDLMNBGHX][A-Z]{2}$"),
                name="series_is_written_as_the_tax_office_does",
            ),
            CheckConstraint(condition=Q(form__in=["1", "2"]), name="series_is_of_form_1_or_2"),
        ]

    def __str__(self) -> str:
        return f"{self.form}{self.code}"
