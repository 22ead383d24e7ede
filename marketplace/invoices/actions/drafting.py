"""Drafts of invoices: of orders handed over, of what is taken off them later, of replacements."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import Error, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.invoices.actions.moves import NotReady, lock, note
from marketplace.invoices.documents import phrases
from marketplace.invoices.documents.bill import Bill, Form, Party, Related, Relation, told
from marketplace.invoices.documents.series import series
from marketplace.invoices.models import Invoice, InvoiceSeller
from marketplace.invoices.queries import lists
from marketplace.invoices.queries.worth import Worth, taken_off, worth
from marketplace.orders.actions.states import lock_order
from marketplace.orders.models import CompanyInvoice, Order

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from marketplace.invoices.documents.taxes import Item

log = logging.getLogger(__name__)
State = Invoice.State
MOST_AT_ONCE = 200


@transaction.atomic
def draft_invoice(*, order: Order, by: User | None, at: datetime) -> Invoice:
    """What an order still needs: its first invoice, or one that takes off what is owed back since.

    A draft that is there is worked out anew. :class:`NotReady` where nothing left the stall, the
    seller has not told its details, or nothing is to be invoiced.
    """
    order = lock_order(order)
    if order.shipped_at is None:
        raise NotReady(_("Đơn chưa giao đi: hoá đơn lập khi giao hàng."))
    draft = order.invoices.filter(state=State.DRAFT).first()
    if draft is None:
        draft = _blank(order, _to_adjust(order), at)
    else:
        draft.order = order
    write(draft, on=localdate(at))
    if not draft.content.items:
        raise NotReady(_("Đơn này không còn gì phải lập hoá đơn."))
    is_new = draft.pk is None
    draft.save()
    if is_new:
        note(draft, "drafted", by=by, at=at, total=draft.total)
    return draft


@transaction.atomic
def draft_replacement(
    *, invoice: Invoice, buyer: Party, reason: str, by: User, at: datetime
) -> Invoice:
    """An invoice to stand in place of one that is wrong, or was rejected, with this buyer."""
    invoice = lock(invoice)
    if State.REPLACED not in Invoice.MOVES[State(invoice.state)]:
        raise NotReady(_("Chỉ thay thế được hoá đơn đã ký và chưa bị điều chỉnh."))
    if invoice.order.invoices.filter(state=State.DRAFT).exists():
        raise NotReady(_("Đơn này còn một hoá đơn chưa ký; ký xong rồi hãy thay thế."))
    if invoice.relation == Relation.ADJUSTS:
        raise NotReady(_("Hoá đơn điều chỉnh thì không thay thế được."))
    draft = _blank(invoice.order, None, at)
    draft.relation, draft.origin, draft.reason = Relation.REPLACES.value, invoice, reason
    write(draft, on=localdate(at), buyer=buyer)
    if not draft.content.items:
        raise NotReady(_("Đơn này không còn gì phải lập hoá đơn."))
    draft.save()
    note(draft, "drafted", by=by, at=at, total=draft.total)
    return draft


def draft_due(*, at: datetime) -> int:
    """Draft what orders handed over, and refunds since, ask for; say how many. One by one."""
    return sum(_drafted(rows, at) for rows in (lists.to_draft(), lists.to_adjust()))


def _drafted(rows: QuerySet[Order], at: datetime) -> int:
    made = 0
    for order in rows.select_related("group")[:MOST_AT_ONCE]:
        try:
            draft_invoice(order=order, by=None, at=at)
        except NotReady:
            continue
        except Error:
            log.exception("an invoice was not drafted; it will be tried again")
            continue
        made += 1
    return made


def write(draft: Invoice, *, on: date, buyer: Party | None = None) -> None:
    """Work a draft out as things are now; not saved. A replacement keeps the buyer it was given."""
    seller = _seller(draft.order)
    now = worth(draft.order, seller, on=on)
    _refuse_ended({item.rate for item in now.items}, on)
    if draft.relation == Relation.REPLACES and buyer is None:
        buyer = draft.content.buyer
    content = Bill(
        form=Form(seller.form),
        series=series(year=on.year, use=seller.use, letters=seller.letters),
        issued_on=on,
        seller=Party(name=seller.name, tax_code=seller.tax_code, address=seller.address),
        buyer=buyer or _buyer(draft),
        items=tuple(_items(draft, now)),
        related=_related(draft),
    )
    draft.bill, draft.total, draft.refunded = told(content), content.total, now.refunded


def _items(draft: Invoice, now: Worth) -> list[Item]:
    if draft.relation != Relation.ADJUSTS:
        return now.items
    standing = draft.order.invoices.standing().exclude(pk=draft.pk)
    return taken_off(now, [one.content for one in standing])


def _seller(order: Order) -> InvoiceSeller:
    seller = lists.seller_of(order.producer)
    if seller is None:
        raise NotReady(_("Hãy điền thông tin hoá đơn của nhà mình trước."))
    return seller


def _refuse_ended(rates: Collection[str], on: date) -> None:
    ended = lists.out_of_force(rates, on=on)
    if ended:
        raise NotReady(
            _("Thuế suất %(rates)s không còn hiệu lực; hãy chọn lại ở thông tin hoá đơn.")
            % {"rates": ", ".join(ended)}
        )


def _buyer(draft: Invoice) -> Party:
    """The firm that was asked for; otherwise the person who receives, and the commune."""
    if draft.origin is not None:
        return draft.origin.content.buyer
    group = draft.order.group
    company = CompanyInvoice.objects.filter(group=group).first()
    if company is None:
        place = "" if draft.order.at_stall else group.place_text
        return Party(person=group.buyer_name, address=place)
    return Party(
        name=company.name,
        tax_code=company.tax_code,
        address=company.address,
        person=group.buyer_name,
        email=company.email,
    )


def _to_adjust(order: Order) -> Invoice | None:
    """The invoice that stands for an order, if it has one; :class:`NotReady` if rejected."""
    first = order.invoices.standing().exclude(relation=Relation.ADJUSTS).first()
    if first is not None and first.state == State.REJECTED:
        raise NotReady(_("Hoá đơn của đơn này bị từ chối; hãy lập hoá đơn thay thế."))
    return first


def _blank(order: Order, origin: Invoice | None, at: datetime) -> Invoice:
    last = order.invoices.aggregate(n=Max("version"))["n"] or 0
    return Invoice(
        order=order,
        version=last + 1,
        relation=Relation.ADJUSTS.value if origin else "",
        origin=origin,
        reason=phrases.LESS_IS_OWED if origin else "",
        drafted_at=at,
    )


def _related(draft: Invoice) -> Related | None:
    if draft.origin is None:
        return None
    content = draft.origin.content
    assert content.number is not None  # noqa: S101 (only what is signed is corrected)
    return Related(
        relation=Relation(draft.relation),
        form=content.form,
        series=content.series,
        number=content.number,
        issued_on=content.issued_on,
        reason=draft.reason,
    )
