"""Small true-to-life things for tests to start from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import User
from catalog.folding import fold, slug
from catalog.gate.rules import FOREVER
from catalog.models import (
    Commune,
    CriteriaSet,
    Membership,
    Officer,
    Pack,
    Producer,
    Product,
    ProductGroup,
    Province,
    Recognition,
    SellerPaper,
    Shelf,
)
from traceability.labels.sheets import A4_21, Adjustment
from traceability.models import (
    Event,
    LabelPaper,
    LabelPrint,
    Lot,
    Material,
    MaterialLot,
    Place,
    YieldPlea,
)

MIDDAY = datetime(2026, 11, 21, 5, tzinfo=UTC)
TODAY = date(2026, 11, 21)


T = TypeVar("T", bound=Model)
KNOWN: dict[object, Any] = {}
"""What a test has made that there is only one of; forgotten before the next one."""


class OnceFactory(DjangoModelFactory[T]):
    """There is one of each key: a test that needs it again is given the same."""

    class Meta:
        abstract = True

    @classmethod
    def _get_or_create(cls, model_class: type[T], *args: Any, **kwargs: Any) -> T:
        key = (model_class, *(kwargs[name] for name in cls._meta.django_get_or_create))
        if key not in KNOWN:
            KNOWN[key] = super()._get_or_create(model_class, *args, **kwargs)
        return KNOWN[key]


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    phone = Sequence(lambda n: f"+849120{n:05d}")
    full_name = Sequence(lambda n: f"Nguyễn Thị Mẫu {n}")


class ProvinceFactory(OnceFactory[Province]):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = "22"
    name = "Tỉnh Quảng Ninh"
    short_name = "Quảng Ninh"
    folded = "quang ninh"


class CommuneFactory(OnceFactory[Commune]):
    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = "06970"
    province = SubFactory(ProvinceFactory)
    name = "Xã Ba Chẽ"
    folded = LazyAttribute(lambda o: fold(o.name))
    latitude = 21.27
    longitude = 107.28


class ProducerFactory(DjangoModelFactory[Producer]):
    class Meta:
        model = Producer

    name = Sequence(lambda n: f"HTX Mẫu Ba Chẽ {n}")
    slug = LazyAttribute(lambda o: slug(o.name))
    folded = LazyAttribute(lambda o: fold(o.name))
    kind = Producer.Kind.COOPERATIVE
    province = SubFactory(ProvinceFactory)
    commune = SubFactory(CommuneFactory)
    claimed_at = MIDDAY
    identity_verified_at = MIDDAY
    is_fictional = True


class SellerPaperFactory(DjangoModelFactory[SellerPaper]):
    """An approved one, which ends on no day; goods are measured by it when somebody settles."""

    class Meta:
        model = SellerPaper

    producer = SubFactory(ProducerFactory)
    fact = "registration"
    number = LazyAttribute(lambda o: "0123" if o.fact == "identity" else "MAU-1")
    state = SellerPaper.State.APPROVED
    submitted_by = SubFactory(UserFactory)
    submitted_at = MIDDAY
    decided_by = SelfAttribute("submitted_by")
    decided_at = MIDDAY


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    producer = SubFactory(ProducerFactory)
    user = SubFactory(UserFactory)
    role = LazyAttribute(lambda told: _role_left(told.producer))
    consented_at = MIDDAY


def _role_left(producer):
    """A stall has one owner; whoever comes later works there."""
    owned = producer.memberships.filter(role=Membership.Role.OWNER, revoked_at=None).exists()
    return Membership.Role.STAFF if owned else Membership.Role.OWNER


class OfficerFactory(DjangoModelFactory[Officer]):
    class Meta:
        model = Officer

    user = SubFactory(UserFactory)
    province = SubFactory(ProvinceFactory)
    office = "Sở Nông nghiệp và Môi trường (mẫu)"
    appointed_at = MIDDAY


class ShelfFactory(OnceFactory[Shelf]):
    class Meta:
        model = Shelf
        django_get_or_create = ("slug",)

    slug = "tra-va-ca-phe"
    name = "Trà và cà phê"
    name_en = "Tea and coffee"


class ProductGroupFactory(OnceFactory[ProductGroup]):
    class Meta:
        model = ProductGroup
        django_get_or_create = ("number",)

    number = 1
    name = "Thực phẩm"
    name_en = "Food"


class CriteriaSetFactory(OnceFactory[CriteriaSet]):
    class Meta:
        model = CriteriaSet
        django_get_or_create = ("number",)

    number = 12
    group = SubFactory(ProductGroupFactory)
    shelf = SubFactory(ShelfFactory)
    name = "Sản phẩm trà từ thực vật khác"


class ProductFactory(DjangoModelFactory[Product]):
    class Meta:
        model = Product

    producer = SubFactory(ProducerFactory)
    name = Sequence(lambda n: f"Trà hoa vàng Ba Chẽ {n}")
    slug = LazyAttribute(lambda o: slug(o.name))
    criteria_set = SubFactory(CriteriaSetFactory)
    shelf = SelfAttribute("criteria_set.shelf")
    province = SelfAttribute("producer.province")
    commune = SelfAttribute("producer.commune")
    standard = "TCCS 01:2026"
    published_at = MIDDAY
    cleared_until = FOREVER  # as if all papers had been approved
    searchable = LazyAttribute(lambda o: " " + fold(f"{o.name} {o.producer.name} {o.shelf.name}"))


class PackFactory(DjangoModelFactory[Pack]):
    class Meta:
        model = Pack

    product = SubFactory(ProductFactory)
    name = "hộp 100 g"
    net_content = 100
    gross_weight = 150
    price = 185_000


class RecognitionFactory(DjangoModelFactory[Recognition]):
    class Meta:
        model = Recognition

    product = SubFactory(ProductFactory)
    stars = 4
    level = Recognition.Level.PROVINCE
    decision = Sequence(lambda n: f"{n}/QĐ-UBND")
    valid_from = date(2026, 1, 1)
    valid_until = date(2029, 1, 1)
    verified_at = MIDDAY


class PlaceFactory(DjangoModelFactory[Place]):
    class Meta:
        model = Place

    producer = SubFactory(ProducerFactory)
    code = Sequence(lambda n: f"DD{n}")
    name = "Đồi trà Nà Làng"
    kind = Place.Kind.PLOT
    commune = SelfAttribute("producer.commune")


class LotFactory(DjangoModelFactory[Lot]):
    """A complete lot of ten packs, nothing reserved."""

    class Meta:
        model = Lot

    pack = SubFactory(PackFactory)
    producer = SelfAttribute("pack.product.producer")
    code = Sequence(lambda n: f"L{n}")
    trace_code = Sequence(lambda n: f"TRACE{n:05d}")
    origin = SubFactory(PlaceFactory, producer=SelfAttribute("..producer"))
    workshop = SelfAttribute("origin")
    raw_quantity = 1_000_000
    made_on = date(2026, 11, 1)
    best_before = date(2027, 11, 1)
    packed = 10
    on_hand = 10
    opened_at = MIDDAY
    completed_at = MIDDAY


class MaterialFactory(DjangoModelFactory[Material]):
    class Meta:
        model = Material

    producer = SubFactory(ProducerFactory)
    name = Sequence(lambda n: f"Lá chè tươi {n}")
    unit = "g"


class MaterialLotFactory(DjangoModelFactory[MaterialLot]):
    """Twenty kilograms picked, all still there; without its event."""

    class Meta:
        model = MaterialLot

    producer = SubFactory(ProducerFactory)
    material = SubFactory(MaterialFactory, producer=SelfAttribute("..producer"))
    place = SubFactory(PlaceFactory, producer=SelfAttribute("..producer"))
    code = Sequence(lambda n: f"N{n}")
    trace_code = Sequence(lambda n: f"LNTRACE{n:05d}")
    came_on = date(2026, 11, 20)
    source = MaterialLot.Source.GROWN
    amount = 20_000
    left = SelfAttribute("amount")
    opened_at = MIDDAY


class EventFactory(DjangoModelFactory[Event]):
    """A transformation that says nothing: for what only hangs on an event."""

    class Meta:
        model = Event

    producer = SubFactory(ProducerFactory)
    event_id = Sequence(lambda n: f"urn:uuid:{n}")
    hash_id = SelfAttribute("event_id")
    kind = Event.Kind.TRANSFORMATION
    happened_at = MIDDAY
    recorded_at = MIDDAY
    document = LazyAttribute(lambda o: {"type": o.kind})


class YieldPleaFactory(DjangoModelFactory[YieldPlea]):
    """Three kilograms asked for, where two and a half would be usual."""

    class Meta:
        model = YieldPlea

    lot = SubFactory(LotFactory)
    producer = SelfAttribute("lot.producer")
    code = SelfAttribute("lot.code")
    went_in = 10_000
    ceiling = 2_500
    asked = 3_000
    reason = "Năm nay lá dày"
    asked_at = MIDDAY


class LabelPaperFactory(DjangoModelFactory[LabelPaper]):
    """A sheet of two by three labels, ten millimetres apart."""

    class Meta:
        model = LabelPaper

    producer = SubFactory(ProducerFactory)
    name = "tem tròn"
    columns = 2
    rows = 3
    width = Decimal(60)
    height = Decimal(40)
    left = Decimal("12.5")
    top = Decimal(20)
    gap_x = Decimal(10)
    gap_y = Decimal(10)


class LabelPrintFactory(DjangoModelFactory[LabelPrint]):
    """The first label of a run, given out as a PDF."""

    class Meta:
        model = LabelPrint

    first = 1
    last = 1
    language = "pdf"
    paper = LabelPrint.noted(A4_21, Adjustment())
    printed_by = SubFactory(UserFactory)
    printed_at = MIDDAY
