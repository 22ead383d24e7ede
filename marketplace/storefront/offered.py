"""A pack as Google's product data specification has it: its attributes by name, in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.storefront.addresses import absolute
from marketplace.storefront.pictures import picture
from traceability.gs1.check import is_for_demonstration

if TYPE_CHECKING:
    from catalog.models import Pack
    from marketplace.storefront.queries.machines import Sold

IN_STOCK, TO_COME, SOLD_OUT = "in_stock", "preorder", "out_of_stock"
CURRENCY = "VND"


def attributes(sold: Sold) -> dict[str, str | dict[str, str]]:
    """What is empty is left out. Prices are whole đồng: «95000 VND»."""
    pack, product = sold.pack, sold.pack.product
    address = absolute(product.get_absolute_url())
    return {
        "id": str(pack.pk),
        "item_group_id": product.slug if sold.has_others else "",
        "title": f"{product.name}, {pack.name}",
        "description": product.description or product.name,
        "link": address,
        "canonical_link": address,
        "image_link": absolute(picture(product, stars=sold.stars)["large"]),
        "availability": _availability(sold),
        "availability_date": _first_sent(sold),
        "price": _money(pack.price),
        **_measured(pack),
        "brand": product.producer.name,
        **_identified(pack),
        "condition": "new",
        "adult": "no",
        "product_type": product.shelf.name,
        "shipping_weight": f"{pack.gross_weight} g",
        "shipping": _shipping(sold.freight),
    }


def _availability(sold: Sold) -> str:
    if sold.pack.free > 0:
        return IN_STOCK
    return TO_COME if sold.pack.plan and sold.pack.plan_left > 0 else SOLD_OUT


def _first_sent(sold: Sold) -> str:
    """Of what is ordered beforehand: noon of the last day it is sent."""
    if _availability(sold) != TO_COME:
        return ""
    return f"{sold.pack.plan_ship_by.isoformat()}T12:00+0700"


def _measured(pack: Pack) -> dict[str, str]:
    """For the price by weight or volume; of pieces there is none."""
    if pack.net_unit == pack.Unit.PIECE:
        return {}
    return {
        "unit_pricing_measure": f"{pack.net_content} {pack.net_unit}",
        "unit_pricing_base_measure": f"100 {pack.net_unit}",
    }


def _identified(pack: Pack) -> dict[str, str]:
    """A GTIN that GS1 has given; its numbers for demonstration identify nothing."""
    if not pack.gtin or is_for_demonstration(pack.gtin):
        return {"identifier_exists": "no"}
    return {"gtin": pack.gtin.removeprefix("0")}


def _shipping(freight: int | None) -> dict[str, str]:
    """The dearest of the usual way, at home or elsewhere in the country."""
    if freight is None:
        return {}
    return {"country": "VN", "price": _money(freight)}


def _money(amount: int) -> str:
    return f"{amount} {CURRENCY}"
