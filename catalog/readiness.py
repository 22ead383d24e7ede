"""What a product still needs before it may stand before shoppers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from catalog.gate import checklist
from catalog.models import Policy, Producer

if TYPE_CHECKING:
    from datetime import date

    from catalog.models import Product


class Gap(NamedTuple):
    """One thing missing: ``field`` says where to fill it in, ``words`` say it to the producer."""

    field: str
    words: str


def what_is_missing(product: Product, *, on: date) -> list[Gap]:
    """Empty when the product may be published on that day.

    Who and where, E-commerce Law 122/2025/QH15 art. 17; licences by the dated policies of its kind.
    """
    asked = {
        Gap("description", _("Viết vài câu giới thiệu sản phẩm.")): product.description,
        Gap("commune", _("Ghi xã, phường nơi làm ra.")): product.commune_id,
        Gap("packs", _("Thêm ít nhất một quy cách có giá.")): product.packs.filter(
            is_active=True
        ).exists(),
        Gap("producer", _("Chờ cán bộ xác minh chủ thể.")): product.producer.identity_verified_at,
        Gap("producer", _("Chờ cán bộ ghi loại hình chủ thể: doanh nghiệp, hợp tác xã, hộ…")): (
            product.producer.kind != Producer.Kind.UNKNOWN
        ),
    }
    missing = [gap for gap, given in asked.items() if not given]
    return missing + _numbers_missing(product, on) + _papers_missing(product, on)


def _numbers_missing(product: Product, on: date) -> list[Gap]:
    policies = Policy.objects.in_force(on=on).filter(criteria_set=product.criteria_set_id)
    gaps = []
    for policy in policies:
        if policy.needs_licence and not product.licence_number:
            gaps.append(Gap("licence_number", _("Ghi số giấy phép bán rượu.")))
        if policy.needs_declaration and not product.declaration_number:
            gaps.append(Gap("declaration_number", _("Ghi số công bố sản phẩm.")))
    return gaps


def _papers_missing(product: Product, on: date) -> list[Gap]:
    """Why the gate is shut, where it is (:mod:`catalog.gate`)."""
    if product.is_cleared(on=on):
        return []
    answers = checklist.of_product(product, on=on)
    shut = [Gap("papers", answer.said) for answer in answers if not answer.is_met]
    return shut or [Gap("papers", _("Chờ chợ xem lại giấy tờ của gian hàng."))]
