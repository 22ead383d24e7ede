"""Beginnings of stories about reviews: goods that came, and what their buyers say."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory
from PIL import Image

from marketplace.orders.models import Allocation, Line, Order, OrderGroup
from marketplace.voices.actions.asking import ask_question, confirm
from marketplace.voices.actions.moderating import hide
from marketplace.voices.actions.writing import write_review
from marketplace.voices.models import HidingReason
from marketplace.voices.saying import Words
from tests.factories import MIDDAY, CommuneFactory, LotFactory, ProductFactory, UserFactory

LATER = MIDDAY + timedelta(days=3)
PHONE = "+84912345678"


class HidingReasonFactory(DjangoModelFactory[HidingReason]):
    class Meta:
        model = HidingReason

    code = Sequence(lambda n: f"ly-do-{n}")
    words = "Chửi bới, xúc phạm người khác"
    words_en = "Insults somebody"
    basis = "Điều khoản của Chợ Gốc"
    valid_from = date(2026, 1, 1)


class OrderGroupFactory(DjangoModelFactory[OrderGroup]):
    class Meta:
        model = OrderGroup

    code = Sequence(lambda n: f"D{n:07d}")
    token = Sequence(lambda n: f"{n:043d}")
    idempotency_key = LazyFunction(uuid4)
    buyer_name = "Trần Thị Kín"
    buyer_phone = PHONE
    commune = SubFactory(CommuneFactory)
    street = "Thôn Nà Làng"
    place_text = "Xã Ba Chẽ, Quảng Ninh"
    goods_total = 185_000
    delivery_total = 0
    total = 185_000
    placed_at = MIDDAY
    held_until = MIDDAY


class LineFactory(DjangoModelFactory[Line]):
    """One pack that left for its buyer; ``group__…`` tells of the buyer."""

    class Meta:
        model = Line
        exclude = ("lot", "group")

    lot = SubFactory(LotFactory)
    group = SubFactory(OrderGroupFactory)
    pack = SelfAttribute("lot.pack")
    name = LazyAttribute(lambda o: str(o.lot.pack))
    unit_price = 185_000
    quantity = 1
    total = 185_000
    commission = 0
    withheld_vat = 0
    withheld_pit = 0
    order = LazyAttribute(
        lambda o: Order.objects.create(
            group=o.group, producer=o.lot.producer, code=f"{o.group.code}-1",
            state=Order.State.SHIPPED, goods_total=185_000, delivery_fee=0, total=185_000,
            paid_at=MIDDAY, shipped_at=MIDDAY,
        )
    )  # fmt: skip


def came(lot=None, **group):
    """The line of an order that left for its buyer."""
    lot = lot or LotFactory()
    line = LineFactory(lot=lot, **{f"group__{name}": value for name, value in group.items()})
    Allocation.objects.create(line=line, lot=lot, quantity=1, state=Allocation.State.SHIPPED)
    return line


def words(score=5, text="Ngon, gói kỹ.", shown_as="place"):
    return Words(score, text, shown_as)


def review(line=None, score=5, *, at=LATER, lot=None, by=None, photos=(), **said):
    line = line or came()
    lot = lot or line.allocations.get().lot
    told = words(score, **said)
    return write_review(line=line, lot=lot, words=told, photos=photos, by=by, at=at)


def reviews(lot, *scores):
    """So many buyers of one lot, each with a purchase of their own."""
    return [review(came(lot), score) for score in scores]


def question(product=None, *, asker=None, phone=PHONE, text="Pha với nước bao nhiêu độ?"):
    product = product or ProductFactory()
    asked = ask_question(product=product, asker=asker, phone=phone, text=text, at=MIDDAY)
    return confirm(question=asked, at=MIDDAY)


def hidden(voice, **told):
    told = {"reason": HidingReasonFactory(), "note": "", "by": UserFactory(), "at": LATER, **told}
    return hide(voice=voice, **told)


def picture(name="anh.jpg", size=(40, 30)):
    """A small photograph, as a browser sends it."""
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out
