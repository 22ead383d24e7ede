"""The demo's papers of sellers: approved, marked as samples, one running out and one waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from catalog.actions.gate import settle, settle_one
from catalog.actions.papers import submit_paper
from catalog.actions.products import change_product
from catalog.gate import reading
from catalog.gate.rules import NOTHING, OF_GOODS
from catalog.models import Fact, Product, SellerPaper
from marketplace.demo.clock import STALLS_OPENED, days_before
from marketplace.demo.goods import GOODS
from marketplace.demo.papers import paper
from marketplace.demo.queries import owner, pack, person, stall
from marketplace.demo.stalls import STALLS

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import User
    from catalog.models import Producer

ENDING, WAITING, AMENDED = "ba-sau", "co-to", "na-lang"
ENDS_IN = timedelta(days=20)
FILE = "private/papers/mau.pdf"
DIGITS, NUMBER = "0000", "MẪU-01"
ISSUER = "Cơ quan mẫu (không có thật)"
WHY = "Thêm lá dứa vào mẻ mới, xin ghi cho đúng (đề nghị mẫu)."


def answer_for_stalls(*, at: datetime) -> int:
    """What is asked of each stall, whatever it sells; say how many papers there are now."""
    answered = 0
    for key, card in STALLS.items():
        if card.owner and not stall(key).seller_papers.exists():
            kinds = {good.criteria_set for good in GOODS.get(key, ())}
            answered += _answer(stall(key), kinds, owner(key), at)
    return answered


def answer_for(product: Product, *, by: User, at: datetime) -> None:
    """What is asked of one product of a stall; it may be put on sale then."""
    facts = {
        rule.fact
        for rule in reading.rules(on=localdate(at))
        if rule.goods == product.criteria_set_id and rule.fact in OF_GOODS
    }
    rows = [_sample(product.producer, fact, by, at, product=product) for fact in sorted(facts)]
    SellerPaper.objects.bulk_create(rows)
    settle_one(product=product, on=localdate(at))


def leave_some_to_do(*, at: datetime) -> int:
    """A paper and a change that wait for the officer, once."""
    if SellerPaper.objects.waiting().filter(is_sample=True).exists():
        return 0
    producer, by = stall(WAITING), owner(WAITING)
    told = {"number": "MẪU-02", "issuer": ISSUER, "is_sample": True}
    told["valid_until"] = localdate(at) + timedelta(days=3 * 365)
    submit_paper(
        producer=producer,
        fact=Fact.FOOD_SAFETY,
        product=None,
        file=paper(title="Giấy an toàn thực phẩm (mẫu)", lines=[f"Cơ sở: {producer}"]),
        fields=told,
        by=by,
        at=days_before(at, 1, hour=8),
    )
    product = pack(next(iter(GOODS[AMENDED][0].packs))).product
    fields = {"ingredients": f"{product.ingredients}, lá dứa".removeprefix(", ")}
    change_product(
        product=product, fields=fields, why=WHY, by=owner(AMENDED), at=days_before(at, 2, hour=8)
    )
    return 2


def _answer(producer: Producer, kinds: set[int], by: User, at: datetime) -> int:
    facts = {
        rule.fact
        for rule in reading.rules(on=localdate(at))
        if (rule.goods is None and rule.kind == producer.kind) or rule.goods in kinds
    }
    rows = [
        _sample(producer, fact, by, at, valid_until=_ends(producer, fact, at))
        for fact in sorted(facts - OF_GOODS - {NOTHING})
    ]
    SellerPaper.objects.bulk_create(rows)
    settle(products=producer.products.all(), on=localdate(at))
    return len(rows)


def _ends(producer: Producer, fact: str, at: datetime) -> date | None:
    if fact not in {Fact.FOOD_SAFETY, Fact.ALCOHOL}:
        return None
    soon = fact == Fact.FOOD_SAFETY and producer.name == STALLS[ENDING].name
    return localdate(at) + (ENDS_IN if soon else timedelta(days=3 * 365))


def _sample(
    producer: Producer,
    fact: str,
    by: User,
    at: datetime,
    *,
    product: Product | None = None,
    valid_until: date | None = None,
) -> SellerPaper:
    is_of_a_person = fact == Fact.IDENTITY
    return SellerPaper(
        producer=producer,
        product=product,
        fact=fact,
        number=DIGITS if is_of_a_person else NUMBER,
        issuer="" if is_of_a_person else ISSUER,
        valid_until=valid_until,
        file="" if is_of_a_person else _kept_file(),
        file_hash="",
        is_sample=True,
        state=SellerPaper.State.APPROVED,
        submitted_by=by,
        submitted_at=days_before(at, STALLS_OPENED, hour=16),
        decided_by=person("province"),
        decided_at=days_before(at, STALLS_OPENED - 1),
    )


def _kept_file() -> str:
    """One sample for all of them: it says what it is, and that it is worth nothing."""
    if default_storage.exists(FILE):
        return FILE
    lines = ["Mọi giấy tờ người bán của bản trình diễn đều là tờ này."]
    return default_storage.save(FILE, paper(title="Giấy tờ người bán (mẫu)", lines=lines).file)
