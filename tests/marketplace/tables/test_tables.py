"""Tables of goods: judged line by line, taken whole or not at all, undone the same way."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from accounts.models import Entry
from catalog.models import Pack, Product
from marketplace.tables.actions.intakes import NotTaken, send_table, take_table, undo_table
from marketplace.tables.actions.table import keep_table
from marketplace.tables.models import Intake, OwnCode
from marketplace.tables.queries import as_table, heading
from tests.factories import (
    MIDDAY,
    CriteriaSetFactory,
    LotFactory,
    MembershipFactory,
    PackFactory,
)

pytestmark = pytest.mark.django_db
ALL = ",".join(heading())
NEW = "TRA-1,Trà mẫu,{kind},Hộp 50 g,50,g,80,120000,,có"


@pytest.fixture
def owner():
    return MembershipFactory()


@pytest.fixture
def pack(owner):
    return PackFactory(product__producer=owner.producer, price=100_000)


@pytest.fixture
def send(owner, django_capture_on_commit_callbacks):
    def sent(*lines, head=ALL):
        content = "\n".join([head, *lines]).format(kind=CriteriaSetFactory().pk)
        with django_capture_on_commit_callbacks(execute=True):
            kept = send_table(
                producer=owner.producer,
                name="b.csv",
                content=content.encode(),
                by=owner.user,
                at=MIDDAY,
            )
        kept.refresh_from_db()
        return kept

    return sent


def faults(intake):
    return {row.number: list(row.faults) for row in intake.rows.all() if row.faults}


def test_a_table_adds_new_goods_whole(owner, send):
    intake = send(NEW, "TRA-2,Trà mẫu,{kind},Hộp 100 g,100,g,140,210.000,,không")
    assert (intake.state, intake.faults) == ("read", 0)

    take_table(intake=intake, by=owner.user, at=MIDDAY)

    product = Product.objects.get(producer=owner.producer)
    packs = product.packs.values_list("name", "price", "is_active")
    assert (product.name, product.published_at) == ("Trà mẫu", None)
    assert list(packs) == [("Hộp 50 g", 120_000, True), ("Hộp 100 g", 210_000, False)]
    assert set(OwnCode.objects.values_list("code", flat=True)) == {"TRA-1", "TRA-2"}


def test_the_same_table_again_changes_nothing(owner, send):
    take_table(intake=send(NEW), by=owner.user, at=MIDDAY)

    again = send(NEW)

    assert [row.verb for row in again.rows.all()] == ["same"]
    take_table(intake=again, by=owner.user, at=MIDDAY)
    assert Pack.objects.count() == 1


def test_a_table_taken_along_is_a_table_to_send_in(owner, send, pack):
    out = io.StringIO()
    csv.writer(out).writerows(as_table(owner.producer))

    intake = send(*out.getvalue().splitlines())

    assert [(row.verb, row.pack_id) for row in intake.rows.all()] == [("same", pack.pk)]


def test_only_what_a_line_says_is_changed_and_undone(owner, send, pack):
    before = (pack.name, pack.price, pack.gross_weight)
    intake = take_table(
        intake=send(f"cg-{pack.pk},99000", head="Mã riêng,Giá (đồng)"), by=owner.user, at=MIDDAY
    )
    pack.refresh_from_db()
    assert (pack.name, pack.price, pack.gross_weight) == (before[0], 99_000, before[2])

    undo_table(intake=intake, by=owner.user, at=MIDDAY)
    undo_table(intake=intake, by=owner.user, at=MIDDAY)

    pack.refresh_from_db()
    assert (pack.name, pack.price, pack.gross_weight) == before
    told = Entry.objects.filter(verb="priced").order_by("pk").values_list("detail", flat=True)
    assert list(told) == [{"before": 100000, "after": 99000}, {"before": 99000, "after": 100000}]


def test_undoing_takes_new_goods_out_and_lets_rest_what_lots_know(owner, send):
    intake = take_table(
        intake=send(NEW, NEW.replace("TRA-1", "TRA-2").replace("50 g", "9 g")),
        by=owner.user,
        at=MIDDAY,
    )
    known = OwnCode.objects.get(code="TRA-1").pack
    LotFactory(pack=known)

    undo_table(intake=intake, by=owner.user, at=MIDDAY)

    assert list(Pack.objects.values_list("pk", "is_active")) == [(known.pk, False)]


def test_one_wrong_line_keeps_the_whole_table_out(owner, send, pack):
    intake = send(NEW, f"CG-{pack.pk},,,,,,,5,,")
    assert faults(intake) == {3: ["price"]}

    with pytest.raises(NotTaken):
        take_table(intake=intake, by=owner.user, at=MIDDAY)

    pack.refresh_from_db()
    assert (Pack.objects.count(), pack.price) == (1, 100_000)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",Trà,{kind},Hộp,50,g,80,120000,,", "code"),
        ("A,Trà,{kind},Hộp,50,g,80,=1+1,,", "price"),
        ('A,"=HYPERLINK(""http://x"")",{kind},Hộp,50,g,80,120000,,', "product"),
        ("A,Trà,99,Hộp,50,g,80,120000,,", "criteria_set"),
        ("A,Trà,{kind},Hộp,1_000,g,80,120000,,", "net_content"),
        ("A,Trà,{kind},Hộp,50,kg,80,120000,,", "net_unit"),
        ("A,Trà,{kind},Hộp,50,g,80,120000.5,,", "price"),
        ("A,Trà,{kind},Hộp,50,g,80,120000,123,", "gtin"),
        ("A,Trà,{kind},Hộp,50,g,80,120000,,maybe", "is_active"),
        ("CG-999999,Trà,{kind},Hộp,50,g,80,120000,,", "code"),
        ("A,Trà,{kind},Hộp,50,g,,120000,,", "gross_weight"),
    ],
)
def test_a_wrong_cell_is_told_in_its_column(send, line, column):
    assert faults(send(line)) == {2: [column]}


def test_a_code_or_a_gtin_twice_is_told_at_the_second(send):
    one = NEW.replace(",,có", ",8938505974019,có")

    intake = send(one, NEW, one.replace("TRA-1", "TRA-3"))

    assert faults(intake) == {3: ["code"], 4: ["gtin"]}


def test_names_that_stand_before_buyers_are_not_changed_by_a_table(send, pack):
    assert faults(send(f"CG-{pack.pk},Tên khác,,,,,,,,")) == {2: ["product"]}


def test_another_stalls_pack_has_no_code_here(send):
    other = PackFactory()

    assert faults(send(f"CG-{other.pk},,,,,,,90000,,")) == {2: ["code"]}


def test_what_changed_since_it_was_read_keeps_the_table_out(owner, send, pack):
    intake = send(f"CG-{pack.pk},,,,,,,90000,,")
    Pack.objects.filter(pk=pack.pk).update(price=95_000)

    with pytest.raises(NotTaken):
        take_table(intake=intake, by=owner.user, at=MIDDAY)

    pack.refresh_from_db()
    assert pack.price == 95_000


def test_a_file_of_nothing_is_refused_in_words(send):
    intake = send()

    assert (intake.state, bool(intake.why)) == ("refused", True)


def test_the_table_on_the_page_is_kept_whole_and_undone(owner, pack):
    other = PackFactory(product=pack.product, price=50_000)
    told = {
        pack.pk: {"price": 90_000, "is_active": True},
        other.pk: {"price": 50_000, "is_active": True},
    }

    kept = keep_table(producer=owner.producer, told=told, name="x", by=owner.user, at=MIDDAY)

    assert [(row.pack_id, row.cells) for row in kept.rows.all()] == [(pack.pk, {"price": 90_000})]
    undo_table(intake=kept, by=owner.user, at=MIDDAY)
    pack.refresh_from_db()
    assert pack.price == 100_000
    assert keep_table(producer=owner.producer, told={}, name="x", by=owner.user, at=MIDDAY) is None


def test_a_wrong_cell_on_the_page_keeps_all_others_as_typed(client, owner, pack):
    other = PackFactory(product=pack.product, price=50_000)
    client.force_login(owner.user)
    address = reverse("tables:table", args=[owner.producer.slug])

    typed = {f"{pack.pk}-price": "90.000", f"{other.pk}-price": "5"}
    page = client.post(address, typed)

    assert page.status_code == 422
    wrong = {line.pack.pk: list(line.form.errors) for line in page.context["lines"]}
    assert wrong == {pack.pk: [], other.pk: ["price"]}
    assert 'value="90.000"' in page.text
    assert set(Pack.objects.values_list("price", flat=True)) == {100_000, 50_000}
    assert Intake.objects.count() == 0


def test_an_export_begins_no_formula(client, owner, pack):
    Product.objects.filter(pk=pack.product_id).update(name="=HYPERLINK(1)")
    client.force_login(owner.user)

    sent = client.get(reverse("tables:file", args=[owner.producer.slug, "csv"]))

    assert "'=HYPERLINK(1)" in sent.getvalue().decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_asks_the_same_however_many_rows(
    client, owner, pack, count, django_assert_num_queries
):
    for _ in range(count - 1):
        PackFactory(product=pack.product)
    client.force_login(owner.user)

    with django_assert_num_queries(7):
        client.get(reverse("tables:table", args=[owner.producer.slug]))
