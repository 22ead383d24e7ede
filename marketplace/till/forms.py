"""What is chosen at the till, and whom a receipt goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import phone as phones
from accounts.fields import WholeField
from marketplace.till.wares import Chosen, NotToSell, item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BoundField
    from django.http import QueryDict

    from catalog.models import Producer
    from marketplace.till.wares import Ware
    from traceability.models import ItemCode

MOST_PACKS = 999
MOST_ITEMS = 100
LEAST, MOST = 1_000, 499_999_999
SCANNED = "ma"
"""The name under which a scanned code travels with the form, once for each item."""


class Row(NamedTuple):
    """A ware with its boxes; ``lot`` where it may be taken from several."""

    ware: Ware
    packs: BoundField
    lot: BoundField | None


class SaleForm(forms.Form):
    """Packs from the table and items by their codes; what is asked for all of it, if less."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.CharField(
        label=gettext_lazy("Mã trên tem"),
        required=False,
        max_length=MOST_ITEMS * 80,
        help_text=gettext_lazy("Nhiều món thì cách các mã bằng dấu cách."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    asked = WholeField(
        label=gettext_lazy("Bán cả mấy món này với giá"),
        required=False,
        min_value=LEAST,
        max_value=MOST,
        help_text=gettext_lazy("Chỉ ghi khi bớt cho khách. Không cao hơn giá niêm yết."),
    )
    is_adult = forms.BooleanField(
        label=gettext_lazy("Tôi đã xem: khách đủ 18 tuổi"), required=False
    )

    def __init__(
        self, told: QueryDict | None, *, producer: Producer, wares: Sequence[Ware]
    ) -> None:
        super().__init__(told, initial={"key": uuid4()})
        self.producer, self.wares = producer, wares
        self.items: list[ItemCode] = []
        for ware in wares:
            self.fields[f"n-{ware.pack.pk}"] = WholeField(
                label=str(ware.pack), required=False, min_value=0, max_value=MOST_PACKS
            )
            if len(ware.lots) > 1:
                self.fields[f"lot-{ware.pack.pk}"] = _lot_field(ware)
        ages = {ware.minimum_age for ware in wares} - {0}
        if ages:
            words = _("Tôi đã xem giấy tờ: khách đủ %(age)s tuổi") % {"age": max(ages)}
            self.fields["is_adult"].label = words
        else:
            del self.fields["is_adult"]

    @property
    def rows(self) -> list[Row]:
        """Wares that are there first; what has run out is shown last, and cannot be chosen."""
        return [
            Row(
                ware,
                self[f"n-{ware.pack.pk}"],
                self[f"lot-{ware.pack.pk}"] if len(ware.lots) > 1 else None,
            )
            for ware in sorted(self.wares, key=lambda one: not one.free)
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        typed = [*self._scanned(), *told.get("codes", "").split()]
        if len(typed) > MOST_ITEMS:
            raise forms.ValidationError(_("Một lần bán nhiều nhất một trăm mã."))
        for one in dict.fromkeys(typed):
            try:
                code = item(self.producer, one, on=localdate())
            except NotToSell as refusal:
                self.add_error("codes", str(refusal))
            else:
                if code not in self.items:
                    self.items.append(code)
        return told

    def chosen(self) -> Chosen:
        """Of a form that is valid."""
        told = self.cleaned_data
        packs = {ware.pack.pk: told.get(f"n-{ware.pack.pk}") or 0 for ware in self.wares}
        lots = {ware.pack.pk: told.get(f"lot-{ware.pack.pk}") for ware in self.wares}
        taken = {pack: number for pack, number in packs.items() if number}
        return Chosen(
            packs=taken,
            lots={pack: int(lot) for pack, lot in lots.items() if lot and pack in taken},
            items=self.items,
            asked=told["asked"],
            is_adult=bool(told.get("is_adult")),
        )

    def _scanned(self) -> list[str]:
        """At most one more than is allowed, however many were sent."""
        sent = self.data.getlist(SCANNED) if hasattr(self.data, "getlist") else []
        return [str(one)[:300] for one in sent[: MOST_ITEMS + 1] if str(one).strip()]


class ReceiptForm(forms.Form):
    """To whom the receipt goes."""

    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại của khách"),
        max_length=30,
        help_text=gettext_lazy("Khách nhận một tin nhắn có liên kết mở biên nhận."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        try:
            return phones.to_e164(self.cleaned_data["phone"])
        except phones.NotAPhone as failure:
            raise forms.ValidationError(
                _("Số này chưa đúng; số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.")
            ) from failure


def _lot_field(ware: Ware) -> forms.ChoiceField:
    lots = [(str(lot.pk), _lot_words(lot.code, lot.free, lot.best_before)) for lot in ware.lots]
    first = ("", _("Lô hết hạn trước"))
    return forms.ChoiceField(label=_("Lấy từ lô"), required=False, choices=[first, *lots])


def _lot_words(code: str, free: int, best_before: Any) -> str:  # noqa: ANN401 (a day or nothing)
    told = {"lot": code, "n": free}
    if best_before is None:
        return _("%(lot)s (còn %(n)s)") % told
    return _("%(lot)s (còn %(n)s, hạn %(day)s)") % (told | {"day": f"{best_before:%d/%m/%Y}"})
