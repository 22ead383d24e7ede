"""Papers of sellers: handed in, decided, running out; goods are sold while they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from accounts.models import Entry, Message
from catalog.actions import gate, papers, products
from catalog.gate.rules import FOREVER
from catalog.models import Product, SellerPaper, SellerRule
from catalog.papers import Paper
from marketplace.selling.queries import packs_on_sale
from tests.factories import (
    MIDDAY,
    TODAY,
    CriteriaSetFactory,
    LotFactory,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    ProducerFactory,
    ProductFactory,
    SellerPaperFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SCAN = Paper(".pdf", b"%PDF-1.4 giay to")
ASKED = ("identity", "registration", "tax", "food_safety")
NEW_YEAR = date(2027, 1, 1)


def late_comer():
    """A co-operative that no rule spares."""
    return ProducerFactory(claimed_at=MIDDAY + timedelta(days=20))


def approved(producer, *facts, **more):
    for fact in facts:
        SellerPaperFactory(producer=producer, fact=fact, **more)


def tea(producer, **fields):
    return ProductFactory(producer=producer, cleared_until=None, published_at=None, **fields)


def until(product, on=TODAY):
    gate.settle(products=Product.objects.filter(pk=product.pk), on=on)
    product.refresh_from_db()
    return product.cleared_until


def submit(producer, fact, product=None, by=None, **fields):
    told = {"number": "001", **fields}
    return papers.submit_paper(
        producer=producer,
        fact=fact,
        product=product,
        file=SCAN,
        fields=told,
        by=by or UserFactory(),
        at=MIDDAY,
    )


def decide(paper, *, approved=True, reason=""):
    return papers.decide_paper(
        paper=paper, approved=approved, reason=reason, by=UserFactory(), at=MIDDAY
    )


def test_a_product_goes_on_sale_when_its_last_paper_is_approved_and_goes_off_with_it():
    owner = MembershipFactory(producer=late_comer())
    product = tea(owner.producer, description="Hái tay.")
    pack = LotFactory(pack=PackFactory(product=product)).pack
    approved(owner.producer, *ASKED)
    waiting = submit(owner.producer, "declaration", product, valid_until=date(2027, 3, 1))

    with pytest.raises(products.NotReady) as refusal:
        products.publish_product(product=product, by=owner.user, at=MIDDAY)
    assert refusal.value.messages == ["Bản tự công bố sản phẩm: đang chờ cán bộ xem."]

    decide(waiting)
    products.publish_product(product=product, by=owner.user, at=MIDDAY)
    assert list(packs_on_sale(on=TODAY)) == [pack]
    assert list(packs_on_sale(on=date(2027, 2, 28))) == [pack]
    assert list(packs_on_sale(on=date(2027, 3, 1))) == []  # by the paper's own day, no clock

    decide(waiting, approved=False, reason="Bản này của món khác")
    assert list(packs_on_sale(on=TODAY)) == []
    with pytest.raises(papers.AlreadyDecided):
        decide(waiting)

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["submitted_paper", "approved_paper", "published", "taken_back_paper"]
    told = Message.objects.filter(phone=owner.user.phone).order_by("pk")
    assert [one.body[:13] for one in told] == ["Đã duyệt: bản", "Thu hồi duyệt"]


def test_rules_as_they_ship_close_the_gate_on_what_they_do_not_name():
    seller = ProducerFactory()
    approved(seller, *ASKED)
    product = tea(seller)
    SellerPaperFactory(producer=seller, fact="declaration", product=product)
    assert until(product) == FOREVER

    SellerRule.objects.filter(criteria_set=12).delete()
    assert until(product) is None
    craft = tea(seller, criteria_set=CriteriaSetFactory(number=21))
    assert until(craft) == FOREVER

    SellerRule.objects.filter(producer_kind="cooperative").delete()
    assert until(craft) is None


def test_who_sells_already_has_until_the_new_year():
    sold = ProductFactory(cleared_until=None)
    draft = tea(sold.producer)
    newcomer = ProductFactory(producer=late_comer(), cleared_until=None)

    assert [until(one) for one in (sold, draft, newcomer)] == [NEW_YEAR, None, None]
    assert until(sold, on=NEW_YEAR) is None


def test_a_rule_that_turns_is_taken_up_by_the_clock_once(django_assert_num_queries):
    product = ProductFactory()
    assert gate.settle_as_rules_turn(on=TODAY) == 0
    SellerRule.objects.update(settled_on=None)  # as after one is written or mended

    assert (gate.settle_as_rules_turn(on=TODAY), gate.settle_as_rules_turn(on=TODAY)) == (1, 0)

    product.refresh_from_db()
    assert product.cleared_until == NEW_YEAR
    SellerRule.objects.filter(fact="declaration").update(valid_until=TODAY + timedelta(1))
    assert gate.settle_as_rules_turn(on=TODAY) == 0
    with django_assert_num_queries(9):
        gate.settle_as_rules_turn(on=TODAY + timedelta(1))


@pytest.mark.parametrize("count", [1, 3])
def test_settling_asks_the_same_however_much_there_is(django_assert_num_queries, count):
    for _ in range(count):
        ProductFactory(cleared_until=None)

    with django_assert_num_queries(6):  # three to read, one to write, a transaction around them
        assert gate.settle(products=Product.objects.all(), on=TODAY) == count


def test_of_an_identity_four_digits_stay_and_no_picture(django_capture_on_commit_callbacks):
    seller = late_comer()
    first = submit(seller, "identity", number="001199000111")
    with django_capture_on_commit_callbacks(execute=True):
        second = submit(seller, "identity", number="001199000222")
    first.refresh_from_db()
    assert (first.state, first.number, first.file.name) == ("replaced", "0111", "")
    kept = second.file.name
    assert default_storage.exists(kept)

    with django_capture_on_commit_callbacks(execute=True):
        decide(second)

    second.refresh_from_db()
    assert (second.state, second.number, second.file.name) == ("approved", "0222", "")
    assert not default_storage.exists(kept)
    with pytest.raises(IntegrityError, match="of_an_identity_four_digits_stay"):
        SellerPaper.objects.update(number="001199000222")


def test_a_paper_that_runs_out_is_remembered_once():
    owner = MembershipFactory()
    soon, later = TODAY + timedelta(days=30), TODAY + timedelta(days=31)
    approved(owner.producer, "food_safety", valid_until=soon)
    approved(owner.producer, "alcohol", valid_until=later)

    assert [papers.remind_of_ending(at=MIDDAY) for _ in range(2)] == [1, 0]

    message = Message.objects.get(phone=owner.user.phone)
    assert f"hết hạn ngày {soon:%d/%m/%Y}" in message.body


@pytest.mark.parametrize(
    "broken",
    [
        {"fact": "declaration"},
        {"state": "refused", "reason": ""},
        {"state": "waiting"},
        {"decided_at": None},
        {"fact": "identity", "number": "001199000222"},
    ],
)
def test_the_database_keeps_papers_whole(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        SellerPaperFactory(**broken)


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def test_whatever_way_a_reason_goes_the_gate_shuts():
    seller = ProducerFactory()
    approved(seller, *ASKED)
    product = tea(seller)
    paper = SellerPaperFactory(producer=seller, fact="declaration", product=product)
    other = CriteriaSetFactory(number=13)
    ways = (
        ("UPDATE catalog_sellerpaper SET state = 'refused', reason = 'x' WHERE id = %s", paper.pk),
        ("UPDATE catalog_sellerpaper SET valid_until = '2026-12-01' WHERE id = %s", paper.pk),
        ("UPDATE catalog_product SET criteria_set_id = %s", other.pk),
        ("DELETE FROM catalog_sellerpaper WHERE id = %s", paper.pk),
    )
    for text, key in ways:
        with transaction.atomic():
            Product.objects.filter(pk=product.pk).update(cleared_until=FOREVER)
            sql("UPDATE catalog_sellerpaper SET reason = 'đã xem'")  # changes nothing of it
            assert Product.objects.get().cleared_until == FOREVER
            sql(text, key)
            assert Product.objects.get().cleared_until is None, text
            transaction.set_rollback(True)


def test_officers_of_elsewhere_decide_nothing(client):
    paper = submit(ProducerFactory(), "tax")
    elsewhere = OfficerFactory(province__code="01", province__name="Hà Nội")
    client.force_login(elsewhere.user)

    assert client.get(f"/can-bo/giay-to/{paper.pk}/").status_code == 404
