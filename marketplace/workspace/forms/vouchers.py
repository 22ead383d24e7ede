"""What a producer says of a voucher of its own: filled in beforehand, to be saved as it stands."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.fields import WholeField
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.queries import LONGEST, free_code, tidied
from marketplace.workspace.forms.delivery.fields import MOST_GOODS

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from catalog.models import Producer

LONGEST_AHEAD = timedelta(days=366)
MOST_USES = 100_000
LASTS = timedelta(days=30)


def _sum(label: StrOrPromise, help_text: StrOrPromise = "", *, least: int = 1) -> WholeField:
    return WholeField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=MOST_GOODS,
        required=not help_text,
    )


def _day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class VoucherForm(forms.Form):
    """Days are whole: from the first moment of the first to the last moment of the last."""

    kind: ClassVar[str] = Voucher.Kind.PRODUCER
    preset: ClassVar[dict[str, Any]] = {
        "amount": "20.000",
        "least_spend": "200.000",
        "budget": "1.000.000",
        "uses": "50",
        "uses_each": "1",
    }

    code = forms.CharField(
        label=_("Mã người mua gõ"),
        max_length=2 * LONGEST,
        help_text=_("4 đến 20 chữ không dấu và số."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    amount = _sum(_("Giảm (đồng)"), _("Hoặc để trống và ghi phần trăm bên dưới."))
    percent = WholeField(label=_("Giảm (phần trăm)"), min_value=1, max_value=100, required=False)
    most = _sum(_("Nhiều nhất (đồng)"), _("Giảm phần trăm thì ghi mức nhiều nhất cho một đơn."))
    least_spend = _sum(_("Cho tiền hàng từ (đồng)"), _("Để trống nếu đơn nào cũng được."), least=0)
    budget = _sum(_("Nhà mình bỏ ra nhiều nhất, cả đợt (đồng)"))
    uses = WholeField(label=_("Số lượt, cả đợt"), min_value=1, max_value=MOST_USES)
    uses_each = WholeField(
        label=_("Mỗi số điện thoại dùng được mấy lần"), min_value=1, max_value=MOST_USES
    )
    first_day = _day(_("Từ ngày"))
    last_day = _day(_("Đến hết ngày"))

    def __init__(self, told: Any, *, producer: Producer) -> None:  # noqa: ANN401 (Django's)
        self.producer, today = producer, localdate()
        days = {"first_day": today, "last_day": today + LASTS}
        code = {"code": free_code(producer.slug)} if told is None else {}
        super().__init__(told, initial=self.preset | days | code)

    def clean_code(self) -> str:
        code = tidied(self.cleaned_data["code"])
        if not (code.isascii() and code.isalnum() and 4 <= len(code) <= LONGEST):  # noqa: PLR2004 (as the help says)
            raise forms.ValidationError(_("Mã gồm 4 đến 20 chữ không dấu và số, ví dụ CHETET26."))
        return code

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        self._refuse_two_ways(told)
        first, last = told.get("first_day"), told.get("last_day")
        if first and first < localdate() - LONGEST_AHEAD:
            self.add_error("first_day", _("Ngày này đã qua rồi."))
        if first and last and not first <= last <= localdate() + LONGEST_AHEAD:
            self.add_error("last_day", _("Ngày cuối nằm sau ngày đầu, trong vòng một năm."))
        if last and last < localdate():
            self.add_error("last_day", _("Ngày này đã qua rồi."))
        return told

    def voucher(self) -> Voucher:
        """What the producer has said; not kept yet."""
        told = self.cleaned_data
        return Voucher(
            code=told["code"],
            kind=self.kind,
            bearer=Voucher.Bearer.PRODUCER,
            producer=self.producer,
            amount=told["amount"],
            percent=told["percent"],
            most=told["most"],
            least_spend=told["least_spend"] or 0,
            budget=told["budget"],
            uses=told["uses"],
            uses_each=told["uses_each"],
            opens_at=_midnight(told["first_day"]),
            ends_at=_midnight(told["last_day"] + timedelta(days=1)),
        )

    def _refuse_two_ways(self, told: dict[str, Any]) -> None:
        """Either a sum, or a share of the price up to a sum."""
        if {"amount", "percent", "most"} & set(self.errors):
            return
        if bool(told.get("amount")) == bool(told.get("percent")):
            self.add_error("amount", _("Ghi số đồng hoặc phần trăm, một trong hai."))
        elif bool(told.get("percent")) != bool(told.get("most")):
            self.add_error("most", _("Mức nhiều nhất đi cùng phần trăm."))


class FreightForm(VoucherForm):
    """The same off what its own delivery costs."""

    kind = Voucher.Kind.FREIGHT
    preset: ClassVar[dict[str, Any]] = VoucherForm.preset | {
        "amount": "30.000",
        "least_spend": "300.000",
    }


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
