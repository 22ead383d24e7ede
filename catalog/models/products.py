"""Products, the packs they are sold in, and their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import CheckConstraint, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.folding import fold
from catalog.models.kinds import CriteriaSet, Policy, Shelf
from catalog.models.places import Commune, Province
from catalog.models.producers import Producer
from catalog.models.recognitions import Recognition
from catalog.search.readings import INITIALS
from catalog.search.spelling import initials

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User


class ProductQuerySet(models.QuerySet["Product"]):
    def managed_by(self, user: User) -> Self:
        return self.filter(producer__in=Producer.objects.run_by(user))

    def listed(self) -> Self:
        """What everyone may see: put forward, not suspended."""
        return self.filter(published_at__isnull=False, suspended_at__isnull=True)

    def starred(self, *, on: date) -> Self:
        return self.filter(pk__in=Recognition.objects.in_force(on=on).values("product"))

    def promotable(self, *, on: date) -> Self:
        """Those the law lets us show unasked (no alcohol on the home page)."""
        return self.exclude(
            criteria_set__policies__in=Policy.objects.in_force(on=on).filter(may_be_promoted=False)
        )


class Product(models.Model):
    """One kind of goods of one producer; the stars belong to it, the price to its packs."""

    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="products", verbose_name=_("chủ thể")
    )
    name = models.CharField(_("tên sản phẩm"), max_length=160)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=160, blank=True)
    slug = models.SlugField(_("đường dẫn"), max_length=120, unique=True)
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="products", verbose_name=_("loại hàng")
    )
    shelf = models.ForeignKey(
        Shelf, on_delete=models.PROTECT, related_name="products", verbose_name=_("kệ hàng")
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="products", null=True, blank=True
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="products", null=True, blank=True
    )
    origin_text = models.CharField(_("nơi làm ra (như nguồn ghi)"), max_length=160, blank=True)
    description = models.TextField(_("giới thiệu"), max_length=4000, blank=True)
    description_en = models.TextField(_("giới thiệu (tiếng Anh)"), max_length=4000, blank=True)
    ingredients = models.CharField(_("thành phần"), max_length=500, blank=True)
    storage = models.CharField(_("cách bảo quản"), max_length=300, blank=True)
    usage = models.CharField(_("cách dùng"), max_length=500, blank=True)
    warning = models.CharField(_("cảnh báo"), max_length=300, blank=True)
    standard = models.CharField(_("tiêu chuẩn áp dụng"), max_length=200, blank=True)
    shelf_life_days = models.PositiveIntegerField(_("hạn dùng (ngày)"), null=True, blank=True)
    least_days_left = models.PositiveSmallIntegerField(
        _("không bán khi hạn còn dưới (ngày)"), default=0
    )
    yield_bp = models.PositiveIntegerField(_("tỷ lệ thành phẩm (phần vạn)"), default=10_000)
    licence_number = models.CharField(_("số giấy phép bán rượu"), max_length=80, blank=True)
    declaration_number = models.CharField(_("số công bố sản phẩm"), max_length=80, blank=True)
    register_key = models.CharField(
        _("khoá sổ đăng ký"), max_length=64, null=True, blank=True, unique=True
    )
    source_url = models.URLField(_("nguồn"), max_length=500, blank=True)
    is_illustrative = models.BooleanField(_("giá minh họa"), default=False)
    published_at = models.DateTimeField(_("bày bán lúc"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("tạm gỡ lúc"), null=True, blank=True)
    first_published_at = models.DateTimeField(_("lần đầu bày bán"), null=True, editable=False)
    cleared_until = models.DateField(
        _("đủ giấy tờ đến trước ngày"), null=True, blank=True, editable=False
    )
    searchable = models.TextField(editable=False, default="")

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["shelf", "published_at"], name="product_by_shelf")]
        constraints = [
            CheckConstraint(
                condition=Q(yield_bp__gte=1, yield_bp__lte=100_000),
                name="product_yield_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("storefront:product", args=[self.slug])

    @property
    def is_listed(self) -> bool:
        """Whether everyone may see it: put forward, not suspended."""
        return self.published_at is not None and self.suspended_at is None

    def is_cleared(self, *, on: date) -> bool:
        """Whether the papers that are asked of it and of its seller allow it to be sold.

        Kept by :mod:`catalog.actions.gate`; the day comes by itself.
        """
        return self.cleared_until is not None and self.cleared_until > on

    @property
    def first_shown_at(self) -> datetime | None:
        """When buyers first saw it; from then on what is risky is changed with an officer."""
        return self.first_published_at or self.published_at

    @property
    def spoken_name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def name_language(self) -> str:
        """The language of :attr:`spoken_name`, for screen readers."""
        return "vi" if self.spoken_name == self.name else "en"

    @property
    def spoken_description(self) -> str:
        return (
            self.description_en
            if get_language() == "en" and self.description_en
            else self.description
        )

    def text_to_search(self) -> str:
        """What search looks through: folded words, each after a space, and the name's initials."""
        places = [self.commune.name if self.commune else "", self.origin_text]
        texts = [self.name, self.name_en, self.producer.name, *places]
        begun = f"{INITIALS}{initials(fold(self.name))}"
        return f" {fold(' '.join(texts))} {begun} "


class Pack(models.Model):
    """What is sold: «hộp 100 g» at a price; net content in whole grams, millilitres or pieces.

    Of a weighed pack («con cá chừng 1,2 kg») content and price are what is reckoned with until it
    is weighed; the buyer pays for what is there, and never more than was agreed.
    """

    class Unit(models.TextChoices):
        GRAM = "g", _("g")
        MILLILITRE = "ml", _("ml")
        PIECE = "cái", _("cái")

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="packs")
    name = models.CharField(_("quy cách"), max_length=80)
    net_content = models.PositiveIntegerField(_("lượng tịnh"))
    net_unit = models.CharField(_("đơn vị"), max_length=4, choices=Unit, default=Unit.GRAM)
    gross_weight = models.PositiveIntegerField(_("nặng cả bao bì (gam)"))
    price = models.PositiveBigIntegerField(_("giá (đồng)"))
    is_weighed = models.BooleanField(_("cân khi đóng gói, giá tạm tính"), default=False)
    gtin = models.CharField(
        _("GTIN (14 chữ số)"), max_length=14, null=True, blank=True, unique=True
    )
    is_active = models.BooleanField(_("đang bán"), default=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("quy cách đóng gói")
        verbose_name_plural = _("quy cách đóng gói")
        ordering = ["position", "price", "pk"]
        constraints = [
            CheckConstraint(
                condition=Q(price__gte=1_000, price__lte=500_000_000),
                name="pack_price_is_real_money",
            ),
            CheckConstraint(condition=Q(net_content__gte=1), name="pack_holds_something"),
            CheckConstraint(condition=Q(gross_weight__gte=1), name="pack_weighs_something"),
            CheckConstraint(
                condition=Q(is_weighed=False) | Q(net_unit="g"), name="weighed_pack_is_in_grams"
            ),
            CheckConstraint(
                condition=Q(gtin__isnull=True) | Q(gtin__regex=r"^[0-9]{14}$"),
                name="pack_gtin_has_14_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product.name} · {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as Django's)
        """Keep the pack, and for ever that its GTIN is its own; IntegrityError if another's."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.gtin:
                self.trade_items.get_or_create(gtin=self.gtin)

    @property
    def unit_price(self) -> tuple[int, str]:
        """Đồng for 100 g, 100 ml or one piece, and that measure's name: for fair comparing."""
        if self.net_unit == self.Unit.PIECE:
            return round(self.price / self.net_content), str(self.Unit.PIECE.label)
        return round(self.price * 100 / self.net_content), f"100 {self.net_unit}"

    @property
    def price_by_thousand(self) -> tuple[int, str]:
        """Đồng for a kilo or a litre, and its name; of pieces, for one."""
        if self.net_unit == self.Unit.PIECE:
            return self.unit_price
        measure = "kg" if self.net_unit == self.Unit.GRAM else str(_("lít"))
        return round(self.price * 1000 / self.net_content), measure


class TradeItem(models.Model):
    """A GTIN and the pack it stands for; kept when the pack takes another, for labels are out."""

    gtin = models.CharField(_("GTIN (14 chữ số)"), max_length=14, unique=True)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="trade_items")

    class Meta:
        verbose_name = _("mã vạch đã dùng")
        verbose_name_plural = _("mã vạch đã dùng")
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(gtin__regex=r"^[0-9]{14}$"), name="trade_item_gtin_has_14_digits"
            )
        ]

    def __str__(self) -> str:
        return self.gtin


class Photo(models.Model):
    """A picture of a product, kept as WebP in three widths, with nothing hidden inside."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photos")
    small = models.ImageField(upload_to="photos/")
    medium = models.ImageField(upload_to="photos/")
    large = models.ImageField(upload_to="photos/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    description = models.CharField(_("ảnh chụp gì"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.description or f"photo {self.pk}"
