"""What the law asks of the page behind a label, field by field, and where each is filled in.

Ten fields of Circular 02/2024/TT-BKHCN and eight of Decree 37/2026/NĐ-CP, article 32. What a law
asks «if any» counts as met when there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from catalog.models import Policy
from traceability.models import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.utils.functional import Promise

    from traceability.models import Lot

CIRCULAR = _("Thông tư 02/2024/TT-BKHCN")
DECREE = _("Nghị định 37/2026/NĐ-CP, Điều 32")
PRODUCT, PRODUCER, LOT, EVENTS = "product", "producer", "lot", "events"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the checks look at, read once."""

    lot: Lot
    has_photo: bool
    has_stage_with_place: bool
    policy: Policy | None


@dataclass(frozen=True, slots=True)
class Check:
    """One field a law asks for: ``where`` is the page on which the producer fills it in."""

    law: Promise
    number: int
    label: str | Promise
    how: str | Promise
    where: str
    is_met: Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check against one lot."""

    check: Check
    is_met: bool

    @property
    def label(self) -> str:
        return str(self.check.label)


def findings(lot: Lot, *, at: datetime) -> list[Finding]:
    """Every check against this lot, in the order of the laws."""
    facts = _read(lot, at)
    return [Finding(check, check.is_met(facts)) for check in CHECKS]


def meters(found: Sequence[Finding]) -> list[tuple[str, int, int]]:
    """For each law: its name, how many fields are met, and of how many."""
    return [
        (str(law), sum(one.is_met for one in found if one.check.law == law), _count(law))
        for law in (CIRCULAR, DECREE)
    ]


def _count(law: Promise) -> int:
    return sum(check.law == law for check in CHECKS)


def _read(lot: Lot, at: datetime) -> Facts:
    product = lot.pack.product
    making = [Event.Stage.HARVEST, Event.Stage.PROCESSING]
    stages = Event.objects.standing().filter(lot=lot, stage__in=making, place__isnull=False)
    policies = Policy.objects.in_force(on=localdate(at))
    return Facts(
        lot=lot,
        has_photo=product.photos.exists(),
        has_stage_with_place=stages.exists(),
        policy=policies.filter(criteria_set=product.criteria_set_id).first(),
    )


def _is_named(facts: Facts) -> bool:
    return bool(facts.lot.pack.product.name)


def _is_pictured(facts: Facts) -> bool:
    """A photo; a fictional producer's goods have none and show a drawing that says so."""
    return facts.has_photo or facts.lot.producer.is_fictional


def _has_producer(facts: Facts) -> bool:
    return bool(facts.lot.producer.name)


def _has_address(facts: Facts) -> bool:
    return bool(facts.lot.producer.address or facts.lot.producer.commune_id)


def _has_stages(facts: Facts) -> bool:
    return facts.has_stage_with_place


def _has_making_date(facts: Facts) -> bool:
    return facts.lot.made_on is not None


def _has_code(facts: Facts) -> bool:
    return bool(facts.lot.trace_code)


def _has_serials(_facts: Facts) -> bool:
    """Brand, mark, model, serial, if any: every label carries a serial of its own."""
    return True


def _has_shelf_life(facts: Facts) -> bool:
    """If any: a product with a shelf life has lots with a day."""
    return facts.lot.best_before is not None or not facts.lot.pack.product.shelf_life_days


def _has_standard(facts: Facts) -> bool:
    return bool(facts.lot.pack.product.standard)


def _is_identified(facts: Facts) -> bool:
    """The name, and the GTIN where there is one; without, the trace code identifies."""
    return _is_named(facts) and bool(facts.lot.pack.gtin or facts.lot.trace_code)


def _is_accountable(facts: Facts) -> bool:
    return _has_producer(facts) and _has_address(facts)


def _has_last_place(facts: Facts) -> bool:
    return bool(facts.lot.workshop_id and facts.lot.workshop.commune_id)


def _has_papers(_facts: Facts) -> bool:
    """Certificates, if any: those uploaded are shown, and none is asked for."""
    return True


def _is_warned(facts: Facts) -> bool:
    """Safety warnings, if any: goods for which a law prescribes words carry them."""
    product = facts.lot.pack.product
    return bool(product.warning) or not (facts.policy and facts.policy.warning)


def _has_prescribed_numbers(facts: Facts) -> bool:
    """What other authorities ask: the licence or the declaration a policy in force names."""
    product, policy = facts.lot.pack.product, facts.policy
    if policy is None:
        return True
    licensed = bool(product.licence_number) or not policy.needs_licence
    return licensed and (bool(product.declaration_number) or not policy.needs_declaration)


CHECKS = (
    Check(CIRCULAR, 1, _("Tên sản phẩm"), _("Ghi tên trên trang sản phẩm."), PRODUCT, _is_named),
    Check(CIRCULAR, 2, _("Hình ảnh"), _("Chụp một tấm ảnh sản phẩm."), PRODUCT, _is_pictured),
    Check(CIRCULAR, 3, _("Tên cơ sở"), _("Ghi tên cơ sở."), PRODUCER, _has_producer),
    Check(CIRCULAR, 4, _("Địa chỉ cơ sở"), _("Ghi địa chỉ cơ sở."), PRODUCER, _has_address),
    Check(
        CIRCULAR,
        5,
        _("Công đoạn sản xuất"),
        _("Ghi ít nhất một lần thu hoạch hoặc chế biến, có nơi và giờ."),
        EVENTS,
        _has_stages,
    ),
    Check(CIRCULAR, 6, _("Ngày sản xuất"), _("Ghi khi mở lô."), LOT, _has_making_date),
    Check(CIRCULAR, 7, _("Mã truy xuất"), _("Chợ Gốc cấp khi mở lô."), LOT, _has_code),
    Check(CIRCULAR, 8, _("Nhãn hiệu, số sê-ri"), _("Mỗi tem một số riêng."), LOT, _has_serials),
    Check(CIRCULAR, 9, _("Hạn dùng"), _("Ghi hạn dùng khi mở lô."), LOT, _has_shelf_life),
    Check(
        CIRCULAR,
        10,
        _("Tiêu chuẩn áp dụng"),
        _("Ghi TCVN, QCVN hoặc tiêu chuẩn cơ sở trên trang sản phẩm."),
        PRODUCT,
        _has_standard,
    ),
    Check(DECREE, 1, _("Tên và mã định danh"), _("Ghi tên, GTIN nếu có."), PRODUCT, _is_identified),
    Check(
        DECREE,
        2,
        _("Người chịu trách nhiệm"),
        _("Ghi tên và địa chỉ cơ sở."),
        PRODUCER,
        _is_accountable,
    ),
    Check(
        DECREE,
        3,
        _("Nơi hoàn thiện cuối cùng"),
        _("Chọn nơi đóng gói khi mở lô."),
        LOT,
        _has_last_place,
    ),
    Check(DECREE, 4, _("Thông tin truy xuất"), _("Ghi các công đoạn của lô."), EVENTS, _has_stages),
    Check(DECREE, 5, _("Giấy chứng nhận"), _("Nếu có thì tải lên."), LOT, _has_papers),
    Check(
        DECREE,
        6,
        _("Ngày sản xuất, hạn dùng"),
        _("Ghi khi mở lô."),
        LOT,
        lambda facts: _has_making_date(facts) and _has_shelf_life(facts),
    ),
    Check(
        DECREE,
        7,
        _("Cảnh báo an toàn"),
        _("Ghi lời cảnh báo trên trang sản phẩm."),
        PRODUCT,
        _is_warned,
    ),
    Check(
        DECREE,
        8,
        _("Giấy phép, số công bố"),
        _("Ghi số giấy phép hoặc số công bố mà loại hàng này cần."),
        PRODUCT,
        _has_prescribed_numbers,
    ),
)
