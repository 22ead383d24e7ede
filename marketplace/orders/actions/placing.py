"""Placing orders: one for each producer of a checkout, their goods held from lots."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from accounts import journal
from accounts.inserts import insert, insert_one
from accounts.language import language_in_use
from accounts.prepared import Prepared
from marketplace.fees import queries as fees
from marketplace.orders.actions import caps, savings
from marketplace.orders.codes import mint_code, mint_token
from marketplace.orders.models import (
    Allocation,
    CompanyInvoice,
    Gift,
    Line,
    Order,
    OrderGroup,
    Preorder,
)
from marketplace.orders.queries import sold_since
from marketplace.selling import actions as selling
from marketplace.vouchers.discounts import Off
from traceability.actions import stock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Commune, Pack, Producer
    from marketplace.orders.actions.savings import Saving


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A gift: the words that go with it, and whether prices stay out of the parcel."""

    message: str
    hides_prices: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """For whom the e-invoice is made out; the tax code as :mod:`tax_codes` writes it."""

    name: str
    tax_code: str
    address: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Who buys and where to; ``phone`` in E.164. ``user`` is None for a guest.

    ``visit`` is the key of the cart it is bought with, if it was one. ``notes`` are for one
    producer (by key) each.
    """

    name: str
    phone: str
    commune: Commune
    street: str
    email: str = ""
    note: str = ""
    user: User | None = None
    visit: UUID | None = None
    notes: Mapping[int, str] = field(default_factory=dict)
    gift: Present | None = None
    company: Company | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceToFace:
    """Sold at the stall by ``seller``, out of the lots chosen (pack key: lot key: packs)."""

    seller: User
    lots: Mapping[int, Mapping[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One order to be: the packs of one producer at today's prices, and its fee in đồng.

    ``planned`` names the planned lots (pack key: its key) of what is ordered beforehand;
    ``method`` is the key of the way it comes, None by the market's tariff, ``words`` says it;
    ``is_fetched``: it waits at a pick-up point. ``off`` is what vouchers take off.
    """

    producer: Producer
    packs: Sequence[tuple[Pack, int]]
    delivery_fee: int
    planned: Mapping[int, int] = field(default_factory=dict)
    method: int | None = None
    words: str = ""
    is_fetched: bool = False
    off: Off = field(default_factory=Off)

    @property
    def prices(self) -> list[int]:
        """Of each line."""
        return [pack.price * quantity for pack, quantity in self.packs]

    @property
    def goods_total(self) -> int:
        return sum(self.prices)

    @property
    def total(self) -> int:
        return self.goods_total + self.delivery_fee - self.off.total


@transaction.atomic(savepoint=False)
def place_orders(
    *,
    buyer: Buyer,
    wanted: Sequence[Wanted],
    key: UUID,
    held_until: datetime,
    at: datetime,
    saved: Sequence[Saving] = (),
    stall: FaceToFace | None = None,
) -> OrderGroup:
    """Hold the goods and write down what was agreed, or raise and write nothing.

    Raises ``stock.OutOfStock``, also beyond a week's or a planned lot's cap,
    ``caps.HoldsTooMuch``, and ``vouchers.Refused`` where ``saved`` (which the parcels' ``off``
    adds up to) cannot be had any more.

    ``key`` is unique to one press of the button; the caller has looked for it before. What is sold
    face to face (``stall``) is counted in its week, and stopped by no cap of it.
    """
    if stall is None:
        caps.refuse_hoarding(buyer=buyer, at=at)
    code = _unused_code()
    held = _by_pack(_hold(wanted, code, at, stall))
    group = _open_group(buyer, wanted, code, key, held_until, at)
    _write_wishes(group, buyer)
    orders = _open_orders(group, wanted, buyer.notes, stall)
    lines = _write_lines(orders, wanted, on=localdate(at))
    _fill(lines, held)
    _write_preorders(lines, wanted, at)
    savings.hold(group=group, savings=saved, at=at)
    by = stall.seller if stall else buyer.user
    journal.record(actor=by, verb="placed", subject=group, at=at, total=group.total)
    return group


def _hold(
    wanted: Sequence[Wanted], code: str, at: datetime, stall: FaceToFace | None
) -> list[stock.Held]:
    """First the lots, then the weeks, then what is still to come: the same way round everywhere."""
    now_: dict[int, int] = {}
    later: dict[int, int] = {}
    for parcel in wanted:
        for pack, quantity in parcel.packs:
            (later if pack.pk in parcel.planned else now_)[pack.pk] = quantity
    held = stock.hold(wanted=now_, at=at, cause=code, chosen=stall.lots if stall else None)
    must_fit = stall is None
    selling.count_week(wanted=now_, on=localdate(at), earlier=sold_since, must_fit=must_fit)
    plans = {plan: later[pack] for one in wanted for pack, plan in one.planned.items()}
    for plan, quantity in sorted(plans.items()):
        selling.promise(planned=plan, packs=quantity, at=at)
    return held


def _by_pack(held: list[stock.Held]) -> dict[int, list[stock.Held]]:
    parts: dict[int, list[stock.Held]] = defaultdict(list)
    for part in held:
        parts[part.pack_id].append(part)
    return parts


def _open_group(
    buyer: Buyer,
    wanted: Sequence[Wanted],
    code: str,
    key: UUID,
    held_until: datetime,
    at: datetime,
) -> OrderGroup:
    return insert_one(
        OrderGroup(
            code=code,
            token=mint_token(),
            idempotency_key=key,
            visit=buyer.visit,
            user=buyer.user,
            buyer_name=buyer.name,
            buyer_phone=buyer.phone,
            language=language_in_use(),
            buyer_email=buyer.email,
            commune=buyer.commune,
            street=buyer.street,
            place_text=buyer.commune.full_name,
            note=buyer.note,
            goods_total=sum(parcel.goods_total for parcel in wanted),
            delivery_total=sum(parcel.delivery_fee for parcel in wanted),
            goods_discount=sum(parcel.off.goods for parcel in wanted),
            delivery_discount=sum(parcel.off.fee for parcel in wanted),
            total=sum(parcel.total for parcel in wanted),
            placed_at=at,
            held_until=held_until,
        )
    )


def _unused_code() -> str:
    code = mint_code()
    while _known(code=code):
        code = mint_code()
    return code


@Prepared
def _known(code: str) -> QuerySet[OrderGroup, tuple[int]]:
    return OrderGroup.objects.filter(code=code).values_list("pk")


def _write_wishes(group: OrderGroup, buyer: Buyer) -> None:
    """A gift and an invoice, where they were asked for."""
    if buyer.gift:
        Gift.objects.create(group=group, **asdict(buyer.gift))
    if buyer.company:
        CompanyInvoice.objects.create(group=group, **asdict(buyer.company))


def _open_orders(
    group: OrderGroup,
    wanted: Sequence[Wanted],
    notes: Mapping[int, str],
    stall: FaceToFace | None,
) -> list[Order]:
    """One for each producer, in one statement."""
    return insert(
        Order(
            group=group,
            producer=parcel.producer,
            code=f"{group.code}-{number}",
            goods_total=parcel.goods_total,
            delivery_fee=parcel.delivery_fee,
            goods_discount=parcel.off.goods,
            delivery_discount=parcel.off.fee,
            total=parcel.total,
            method_id=parcel.method,
            delivery_words=parcel.words,
            note=notes.get(parcel.producer.pk, ""),
            seller=stall.seller if stall else None,
        )
        for number, parcel in enumerate(wanted, 1)
    )


def _write_lines(orders: Sequence[Order], wanted: Sequence[Wanted], *, on: date) -> list[Line]:
    """What the market and the State take is frozen here, at the rates of this day."""
    sold = [(parcel.producer, pack) for parcel in wanted for pack, _quantity in parcel.packs]
    rates = iter(fees.rates_for(sold, on=on))
    return insert(
        _line(order, packs, off, next(rates))
        for order, parcel in zip(orders, wanted, strict=True)
        for packs, off in zip(parcel.packs, parcel.off.of(len(parcel.packs)), strict=True)
    )


def _line(order: Order, packs: tuple[Pack, int], off: tuple[int, int], rates: fees.Rates) -> Line:
    """``off``: what vouchers take off the line, and the part of it that the producer bears."""
    (pack, quantity), (discount, own) = packs, off
    total = pack.price * quantity
    taken = rates.taken_from(total - own)
    return Line(
        order=order,
        pack=pack,
        name=str(pack),
        unit_price=pack.price,
        quantity=quantity,
        total=total,
        discount=discount,
        own_discount=own,
        commission=taken.commission,
        withheld_vat=taken.vat,
        withheld_pit=taken.pit,
        grams_a_pack=pack.net_content if pack.is_weighed and not order.at_stall else None,
    )


def _fill(lines: Sequence[Line], held: dict[int, list[stock.Held]]) -> None:
    """Say which lots each line is filled from."""
    insert(
        Allocation(line=line, lot_id=part.lot_id, quantity=part.quantity)
        for line in lines
        for part in held.get(line.pack_id, [])
    )


def _write_preorders(lines: Sequence[Line], wanted: Sequence[Wanted], at: datetime) -> None:
    planned = {pack: plan for parcel in wanted for pack, plan in parcel.planned.items()}
    insert(
        Preorder(
            line=line,
            planned_id=planned[line.pack_id],
            quantity=line.quantity,
            waiting=line.quantity,
            placed_at=at,
        )
        for line in lines
        if line.pack_id in planned
    )
