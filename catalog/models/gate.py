"""What the law asks of sellers and of kinds of goods, and the papers producers answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.gate.rules import OF_GOODS
from catalog.models.producers import Producer
from catalog.models.products import Product

if TYPE_CHECKING:
    from datetime import date


class Fact(models.TextChoices):
    """What a rule may ask for; :data:`catalog.gate.rules.OF_GOODS` are papers of one product."""

    IDENTITY = "identity", _("giấy tờ tùy thân của người đứng tên")
    REGISTRATION = "registration", _("giấy đăng ký kinh doanh hoặc hợp tác xã")
    TAX = "tax", _("mã số thuế")
    FOOD_SAFETY = "food_safety", _("giấy an toàn thực phẩm của cơ sở")
    ALCOHOL = "alcohol", _("giấy phép làm, bán rượu")
    DECLARATION = "declaration", _("bản tự công bố sản phẩm")
    SUPPLEMENT = "supplement", _("giấy tiếp nhận đăng ký bản công bố")
    COSMETIC = "cosmetic", _("phiếu công bố mỹ phẩm")
    NOTHING = "nothing", _("không đòi giấy riêng")


class SellerRuleQuerySet(models.QuerySet["SellerRule"]):
    def not_ended(self, *, on: date) -> Self:
        """In force on that day, or later."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))

    def turned(self, *, on: date) -> Self:
        """Those that began, ended or were written since products were last measured by them."""
        unseen = Q(settled_on__lt=F("valid_from"), valid_from__lte=on)
        unseen |= Q(settled_on__lt=F("valid_until"), valid_until__lte=on)
        return self.filter(Q(settled_on__isnull=True) | unseen)


class SellerRule(models.Model):
    """One thing asked, from a day on, of a kind of seller or of whoever sells a kind of goods.

    ``criteria_set`` is a number of Decision 148/QĐ-TTg and no key, so that rules ship before kinds.
    ``verified_by`` is who has read the text in force. Who sold before ``spares_before`` has until
    ``spares_until``. ``settled_on`` is when products were last measured by it.
    """

    fact = models.CharField(_("đòi gì"), max_length=12, choices=Fact)
    producer_kind = models.CharField(
        _("của loại hình"), max_length=12, choices=Producer.Kind, blank=True
    )
    criteria_set = models.PositiveSmallIntegerField(
        _("khi bán loại hàng số"), null=True, blank=True
    )
    words = models.CharField(_("nói với chủ thể"), max_length=300)
    words_en = models.CharField(_("bằng tiếng Anh"), max_length=300)
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    spares_before = models.DateField(_("ai bán trước ngày"), null=True, blank=True)
    spares_until = models.DateField(_("được nộp đến trước ngày"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người đã đối chiếu văn bản"),
    )
    verified_at = models.DateTimeField(_("đối chiếu lúc"), null=True, blank=True)
    settled_on = models.DateField(null=True, editable=False)

    objects = SellerRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều kiện bán hàng")
        verbose_name_plural = _("điều kiện bán hàng")
        ordering = ["criteria_set", "producer_kind", "pk"]
        constraints = [
            CheckConstraint(
                condition=~Q(producer_kind="") | Q(criteria_set__isnull=False),
                name="seller_rule_is_for_a_kind_or_for_goods",
                violation_error_message=_("Chọn loại hình chủ thể hoặc loại hàng."),
            ),
            CheckConstraint(
                condition=Q(criteria_set__isnull=True)
                | Q(criteria_set__gte=1, criteria_set__lte=26),
                name="seller_rule_names_one_of_26_sets",
                violation_error_message=_("Loại hàng là số từ 1 đến 26."),
            ),
            CheckConstraint(
                condition=~Q(fact__in=sorted(OF_GOODS)) | Q(criteria_set__isnull=False),
                name="papers_of_goods_are_asked_of_goods",
                violation_error_message=_("Giấy của từng món thì phải chọn loại hàng."),
            ),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="seller_rule_lasts_a_day",
                violation_error_message=_("Ngày hết hiệu lực nằm sau ngày bắt đầu."),
            ),
            CheckConstraint(
                condition=Q(spares_before__isnull=True, spares_until__isnull=True)
                | Q(spares_before__isnull=False, spares_until__isnull=False),
                name="who_is_spared_is_spared_until_a_day",
                violation_error_message=_("Ghi đủ hai ngày: ai bán trước, được nộp đến khi nào."),
            ),
            CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="verified_seller_rule_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        whose = self.get_producer_kind_display() if self.producer_kind else self.criteria_set
        return f"{self.get_fact_display()} · {whose}"


class SellerPaperQuerySet(models.QuerySet["SellerPaper"]):
    def waiting(self) -> Self:
        return self.filter(state=SellerPaper.State.WAITING)

    def approved(self) -> Self:
        return self.filter(state=SellerPaper.State.APPROVED)


class SellerPaper(models.Model):
    """What a producer answers a rule with; an officer looks at it and decides, with a reason.

    Of papers of identity nothing stays once they are decided but the last four digits: the picture
    goes (E-commerce Law 122/2025/QH15 art. 17.1.c asks for the verification, not for a copy).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        REFUSED = "refused", _("chưa được duyệt")
        TAKEN_BACK = "taken_back", _("đã thu hồi duyệt")
        REPLACED = "replaced", _("đã nộp lại")

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="seller_papers")
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="seller_papers", null=True, blank=True
    )
    fact = models.CharField(_("giấy gì"), max_length=12, choices=Fact)
    number = models.CharField(_("số"), max_length=80)
    issuer = models.CharField(_("nơi cấp"), max_length=160, blank=True)
    valid_until = models.DateField(_("hết hạn ngày"), null=True, blank=True)
    file = models.FileField(_("bản chụp"), upload_to="private/papers/", blank=True)
    file_hash = models.CharField(max_length=64)
    is_sample = models.BooleanField(_("giấy mẫu"), default=False)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.WAITING)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("nộp lúc"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = SellerPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("giấy tờ người bán")
        verbose_name_plural = _("giấy tờ người bán")
        ordering = ["submitted_at", "pk"]
        indexes = [
            models.Index(
                fields=["submitted_at"], condition=Q(state="waiting"), name="seller_paper_waiting"
            )
        ]
        constraints = [
            UniqueConstraint(
                fields=["producer", "fact"],
                condition=Q(state="waiting", product__isnull=True),
                name="seller_paper_waits_once",
            ),
            UniqueConstraint(
                fields=["product", "fact"],
                condition=Q(state="waiting", product__isnull=False),
                name="paper_of_goods_waits_once",
            ),
            CheckConstraint(
                condition=Q(fact__in=sorted(OF_GOODS), product__isnull=False)
                | (~Q(fact__in=sorted(OF_GOODS)) & Q(product__isnull=True)),
                name="papers_of_goods_name_their_product",
            ),
            CheckConstraint(
                condition=Q(
                    state__in=["waiting", "replaced"],
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    state__in=["approved", "refused", "taken_back"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="decided_paper_says_by_whom_and_when",
            ),
            CheckConstraint(
                condition=~Q(state__in=["refused", "taken_back"]) | ~Q(reason=""),
                name="refused_paper_says_why",
            ),
            CheckConstraint(
                condition=~Q(fact="identity")
                | Q(state="waiting")
                | Q(file="", number__regex=r"^.{0,4}$"),
                name="of_an_identity_four_digits_stay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()} · {self.producer}"

    @property
    def is_of_a_person(self) -> bool:
        """Whether it says who somebody is: then it is shown to few, and for a short time."""
        return self.fact == Fact.IDENTITY
