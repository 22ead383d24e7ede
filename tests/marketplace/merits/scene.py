"""A stall whose tea has lots, labels, a story, papers and sales: what the market knows of it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from marketplace.orders.models import Line, Order, OrderGroup
from tests.factories import (
    MIDDAY,
    TODAY,
    CommuneFactory,
    EventFactory,
    LotFactory,
    MaterialLotFactory,
    MembershipFactory,
    PackFactory,
    PlaceFactory,
    ProducerFactory,
    ProductFactory,
    ProvinceFactory,
)
from tests.marketplace.stories import LabelRunFactory
from tests.marketplace.tales.factories import TaleFactory
from traceability.models import Document, Use

LONG = "Chè hoa vàng hái tay ở Nà Làng, sấy lạnh giữ nguyên cánh, mỗi năm chỉ một mùa hoa nở rộ."


class DocumentFactory(DjangoModelFactory[Document]):
    class Meta:
        model = Document

    producer = SubFactory(ProducerFactory)
    kind = Document.Kind.CERTIFICATE
    title = "Giấy chứng nhận HACCP"
    issuer = "Trung tâm Mẫu"
    number = Sequence(lambda n: f"GCN-{n}")
    issued_on = date(2026, 6, 1)
    file = Sequence(lambda n: ContentFile(f"%PDF-1.4 mau {n}".encode(), name=f"{n}.pdf"))
    sha256 = Sequence(lambda n: f"{n:064d}")
    added_at = MIDDAY


def sold(product, *moments, packs=2):
    """An order at each moment, paid and delivered."""
    pack = product.packs.first() or PackFactory(product=product)
    for at in moments:
        total, key = pack.price * packs, uuid4()
        sums = {"goods_total": total, "total": total}
        group = OrderGroup.objects.create(
            code=key.hex[:12],
            token=key.hex,
            idempotency_key=key,
            buyer_name="Bà Mẫu",
            buyer_phone="+84912345678",
            commune=CommuneFactory(),
            street="Thôn Mẫu",
            place_text="Ba Chẽ",
            placed_at=at,
            held_until=at,
            delivery_total=0,
            **sums,
        )
        order = Order.objects.create(
            group=group,
            producer=product.producer,
            code=group.code,
            state=Order.State.DELIVERED,
            delivery_fee=0,
            paid_at=at,
            shipped_at=at,
            delivered_at=at,
            **sums,
        )
        taken = {"commission": 0, "withheld_vat": 0, "withheld_pit": 0}
        told = {"name": "Trà", "unit_price": pack.price, "quantity": packs, "total": total}
        Line.objects.create(order=order, pack=pack, **told, **taken)


def months_back(number):
    """Noon of a day in each of the last months, this one first."""
    whole = TODAY.year * 12 + TODAY.month - 1
    return [
        MIDDAY.replace(year=(whole - n) // 12, month=(whole - n) % 12 + 1, day=15)
        for n in range(number)
    ]


def tea(*, months=7, **told):
    """A product of which much is known; its owner is ``owner_of(product)``."""
    member = MembershipFactory()
    product = ProductFactory(
        producer=member.producer,
        description=LONG,
        usage="Hãm nước 85 độ.",
        storage="Nơi khô mát.",
        **told,
    )
    pack = PackFactory(product=product)
    lot = LotFactory(pack=pack)
    LabelRunFactory(lot=lot)
    EventFactory(producer=product.producer, lot=lot, stage="harvest", place=lot.origin)
    TaleFactory(producer=product.producer)
    DocumentFactory(producer=product.producer, product=product)
    sold(product, *months_back(months))
    return product


def owner_of(product):
    return product.producer.memberships.get(role="owner").user


def elsewhere(product, *, province=None):
    """A place of the stall in another commune; of another province where one is named."""
    told = {"province": ProvinceFactory(code=province, name=province)} if province else {}
    commune = CommuneFactory(code=f"9{province or '000'}", name="Xã Khác", **told)
    return PlaceFactory(producer=product.producer, commune=commune)


def made_of(lot, *parts):
    """The lot was made of raw lots: (source, amount) each."""
    event = EventFactory(producer=lot.producer, lot=lot, stage="processing")
    for source, amount in parts:
        Use.objects.create(source=source, event=event, into_lot=lot, amount=amount)


def dried(fresh, amount=1_000):
    """A raw lot made of another one."""
    made = MaterialLotFactory(producer=fresh.producer, source="made")
    event = EventFactory(producer=fresh.producer, material_lot=made)
    Use.objects.create(source=fresh, event=event, into_material=made, amount=amount)
    return made
