"""A stall's beginning: steps that tick themselves off, from the first product to the first lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Photo, Producer, Product
from marketplace.payments.models import BankAccount
from traceability.models import Lot, Place

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import Promise


class Step(NamedTuple):
    """One thing to do, why, and the room where it is done."""

    is_done: bool
    words: Promise
    why: Promise
    icon: str
    room: str


class Beginning(NamedTuple):
    """All steps, in the order in which they are best taken."""

    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return self.done == len(self.steps)

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def beginning(producer: Producer, *, on: date) -> Beginning:
    """How far a stall has come. One query."""
    known = Producer.objects.filter(pk=producer.pk).values(
        product=_there(Product.objects.all(), "producer"),
        photo=_there(Photo.objects.all(), "product__producer"),
        pack=_there(Pack.objects.filter(is_active=True), "product__producer"),
        place=_there(Place.objects.all(), "producer"),
        lot=_there(Lot.objects.filter(completed_at__isnull=False), "producer"),
        shelf=_there(Product.objects.filter(published_at__isnull=False), "producer"),
        cleared=_there(Product.objects.filter(cleared_until__gt=on), "producer"),
        account=_there(BankAccount.objects.all(), "producer"),
    )
    there = cast("dict[str, bool]", known.get())
    there["identity"] = producer.identity_verified_at is not None
    there["address"] = bool(producer.address)
    return Beginning([Step(there[key], *words) for key, words in STEPS.items()])


def _there(rows: QuerySet[Any], via: str) -> Exists:
    return Exists(rows.filter(**{via: OuterRef("pk")}))


STEPS: dict[str, tuple[Promise, Promise, str, str]] = {
    "product": (
        _("Thêm món đầu tiên"),
        _("Tên, loại hàng, gói bao nhiêu, giá, một tấm ảnh: năm ô là xong."),
        "tag",
        "workspace:new_product",
    ),
    "identity": (
        _("Xác minh bạn là ai"),
        _("Cán bộ xã, tỉnh xem giấy tờ rồi duyệt."),
        "shield-check",
        "gate:papers",
    ),
    "address": (
        _("Ghi địa chỉ cơ sở"),
        _("Luật muốn người mua biết bạn ở đâu; tem và trang hàng cũng ghi."),
        "home",
        "workspace:address",
    ),
    "photo": (
        _("Chụp ảnh món hàng"),
        _("Chưa có ảnh thì chợ vẽ tạm nhãn cho."),
        "camera",
        "workspace:products",
    ),
    "pack": (
        _("Ghi giá"),
        _("Thấy ngay tiền về tay sau phí và thuế."),
        "banknote",
        "workspace:products",
    ),
    "place": (
        _("Ghi nơi trồng, nơi làm"),
        _("Vườn, ao, xưởng: nhật ký nào cũng cần một nơi."),
        "place",
        "traceability:places",
    ),
    "lot": (
        _("Ghi lô đầu tiên"),
        _("Kho là do các lô cộng lại, không phải gõ số tồn."),
        "lot",
        "traceability:new_lot",
    ),
    "account": (
        _("Ghi tài khoản nhận tiền"),
        _("Tiền bán hàng về đây; chỉ chủ gian hàng thấy số."),
        "card",
        "payouts:account",
    ),
    "cleared": (
        _("Nộp giấy tờ để được bán"),
        _("Mỗi loại hình, mỗi loại hàng cần vài giấy; chụp ảnh gửi, cán bộ duyệt."),
        "document",
        "gate:papers",
    ),
    "shelf": (
        _("Đưa hàng lên kệ"),
        _("Đủ các mục trên là bày bán được."),
        "store",
        "workspace:products",
    ),
}
