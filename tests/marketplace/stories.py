"""Beginnings of stories about buying: a shop with goods, a buyer with a basket, a paid order."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import uuid4

from factory import Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from marketplace.cart import actions as cart
from marketplace.cart.models import CartLine
from marketplace.checkout.actions import place_order
from marketplace.delivery.actions import _write_zone
from marketplace.delivery.models import Method, Tariff
from marketplace.delivery.plans import ZonePlan, rates
from marketplace.fees.models import Rate
from marketplace.orders.actions.placing import Buyer
from marketplace.payments.actions import opening, settling
from marketplace.payments.gateways import contract
from marketplace.selling.models import Closure
from marketplace.vouchers.models import Voucher
from tests.factories import MIDDAY, CommuneFactory, LotFactory, ProducerFactory
from traceability.models import ItemCode, LabelRun

LATER = MIDDAY + timedelta(minutes=16)


class TariffFactory(DjangoModelFactory[Tariff]):
    """30.000 ₫ for the first kilogram, 5.000 ₫ for each half after it."""

    class Meta:
        model = Tariff

    zone = Tariff.Zone.SAME_PROVINCE
    first_grams = 1_000
    first_fee = 30_000
    step_grams = 500
    step_fee = 5_000
    basis = "Bảng giá minh họa"
    valid_from = date(2026, 1, 1)


class ClosureFactory(DjangoModelFactory[Closure]):
    """Three days of rest that begin at MIDDAY."""

    class Meta:
        model = Closure

    producer = SubFactory(ProducerFactory)
    valid_from = MIDDAY.date()
    valid_until = MIDDAY.date() + timedelta(days=3)


class MethodFactory(DjangoModelFactory[Method]):
    """By a carrier, everywhere, for 20.000 ₫; ``zones`` tells otherwise, as ZonePlan."""

    class Meta:
        model = Method
        skip_postgeneration_save = True

    producer = SubFactory(ProducerFactory)
    kind = Method.Kind.CARRIER
    name = Sequence(lambda n: f"Hãng Mẫu {n}")
    opened_at = MIDDAY

    @post_generation
    def zones(self, _create, told):
        for plan in told or [zone("elsewhere", 20_000)]:
            _write_zone(self, plan)


def zone(where, fee=None, *, free_from=None, **told):
    """A zone of a plan; without a fee it is not served."""
    asked = [] if fee is None else rates(fee, 5_000, half_from=None, free_from=free_from)
    return ZonePlan(where=where, rates=asked, **told)


def pickup(producer, **told):
    """Goods wait in the commune of the factories, Tuesdays and Sundays from 7 to 11."""
    there = {"point": "stall", "street": "Sạp 12, chợ Mẫu", "days": "27", **told}
    open_ = {"opens_at": time(7), "closes_at": time(11)}
    return MethodFactory(
        producer=producer,
        kind=Method.Kind.PICKUP,
        commune=CommuneFactory(),
        zones=[zone("elsewhere", 0)],
        **there,
        **open_,
    )


class RateFactory(DjangoModelFactory[Rate]):
    class Meta:
        model = Rate

    kind = Rate.Kind.COMMISSION
    producer_kind = ""
    basis_points = 500
    legal_basis = "Quy chế sàn (minh họa)"
    valid_from = date(2026, 1, 1)


class LabelRunFactory(DjangoModelFactory[LabelRun]):
    class Meta:
        model = LabelRun

    lot = SubFactory(LotFactory)
    count = 10
    issued_at = MIDDAY


def codes(lot, number, prefix=""):
    """So many item codes issued for a lot; their serials begin with the lot's trace code."""
    run = LabelRunFactory(lot=lot, count=number)
    return [
        ItemCode.objects.create(lot=lot, run=run, serial=f"{prefix or lot.trace_code}{n:03d}")
        for n in range(number)
    ]


class VoucherFactory(DjangoModelFactory[Voucher]):
    """20.000 ₫ of the market's off all goods, for ten orders of as many buyers, this week."""

    class Meta:
        model = Voucher

    code = Sequence(lambda n: f"MAUGIAM{n}")
    kind = Voucher.Kind.MARKET
    bearer = Voucher.Bearer.MARKET
    amount = 20_000
    budget = 200_000
    uses = 10
    opens_at = MIDDAY
    ends_at = MIDDAY + timedelta(days=7)


def voucher_of(producer, **told):
    return VoucherFactory(producer=producer, bearer="producer", **{"kind": "producer", **told})


def tariffs():
    for zone in Tariff.Zone:
        TariffFactory(zone=zone, first_fee=30_000 if zone == "same" else 45_000)


def basket(*wishes, user=None):
    """A cart holding each (pack, quantity), as if there was enough of it."""
    mine = cart.open_cart(user=user, at=MIDDAY)
    mine.lines.bulk_create(
        CartLine(cart=mine, pack=pack, quantity=quantity, seen_price=pack.price, added_at=MIDDAY)
        for pack, quantity in wishes
    )
    return mine


def buyer(**told):
    told = {"name": "Trần Thị Mua", "phone": "+84912345678", "street": "Thôn Nà Làng", **told}
    return Buyer(commune=told.pop("commune", None) or CommuneFactory(), **told)


def order(
    mine,
    *,
    total,
    key=None,
    at=MIDDAY,
    gateway="sandbox",
    who=None,
    is_adult=False,
    wishes=None,
    codes=None,
):
    return place_order(
        cart=mine,
        buyer=who or buyer(),
        gateway=gateway,
        expected_total=total,
        is_adult=is_adult,
        key=key or uuid4(),
        at=at,
        wishes=wishes,
        codes=codes,
    )


def pending_payment(quantity=2, lot=None, who=None):
    """An order of 185.000 ₫ packs sent within the province, waiting for its money."""
    tariffs()
    lot = lot or LotFactory()
    total = lot.pack.price * quantity + 30_000
    payment = order(basket((lot.pack, quantity)), total=total, who=who)
    return opening.start(payment=payment, at=MIDDAY)


def notice(payment, *, key="FT1", **told):
    """What a gateway says about a payment; exactly right unless told otherwise."""
    return contract.Notice(
        **{
            "external_id": key,
            "reference": payment.reference,
            "amount": payment.amount,
            "currency": "VND",
            "kind": contract.Kind.PAID,
            "paid_at": MIDDAY,
            **told,
        }
    )


def hear(payment, *, at=MIDDAY, **told):
    return settling.receive(
        gateway=payment.gateway, told=notice(payment, **told), body=b"{}", headers={}, at=at
    )


def paid_order(quantity=2, lot=None, who=None):
    """The one order of a group that is paid."""
    payment = pending_payment(quantity, lot, who)
    hear(payment)
    return payment.group.orders.get()
