"""What an order is worth to its seller now, as items of an invoice, and what was invoiced of it.

The discount that the producer bears lowers the price; what the market or a programme bears is paid
to the producer all the same. What is owed back lowers it too, in proportion to what was paid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from marketplace.invoices.documents import phrases
from marketplace.invoices.documents.taxes import Item
from marketplace.invoices.queries import goods
from marketplace.orders.models import RefundDue
from marketplace.vouchers.models import Voucher

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from catalog.models import Product
    from marketplace.invoices.documents.bill import Bill
    from marketplace.invoices.models import InvoiceSeller
    from marketplace.orders.models import Line, Order

DELIVERY = "delivery"
NOT_SENT = {
    *(RefundDue.Reason.RECALL, RefundDue.Reason.SHORTFALL, RefundDue.Reason.CANCELLED),
    *(RefundDue.Reason.SHORT_SHIPPED, RefundDue.Reason.SUBSTITUTED, RefundDue.Reason.WITHDRAWAL),
}
"""Of other refunds the packs stay with the buyer and only their price falls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """``refunded`` đồng owed back are in it already."""

    items: list[Item]
    refunded: int


def worth(order: Order, seller: InvoiceSeller, *, on: date) -> Worth:
    """At the rates of that day. Three queries, one more where VAT is stated."""
    dues = list(order.refunds_due.all())
    lines = list(order.lines.select_related("pack__product").order_by("pk"))
    rates = _rates([line.pack.product for line in lines], seller, on)
    items = [
        _line(line, [due for due in dues if due.line_id == line.pk], rate)
        for line, rate in zip(lines, rates, strict=True)
    ]
    items.append(_delivery(order, [due for due in dues if due.line_id is None], seller))
    return Worth(items=[one for one in items if one.gross], refunded=sum(d.amount for d in dues))


def _rates(products: list[Product], seller: InvoiceSeller, on: date) -> list[str]:
    """What each bears: by its own row or its shelf's, else what the seller says of all its goods.

    Form 2 states none.
    """
    if not seller.goods_rate:
        return [""] * len(products)
    known = goods.rates_of(products, on=on)
    return [known[one.pk].code if one.pk in known else seller.goods_rate for one in products]


def _line(line: Line, dues: list[RefundDue], rate: str) -> Item:
    price = line.total - line.own_discount
    gone = _share(price, sum(due.amount for due in dues), line.paid)
    packs = sum(due.packs for due in dues if due.reason in NOT_SENT)
    left = price - gone
    return Item(
        key=str(line.pk),
        name=line.name,
        code=line.pack.gtin or "",
        unit=line.pack.name,
        quantity=max(1, line.quantity - packs),
        gross=left,
        discount=line.own_discount * left // price if price else 0,
        rate=rate,
    )


def _delivery(order: Order, dues: list[RefundDue], seller: InvoiceSeller) -> Item:
    freight = order.group.voucher_uses.filter(
        kind=Voucher.Kind.FREIGHT, bearer=Voucher.Bearer.PRODUCER
    )
    own = order.delivery_discount if order.delivery_discount and freight.exists() else 0
    price = order.delivery_fee - own
    gone = _share(price, sum(due.amount for due in dues), order.delivery_paid)
    left = price - gone
    discount = own * left // price if price else 0
    return Item(
        key=DELIVERY,
        name=phrases.DELIVERY,
        gross=left,
        discount=discount,
        quantity=1,
        rate=seller.delivery_rate,
    )


def _share(price: int, refunded: int, paid: int) -> int:
    """So much of a price goes when so much of what was paid for it goes back."""
    return price * refunded // paid if paid else 0


def taken_off(now: Worth, bills: Iterable[Bill]) -> list[Item]:
    """What was invoiced in ``bills`` and is worth less now, as items that take it off."""
    invoiced: dict[str, Item] = {}
    for bill in bills:
        for item in bill.items:
            known = invoiced.get(item.key)
            gross = item.gross + (known.gross if known else 0)
            invoiced[item.key] = replace(known or item, gross=gross)
    left = {item.key: item.gross for item in now.items}
    less = [(item, left.get(key, 0) - item.gross) for key, item in invoiced.items()]
    return [
        replace(item, name=f"{phrases.LESS}{item.name}", gross=gross, discount=0, quantity=None)
        for item, gross in less
        if gross < 0
    ]
