"""An order as a program asks for it, and as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts import phone as phones
from accounts.typed import StrictSerializer, WholeNumber, Words, YesNo
from catalog.api import ProducerNameSerializer
from catalog.models import Commune
from marketplace.checkout import queries
from marketplace.checkout.api.asked import (
    CompanySerializer,
    GiftSerializer,
    TidyWords,
    VoucherCodesSerializer,
)
from marketplace.orders.actions.placing import Buyer, Company, Present, Wanted
from marketplace.orders.api import OrderGroupDetailSerializer
from marketplace.payments import registry
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import User

DEAREST = 10**12  # đồng; beyond any basket
LARGEST_KEY = 2**63 - 1


class BuyerSerializer(StrictSerializer):
    """Who receives, and where: the code of a commune of today."""

    name = TidyWords(most=120)
    phone = Words(most=30)
    email = serializers.EmailField(max_length=254, default="", allow_blank=True)
    commune = Words(most=5, help_text=_("Mã xã, phường hiện nay."))
    street = TidyWords(
        most=200,
        default="",
        allow_blank=True,
        help_text=_("Chỉ để trống được khi mọi món đều đến lấy."),
    )

    def validate_phone(self, typed: str) -> str:
        try:
            return phones.to_e164(typed)
        except phones.NotAPhone as failure:
            raise ValidationError(
                _("Số này chưa đúng; ví dụ 0912345678 hoặc +84912345678."), code="not_a_phone"
            ) from failure

    def validate_commune(self, code: str) -> Commune:
        commune = Commune.objects.of_today().select_related("province").filter(code=code).first()
        if commune is None:
            raise ValidationError(_("Không có xã, phường nào mã này."), code="unknown_commune")
        return commune


class PlacingSerializer(StrictSerializer):
    """``expected_total``: what the buyer agreed to pay, in đồng."""

    receiver = BuyerSerializer()
    note = TidyWords(most=500, default="", allow_blank=True)
    notes = serializers.DictField(
        child=TidyWords(most=300),
        default=dict,
        help_text=_("Lời nhắn riêng, theo đường dẫn của chủ thể."),
    )
    gateway = Words(most=20)
    expected_total = WholeNumber(
        least=0, most=DEAREST, help_text=_("Tổng tiền người mua đã đồng ý, lấy từ basket/quote.")
    )
    is_adult = YesNo(default=False)
    methods = serializers.DictField(
        child=WholeNumber(least=1, most=LARGEST_KEY),
        default=dict,
        help_text=_(
            "Cách giao đã chọn, theo đường dẫn của chủ thể; để trống thì lấy cách rẻ nhất."
        ),
    )

    vouchers = VoucherCodesSerializer(required=False)
    gift = GiftSerializer(required=False, allow_null=True)
    company = CompanySerializer(required=False, allow_null=True)

    def validate_gateway(self, name: str) -> str:
        if name not in registry.names():
            names = ", ".join(registry.names())
            raise ValidationError(
                _("Xin chọn một trong: %(all)s.") % {"all": names}, code="unknown_gateway"
            )
        return name

    def buyer(self, user: User, notes: Mapping[int, str]) -> Buyer:
        """``notes`` by producer (keys)."""
        told = self.validated_data
        gift, company = told.get("gift"), told.get("company")
        return Buyer(
            **told["receiver"],
            note=told["note"],
            user=user,
            notes=notes,
            gift=Present(**gift) if gift else None,
            company=Company(**company) if company else None,
        )


class TransferSerializer(serializers.Serializer[dict[str, str]]):
    """For a bank transfer: what the VietQR says, and the same in words."""

    qr = serializers.CharField(default="")
    bank = serializers.CharField(default="")
    account = serializers.CharField(default="")
    holder = serializers.CharField(default="")
    memo = serializers.CharField(default="")


class PaymentSerializer(serializers.ModelSerializer[Payment]):
    """How to pay; ``page`` is for people, ``redirect_url`` where a card is asked for."""

    redirect_url = serializers.CharField()
    transfer = TransferSerializer()
    page = serializers.SerializerMethodField()

    class Meta:
        model = Payment
        fields = [
            "reference",
            "gateway",
            "state",
            "amount",
            "expires_at",
            "redirect_url",
            "transfer",
            "page",
        ]

    def get_page(self, payment: Payment) -> str:
        return settings.SITE_URL + reverse("payments:pay", args=[payment.reference])


class PlacedSerializer(serializers.Serializer[Payment]):
    order = OrderGroupDetailSerializer(source="group")
    payment = PaymentSerializer(source="*")


class QuoteParcelSerializer(serializers.Serializer[Wanted]):
    producer = ProducerNameSerializer()
    method = serializers.IntegerField(
        allow_null=True, help_text=_("Cách giao; trống là biểu phí của chợ.")
    )
    method_name = serializers.CharField(source="words")
    goods_total = serializers.IntegerField()
    goods_discount = serializers.IntegerField(source="off.goods")
    delivery_fee = serializers.IntegerField()
    delivery_discount = serializers.IntegerField(source="off.fee")


class QuoteSerializer(serializers.Serializer[queries.Quote]):
    """What the basket comes to; ``total`` is the ``expected_total`` of an order when ``is_exact``.

    Of a province as a whole the delivery may cost more in some communes: up to ``most`` in all.
    """

    is_exact = serializers.BooleanField()
    most = serializers.IntegerField(help_text=_("Tổng cao nhất trong tỉnh, nếu chưa rõ xã."))

    parcels = QuoteParcelSerializer(many=True)
    goods_total = serializers.IntegerField()
    delivery_total = serializers.IntegerField()
    discount = serializers.IntegerField(help_text=_("Số đồng các mã giảm bớt."))
    total = serializers.IntegerField()
