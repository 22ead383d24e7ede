"""Who buys, where to, and how they pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import phone as phones
from catalog.models import Province
from marketplace.addresses.forms import ReceiverForm, TidyField
from marketplace.checkout.forms.fields import ProvinceField, SumField
from marketplace.checkout.forms.vouchers import VouchersForm
from marketplace.checkout.forms.wishes import WishesForm
from marketplace.orders.actions.placing import Buyer
from marketplace.payments import registry

if TYPE_CHECKING:
    from django.forms import BoundField

    from accounts.models import User
    from marketplace.cart.queries import Basket, Shop
    from marketplace.orders.models import OrderGroup


ASKS_THE_TOTAL = {
    "hx-get": reverse_lazy("checkout:summary"),
    "hx-target": "#tong-tien",
    "hx-include": (
        "[name=province], [name=commune][type=hidden], #ma-giam-gia input, "
        "#tong-tien [type=radio]:checked"
    ),
}


class CheckoutForm(ReceiverForm, VouchersForm, WishesForm):
    """After ``is_valid``: :meth:`buyer` and :attr:`ways`.

    Each producer of the basket has two fields of its own: ``way-<key>`` and ``note-<key>``.
    """

    communes_at = reverse_lazy("checkout:communes")
    key = forms.UUIDField(widget=forms.HiddenInput)
    expected_total = SumField(widget=forms.HiddenInput, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    province = ProvinceField(
        label=_("Tỉnh, thành phố"),
        queryset=Province.objects.all(),
        empty_label=_("Chọn tỉnh…"),
        widget=forms.Select(attrs=ASKS_THE_TOTAL),
    )
    note = TidyField(label=_("Lời nhắn cho mọi người bán"), max_length=500, required=False)
    gateway = forms.ChoiceField(label=_("Cách trả tiền"), widget=forms.RadioSelect)
    is_adult = forms.BooleanField(label=_("Tôi đã đủ 18 tuổi"), required=False)

    shops: list[Shop]

    def __init__(self, *args: Any, wanted: Basket, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.shops = wanted.shops
        self.fields["phone"].help_text = _("Để người giao hàng gọi, và để bạn tra cứu đơn.")
        if any(way.is_pickup for shop in wanted.shops for way in shop.ways):
            self.fields["street"].required = False
            self.fields["street"].help_text = _("Bạn đến lấy thì để trống.")
        for shop in wanted.shops:
            self._ask_of(shop)
        ways = [(way.name, way.label) for way in registry.ways(amount=wanted.goods_total)]
        self.fields["gateway"] = forms.ChoiceField(
            label=_("Cách trả tiền"),
            widget=forms.RadioSelect,
            choices=ways,
            initial=ways[0][0] if ways else None,
        )
        if wanted.minimum_age:
            self.fields["is_adult"].required = True
            self.fields["is_adult"].label = _("Tôi đã đủ %(age)s tuổi") % {
                "age": wanted.minimum_age
            }
        else:
            del self.fields["is_adult"]

    @property
    def ways(self) -> dict[int, int]:
        """The ways chosen, by producer (keys); the market's own tariff is no choice."""
        told = {shop.producer.pk: self.cleaned_data.get(_way(shop)) for shop in self.shops}
        return {producer: int(key) for producer, key in told.items() if key and int(key)}

    @property
    def wishes_nothing_yet(self) -> bool:
        """Neither a gift nor an invoice nor a voucher was ever touched on this form."""
        extras = {*WishesForm.base_fields, *VouchersForm.base_fields}
        return not self.is_bound and extras.isdisjoint(self.initial)

    def notes_of(self) -> list[BoundField]:
        """The fields for a word to one producer, where there are several."""
        return [self[_note(shop)] for shop in self.shops if _note(shop) in self.fields]

    def _ask_of(self, shop: Shop) -> None:
        ways = [(str(way.key), way.name) for way in shop.ways]
        self.fields[_way(shop)] = forms.ChoiceField(
            label=_("Cách giao của %(producer)s") % {"producer": shop.producer},
            choices=ways,
            required=False,
            error_messages={"invalid_choice": _("Cách giao này không còn; xin chọn cách khác.")},
        )
        if len(self.shops) > 1:
            self.fields[_note(shop)] = TidyField(
                label=_("Lời nhắn riêng cho %(producer)s") % {"producer": shop.producer},
                max_length=300,
                required=False,
            )

    def buyer(self, user: User | None) -> Buyer:
        """Who buys, from a valid form."""
        told = self.cleaned_data
        return Buyer(
            name=told["name"],
            phone=told["phone"],
            email=told["email"],
            commune=told["commune"],
            street=told["street"],
            note=told["note"],
            user=user,
            notes={shop.producer.pk: told.get(_note(shop), "") for shop in self.shops},
            gift=self.present(),
            company=self.company(),
        )


def _way(shop: Shop) -> str:
    return f"way-{shop.producer.pk}"


def _note(shop: Shop) -> str:
    return f"note-{shop.producer.pk}"


def look_of(wanted: Basket) -> str:
    """All that decides how the questions look to somebody who has not begun to answer."""
    several = wanted.shops if len(wanted.shops) > 1 else []
    told = (
        get_language(),
        any(way.is_pickup for shop in wanted.shops for way in shop.ways),
        wanted.minimum_age,
        [way.name for way in registry.ways(amount=wanted.goods_total)],
        [(shop.producer.pk, str(shop.producer)) for shop in several],
    )
    return str(told)


def from_last_order(last: OrderGroup | None, user: User | None) -> dict[str, Any]:
    """What a returning buyer need not type again."""
    if last is not None:
        return {
            "name": last.buyer_name,
            "phone": phones.to_national(last.buyer_phone),
            "email": last.buyer_email,
            "province": last.commune.province_id,
            "commune": last.commune.code,
            "commune_name": last.commune.name,
            "street": last.street,
        }
    if user is None:
        return {}
    return {"name": user.full_name, "phone": user.phone_national, "email": user.email}
