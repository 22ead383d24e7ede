"""What a program may ask for with an order besides the goods, each in a small object of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts.typed import StrictSerializer, Words, YesNo
from catalog.folding import tidy
from marketplace.checkout.forms.vouchers import LONGEST
from marketplace.orders import tax_codes


class TidyWords(Words):
    """Words without invisible letters and double spaces."""

    def to_internal_value(self, data: object) -> str:
        return tidy(super().to_internal_value(data))


class GiftSerializer(StrictSerializer):
    """The goods are for somebody else."""

    message = TidyWords(most=300, default="", allow_blank=True)
    hides_prices = YesNo(default=True)


class CompanySerializer(StrictSerializer):
    """For whom the e-invoice is made out."""

    name = TidyWords(most=200)
    tax_code = Words(most=30, help_text=_("10, 13 hoặc 12 chữ số."))
    address = TidyWords(most=300)
    email = serializers.EmailField(max_length=254)

    def validate_tax_code(self, typed: str) -> str:
        try:
            return tax_codes.tidied(typed)
        except tax_codes.NotATaxCode as failure:
            raise ValidationError(
                _("Mã số thuế này chưa đúng."), code="not_a_tax_code"
            ) from failure


class VoucherCodesSerializer(StrictSerializer):
    """One code of each kind, taken off in this order."""

    producer = Words(most=LONGEST, default="", allow_blank=True)
    market = Words(most=LONGEST, default="", allow_blank=True)
    freight = Words(most=LONGEST, default="", allow_blank=True)
