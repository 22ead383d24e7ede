"""A small town: one of everything that has an address, and one person of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.timezone import localdate, now
from PIL import Image

from accounts.models import User
from catalog.actions import claims
from catalog.models import Membership
from catalog.papers import Paper
from catalog.pictures import read_photo
from marketplace.listings.actions import settle_all
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Preorder, RecalledLine
from marketplace.payments.actions import opening
from marketplace.payments.models import Payment
from marketplace.photos.drawing import draw
from marketplace.recalls.actions.opening import recall_goods
from marketplace.selling.actions import plan_lot, promise
from marketplace.voices import saying
from marketplace.voices.actions.asking import ask_question, confirm
from marketplace.voices.actions.writing import write_review
from tests.factories import (
    MIDDAY,
    LotFactory,
    MaterialFactory,
    MaterialLotFactory,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    PlaceFactory,
    ProducerFactory,
    ProductFactory,
    ProvinceFactory,
    RecognitionFactory,
    UserFactory,
    YieldPleaFactory,
)
from tests.marketplace.invoices.stories import kept
from tests.marketplace.stories import (
    MethodFactory,
    basket,
    buyer,
    hear,
    order,
    tariffs,
    voucher_of,
)
from tests.marketplace.voices.stories import picture
from tests.town_claims import claims as claims_of
from tests.town_claims import money_to_judge
from tests.town_keys import GLN, GTIN, keys
from traceability import addresses
from traceability.actions import log
from traceability.actions.capture import capture_document
from traceability.actions.documents import add_document
from traceability.actions.labels import issue_labels
from traceability.actions.links import add_link
from traceability.actions.materials import Came, make_material_lot
from traceability.actions.partners import receive_document
from traceability.actions.recalls import Words
from traceability.actions.reports import report_code
from traceability.actions.subscriptions import Wish, name_query, subscribe
from traceability.epcis.document import document
from traceability.models import MaterialLot

ROLES = (
    *("visitor", "shopper", "buyer", "neighbour", "supporter", "staff", "owner"),
    *("officer_elsewhere", "officer", "operator"),
)
MEMBERS = ("supporter", "staff", "owner")
BUYER = {
    "name": "Bùi Thị Kín Tiếng",
    "phone": "+84987654321",
    "email": "kintieng@example.test",
    "street": "Ngõ 77 đường Bí Mật",
    "note": "Gọi trước khi giao nhé",
}
"""What no stranger may read anywhere."""


@dataclass(frozen=True)
class Town:
    """``people`` by role (None for the visitor), ``keys`` by the name of an address's part."""

    people: dict[str, User | None]
    keys: dict[str, object]
    things: SimpleNamespace

    def client(self, role, **options):
        client = Client(**options)
        if self.people[role]:
            client.force_login(self.people[role])
        return client


def build():
    tariffs()
    people = {role: UserFactory() if role != "visitor" else None for role in ROLES}
    lot = _stall(people)
    waiting, transfer, settled = _orders(lot, people["buyer"])
    claim = _claim(people)
    reported = RecognitionFactory(product__producer=claim.producer, verified_at=None)
    things = SimpleNamespace(
        lot=lot,
        waiting=waiting,
        transfer=transfer,
        settled=settled,
        claim=claim,
        reported=reported,
    )
    things.photo, things.document = _files(lot, people["owner"])
    things.event, things.job, things.subscription = _epcis(lot, people["owner"])
    things.link = _link(lot, people["owner"])
    things.told = _told(lot, people["owner"])
    things.leaves, things.dried = _materials(lot, people["owner"])
    things.plea = YieldPleaFactory(lot=lot)
    things.recalled = _recalled(lot, people)
    things.review, things.question = _voices(things.recalled, people["buyer"])
    photo = read_photo(picture(), name="a.jpg")
    who = buyer(user=people["buyer"], **BUYER)
    things.disputed, things.opened, things.refund = claims_of(lot, who, people["owner"], photo)
    things.invoice = kept(settled)
    things.proposal, things.dispute = money_to_judge(settled, people["operator"])
    things.offered = _offered(settled, people["owner"])
    things.planned = plan_lot(
        pack=lot.pack, most=5, ship_by=date(2026, 12, 15), by=people["owner"], at=MIDDAY
    )
    promise(planned=things.planned.pk, packs=1, at=MIDDAY)
    things.beforehand = Preorder.objects.create(
        line=settled.lines.get(),
        planned=things.planned,
        quantity=1,
        waiting=0,
        met=1,
        placed_at=MIDDAY,
    )
    things.method = MethodFactory(producer=lot.producer)
    things.voucher = voucher_of(lot.producer)
    things.checkpoint = log.keep_log(at=MIDDAY)
    things.code_report = _code_report(lot)
    town = Town(people, keys(things, people), things)
    settle_all(on=localdate())
    return town


def _stall(people):
    producer = ProducerFactory()
    for role in MEMBERS:
        MembershipFactory(
            producer=producer, user=people[role], role=getattr(Membership.Role, role.upper())
        )
    MembershipFactory(user=people["neighbour"])
    OfficerFactory(user=people["officer"])
    elsewhere = ProvinceFactory(
        code="01", name="Thành phố Hà Nội", short_name="Hà Nội", folded="ha noi"
    )
    OfficerFactory(user=people["officer_elsewhere"], province=elsewhere)
    User.objects.filter(pk=people["operator"].pk).update(is_staff=True, is_superuser=True)
    people["operator"].refresh_from_db()
    product = ProductFactory(producer=producer)
    RecognitionFactory(product=product)
    origin = PlaceFactory(producer=producer, gln=GLN)
    return LotFactory(pack=PackFactory(product=product, gtin=GTIN), origin=origin)


def _orders(lot, person):
    """A payment begun at the demo bank, one by transfer, and an order that is being packed."""
    who = buyer(user=person, **BUYER)
    total = lot.pack.price + 30_000
    waiting, transfer, paid = (order(basket((lot.pack, 1)), total=total, who=who) for _ in range(3))
    opening.start(payment=waiting, at=MIDDAY)
    Payment.objects.filter(pk=transfer.pk).update(gateway="vietqr")
    hear(paid)
    settled = paid.group.orders.get()
    states.accept(order=settled, by=person, at=MIDDAY)
    serial = issue_labels(lot=lot, count=3, by=person, at=MIDDAY).codes.first().serial
    packing.pack_item(order=settled, serial=serial, by=person, at=MIDDAY)
    return waiting, transfer, settled


def _offered(settled, person):
    """Another pack of the line of that order, which its buyer is asked to take instead."""
    line = settled.lines.select_related("pack").get()
    told = {"outcome": "waiting", "offered_at": MIDDAY, "answer_by": now() + timedelta(days=1)}
    price = line.pack.price
    return line.substitutions.create(
        pack=line.pack, name="Gói nhỏ", unit_price=price, packs=1, offered_by=person, **told
    )


def _claim(people):
    unclaimed = ProducerFactory(claimed_at=None, identity_verified_at=None, is_fictional=False)
    paper = Paper(".pdf", b"%PDF-1.4 giay dang ky")
    return claims.file_claim(
        producer=unclaimed, claimant=people["shopper"], document=paper, note="", at=MIDDAY
    )


def _files(lot, person):
    out = BytesIO()
    Image.new("RGB", (4, 3), "white").save(out, "WEBP")
    photo = default_storage.save("photos/anh.webp", ContentFile(out.getvalue()))
    paper = Paper(".pdf", b"%PDF-1.4\n%%EOF\n")
    told = {"kind": "test_report", "title": "Phiếu kiểm nghiệm", "issuer": "Phòng thử mẫu"}
    document = add_document(lot=lot, file=paper, of_product=False, by=person, at=MIDDAY, **told)
    return photo, document.file.name


def _epcis(lot, person):
    """An event that a programme told of the lot, and somebody who asked to hear of such."""
    query = name_query(name="giao-hang", query={"EQ_bizStep": "shipping"}, by=person, at=MIDDAY)
    wish = Wish(dest="https://doitac.example/nhan", secret="s" * 20)
    subscription = subscribe(query=query, wish=wish, by=person, at=MIDDAY)
    event = {
        "type": "ObjectEvent",
        "eventTime": "2026-11-20T08:00:00+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "disposition": "in_transit",
        "readPoint": {"id": addresses.place_address(lot.workshop)},
        "bizLocation": {"id": addresses.place_address(lot.workshop)},
        "quantityList": [{"epcClass": addresses.lot_address(lot), "quantity": 2}],
    }
    job = capture_document(
        document=document([event], created_at=MIDDAY),
        speakers=[lot.producer],
        behaviour="rollback",
        by=person,
        at=MIDDAY,
    )
    return lot.events.get(), job, subscription


def _told(lot, person):
    """What a partner tells of goods on their way here, not written down yet."""
    event = {
        "type": "ObjectEvent",
        "eventTime": "2026-11-19T08:00:00+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "quantityList": [{"epcClass": "https://id.gs1.org/01/09506000134352/10/A1", "quantity": 2}],
    }
    return receive_document(
        producer=lot.producer,
        teller="Nông trại bên bán",
        name="giao.jsonld",
        document=document([event], created_at=MIDDAY),
        digest="0" * 64,
        by=person,
        at=MIDDAY,
    )


def _materials(lot, person):
    """Leaves in store, and what was dried of them and went into the lot: everybody may see it."""
    producer = lot.producer
    leaves = MaterialLotFactory(producer=producer, place=lot.origin)
    told = {"material": MaterialFactory(producer=producer, name="Chè khô"), "code": "N-KHO"}
    came = Came(place=lot.origin, at=MIDDAY, amount=1_000)
    dried = make_material_lot(wanted={leaves.pk: 5_000}, came=came, by=person, at=MIDDAY, **told)
    MaterialLot.objects.update(told_at=MIDDAY)
    return leaves, dried


def _recalled(lot, people):
    """A lot that the buyer has at home, called back by its producer."""
    other = LotFactory(pack=lot.pack, origin=lot.origin, best_before=date(2026, 12, 31))
    who, person = buyer(user=people["buyer"], **BUYER), people["owner"]
    total = other.pack.price + 30_000
    paid = order(basket((other.pack, 1)), total=total, who=who)
    hear(paid, key="FT-THU-HOI")
    one = states.accept(order=paid.group.orders.get(), by=person, at=MIDDAY)
    serial = issue_labels(lot=other, count=1, by=person, at=MIDDAY).codes.get().serial
    packing.pack_item(order=one, serial=serial, by=person, at=MIDDAY)
    parcels.hand_over(order=one, carrier="Bưu điện", tracking="VN1", by=person, at=MIDDAY)
    words = Words(severity="harmful", reason="Nấm mốc", advice="Đừng dùng")
    recall_goods(source=other, words=words, by=person, at=MIDDAY)
    return RecalledLine.objects.get()


def _voices(recalled, person):
    """What the buyer says of what came, with a photo, and asks."""
    line = recalled.line
    written = write_review(
        line=line, lot=recalled.recall.lot, words=saying.Words(2, "Có mùi mốc.", "place"),
        photos=draw([read_photo(picture(), name="a.jpg")]), by=person, at=MIDDAY,
    )  # fmt: skip
    asked = {"product": line.pack.product, "asker": person, "phone": BUYER["phone"]}
    question = ask_question(text="Còn dùng được không?", at=MIDDAY, **asked)
    return written, confirm(question=question, at=MIDDAY)


def _code_report(lot):
    """Somebody who left a number to be asked back at, and a photo."""
    photo = BytesIO()
    Image.new("RGB", (4, 3), "white").save(photo, "JPEG")
    photo.seek(0)
    code = lot.codes.order_by("pk").first()
    return report_code(
        written=code.serial, code=code, lot=lot, what="label", note=BUYER["note"],
        phone=BUYER["phone"], photo=read_photo(photo, name="tem.jpg"), at=MIDDAY,
    )  # fmt: skip


def _link(lot, person):
    return add_link(
        product=lot.pack.product,
        link_type="traceability",
        url="https://truyxuat.example/1",
        title="Truy xuất của tỉnh",
        language="vi",
        by=person,
        at=MIDDAY,
    )


def routes():
    """Every address of the project: its full name and its pattern; not the admin's rooms."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, namespace, before):
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name or pattern}", pattern
        elif one.app_name != "admin":
            yield from _walk(one, f"{one.namespace}:" if one.namespace else namespace, pattern)


def address(town, name, pattern):
    """The pattern with each part filled in with something that is really there."""
    filled = "/"
    for piece in pattern.replace(">", "<").split("<"):
        if ":" not in piece:
            filled += piece
            continue
        part = piece.partition(":")[2]
        filled += str(town.keys.get(f"{name} {part}", town.keys.get(part)))
    return filled
