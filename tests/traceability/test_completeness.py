"""What the laws ask of the page behind a label: dated rows, judged on the day of packing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Entry
from catalog.models import Policy
from catalog.papers import Paper
from tests.factories import (
    MIDDAY,
    TODAY,
    CriteriaSetFactory,
    LotFactory,
    PackFactory,
    ProductFactory,
    UserFactory,
)
from tests.traceability.test_lots import complete, harvest, opened
from traceability import completeness
from traceability.actions.documents import add_document
from traceability.actions.labels import LotNotComplete, issue_labels, print_labels
from traceability.actions.lots import NotComplete
from traceability.actions.requirements import AskedBackwards, keep_requirement
from traceability.completeness.facts import QUESTIONS, Answer
from traceability.labels.sheets import A4_21
from traceability.management.commands import load_requirements
from traceability.models import Lot, PrinterSetting, Requirement

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
NEXT_YEAR = date(2027, 7, 1)


def asked(**facts):
    row = {
        "law": "Nghị định 1/2027/NĐ-CP",
        "law_en": "Decree 1/2027/NĐ-CP",
        "number": 1,
        "label": "Số công bố",
        "label_en": "Declaration number",
        "how": "Ghi số công bố.",
        "how_en": "Write it.",
        "fact": "warning",
        "legal_basis": "Nghị định mẫu",
        "valid_from": NEXT_YEAR,
    }
    return Requirement(**row | facts)


def answers(lot, at=MIDDAY):
    return {
        (one.requirement.law.split()[0], one.requirement.number): one.answer
        for one in completeness.findings(lot, at=at)
    }


def test_the_rows_are_ten_and_eight_each_with_its_basis():
    rows = Requirement.objects.in_force(on=TODAY)
    by_law = [
        (law, rows.filter(law=law).count())
        for law in sorted(set(rows.values_list("law", flat=True)))
    ]
    assert by_law == [("Nghị định 37/2026/NĐ-CP", 8), ("Thông tư 02/2024/TT-BKHCN", 10)]
    assert not rows.filter(legal_basis="").exists()
    assert {row.valid_from for row in rows} == {date(2024, 6, 1), date(2026, 1, 23)}


def test_a_lot_without_a_story_misses_one_thing_of_each_law():
    lot = opened()
    found = completeness.findings(lot, at=MIDDAY)
    assert completeness.meters(found) == [
        ("Thông tư 02/2024/TT-BKHCN", 9, 10),
        ("Nghị định 37/2026/NĐ-CP, Điều 32", 7, 8),
    ]
    harvest(lot)
    found = completeness.findings(lot, at=MIDDAY)
    assert [met for _law, met, _of in completeness.meters(found)] == [10, 8]


def test_what_is_asked_if_any_is_not_claimed_where_there_is_none():
    lot = opened()
    told = answers(lot)
    if_any = [("Thông", 8), ("Nghị", 5), ("Nghị", 7), ("Nghị", 8)]
    assert [told[one] for one in if_any] == [Answer.NONE] * 4

    harvest(lot)
    lot = complete(lot)
    paper = Paper(".pdf", b"%PDF-1.4\n%%EOF\n")
    about = {"kind": "test_report", "title": "Phiếu", "issuer": "Phòng thử mẫu"}
    add_document(lot=lot, file=paper, of_product=True, by=UserFactory(), at=MIDDAY, **about)
    issue_labels(lot=lot, count=1, by=UserFactory(), at=MIDDAY)
    told = answers(lot)
    assert [told[one] for one in if_any[:2]] == [Answer.MET] * 2


def test_a_paper_that_has_run_out_is_no_paper():
    lot = opened()
    paper = Paper(".pdf", b"%PDF-1.4\n%%EOF\n")
    about = {"kind": "certificate", "title": "Giấy", "issuer": "Sở", "valid_until": TODAY}
    add_document(lot=lot, file=paper, of_product=False, by=UserFactory(), at=MIDDAY, **about)
    assert answers(lot)["Nghị", 5] == Answer.NONE


@pytest.mark.parametrize(
    ("days", "best_before", "answer"),
    [(365, None, Answer.MISSING), (None, None, Answer.NONE), (365, TOMORROW, Answer.MET)],
)
def test_a_shelf_life_asks_for_a_day(days, best_before, answer):
    lot = LotFactory(pack__product__shelf_life_days=days, best_before=best_before)
    assert answers(lot)["Thông", 9] == answer


@pytest.mark.parametrize(
    ("given", "answer", "field"),
    [
        ({}, Answer.MISSING, "licence_number"),
        ({"licence_number": "1/GP"}, Answer.MISSING, "declaration_number"),
        ({"licence_number": "1/GP", "declaration_number": "2/CB"}, Answer.MET, "licence_number"),
    ],
)
def test_numbers_are_asked_of_goods_that_need_them(given, answer, field):
    product = ProductFactory(**given)
    Policy.objects.create(
        criteria_set=product.criteria_set, needs_licence=True, needs_declaration=True,
        legal_basis="mẫu", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    lot = LotFactory(pack=PackFactory(product=product))
    found = completeness.findings(lot, at=MIDDAY)[-1]
    assert found.answer == answer
    assert answer == Answer.MET or found.field == field


def test_every_fact_of_the_vocabulary_is_found_out():
    assert set(QUESTIONS) == set(Requirement.Fact)


def test_an_unknown_fact_is_refused_by_form_and_database():
    row = asked(fact="smell")
    with pytest.raises(ValidationError, match="smell"):
        row.full_clean()
    with (
        pytest.raises(IntegrityError, match="requirement_is_found_out_by_a_known_fact"),
        transaction.atomic(),
    ):
        row.save()


def test_a_table_with_an_unknown_fact_is_not_loaded(monkeypatch):
    row = load_requirements.rows(load_requirements.TABLE)[0]
    strange = {**row, "fact": "smell", "number": "11"}
    monkeypatch.setattr(load_requirements, "rows", lambda _name: [row, strange])
    with pytest.raises(CommandError, match="smell"):
        call_command("load_requirements")


def test_a_table_with_an_unknown_kind_of_goods_is_not_loaded(monkeypatch):
    row = load_requirements.rows(load_requirements.TABLE)[0]
    monkeypatch.setattr(load_requirements, "rows", lambda _name: [row | {"criteria_sets": "99"}])
    with pytest.raises(CommandError, match="criteria_sets 99"):
        call_command("load_requirements")


def test_loading_again_mends_words_and_leaves_a_row_closed(capsys):
    closed = Requirement.objects.filter(number=10)
    closed.update(valid_until=TOMORROW, label="Sai")
    call_command("load_requirements")
    assert list(closed.values_list("label", "valid_until")) == [("Tiêu chuẩn áp dụng", TOMORROW)]
    assert Requirement.objects.count() == 18
    assert capsys.readouterr().out == "Đã có danh mục luật yêu cầu với hồ sơ của lô.\n"


def test_nothing_passes_where_no_law_is_loaded():
    lot = opened()
    harvest(lot)
    Requirement.objects.all().delete()
    with pytest.raises(NotComplete, match="chưa nạp"):
        complete(lot)
    assert Lot.objects.get().completed_at is None


def test_a_new_law_asks_of_lots_packed_from_its_day_on():
    asked(fact="papers").save()
    asked(number=2, fact="shelf_life", valid_from=TODAY).save()
    lot = opened()
    harvest(lot)
    Lot.objects.update(best_before=None)
    lot.pack.product.shelf_life_days = 365
    lot.pack.product.save()
    with pytest.raises(NotComplete, match="Số công bố"):
        complete(lot)


def test_a_new_law_does_not_undo_a_packed_lot_and_is_announced():
    lot = opened()
    harvest(lot)
    lot = complete(lot)
    asked(fact="shelf_life").save()
    Lot.objects.update(best_before=None)
    lot.pack.product.shelf_life_days = 365
    lot.pack.product.save()
    Requirement.objects.filter(fact__in=["shelf_life", "dates"], law__contains="/202").exclude(
        valid_from=NEXT_YEAR
    ).delete()
    later = MIDDAY + timedelta(days=400)

    judgement = completeness.judged([Lot.objects.get()], at=later)[lot.pk]

    assert (judgement.day, judgement.missing) == (TODAY, [])
    assert [(one.label, one.is_met) for one in judgement.newer] == [("Số công bố", False)]
    assert issue_labels(lot=lot, count=1, by=UserFactory(), at=later).count == 1


def test_a_law_that_has_ended_still_judges_the_lots_of_its_time():
    lot = LotFactory(pack__product__standard="")
    Requirement.objects.filter(fact="standard").update(valid_until=TOMORROW)
    later = MIDDAY + timedelta(days=5)
    assert [one.label for one in completeness.lost(lot, at=later)] == ["Tiêu chuẩn áp dụng"]
    Lot.objects.update(completed_at=later)
    assert completeness.lost(Lot.objects.get(), at=later) == []


def test_a_row_for_some_kinds_of_goods_asks_nothing_of_others():
    row = asked(valid_from=TODAY, fact="stages")
    row.save()
    row.criteria_sets.add(CriteriaSetFactory(number=14, name="Rượu"))
    tea = LotFactory()
    wine = LotFactory(pack__product__criteria_set=CriteriaSetFactory(number=14))
    told = completeness.judged([tea, wine], at=MIDDAY)
    assert [len(told[lot.pk].asked) for lot in (tea, wine)] == [18, 19]


@pytest.mark.parametrize("count", [1, 3])
def test_many_lots_are_judged_with_as_many_queries_as_one(django_assert_num_queries, count):
    lots = [LotFactory() for _ in range(count)]
    with django_assert_num_queries(5):
        assert len(completeness.judged(lots, at=MIDDAY)) == count


# A label stands for a page that holds all that is asked


@pytest.mark.parametrize(
    ("taken", "label"),
    [({"standard": ""}, "Tiêu chuẩn áp dụng"), ({"name": ""}, "Tên sản phẩm")],
)
def test_no_label_is_issued_or_printed_once_the_page_is_hollow(taken, label):
    lot, person = LotFactory(), UserFactory()
    run = issue_labels(lot=lot, count=2, by=person, at=MIDDAY)
    product = lot.pack.product
    for name, value in taken.items():
        setattr(product, name, value)
    product.save()

    with pytest.raises(LotNotComplete, match=label):
        issue_labels(lot=lot, count=1, by=person, at=MIDDAY)
    with pytest.raises(LotNotComplete, match=label):
        print_labels(
            run=run, first=1, last=1, sheet=A4_21, start=1, reason="", by=person, at=MIDDAY,
            setting=PrinterSetting(producer=lot.producer),
        )  # fmt: skip
    assert (lot.runs.count(), run.prints.count()) == (1, 0)


def test_a_lot_whose_product_lost_its_standard_after_opening_is_not_packed():
    lot = opened()
    harvest(lot)
    lot.pack.product.standard = ""
    lot.pack.product.save()
    lot.pack.product.standard = "nhớ nhầm trong bộ nhớ"
    with pytest.raises(NotComplete, match="Tiêu chuẩn áp dụng"):
        complete(lot)
    assert list(Lot.objects.sellable(on=TODAY)) == []


def test_the_database_sells_nothing_of_an_open_lot():
    lot = opened()
    with (
        pytest.raises(IntegrityError, match="lot_sells_only_when_complete"),
        transaction.atomic(),
    ):
        Lot.objects.filter(pk=lot.pk).update(packed=5, on_hand=F("on_hand") + 5)


# Operators


def test_an_operator_announces_and_closes_rows_and_the_journal_says_so():
    person = UserFactory()
    row = keep_requirement(requirement=asked(), by=person, at=MIDDAY)
    row.valid_until = NEXT_YEAR + timedelta(days=30)
    keep_requirement(requirement=row, by=person, at=MIDDAY)
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "added requirement",
        "changed requirement",
    ]


@pytest.mark.parametrize(
    "facts", [{"valid_from": YESTERDAY}, {"valid_from": TODAY, "valid_until": YESTERDAY}]
)
def test_nobody_asks_backwards(facts):
    with pytest.raises(AskedBackwards):
        keep_requirement(requirement=asked(**facts), by=UserFactory(), at=MIDDAY)
    assert Requirement.objects.count() == 18


def test_a_closed_row_stays_closed():
    row = Requirement.objects.first()
    Requirement.objects.filter(pk=row.pk).update(valid_until=YESTERDAY)
    with pytest.raises(AskedBackwards):
        keep_requirement(requirement=row, by=UserFactory(), at=MIDDAY)


def test_one_text_of_a_number_at_a_time():
    old = Requirement.objects.filter(fact="standard").get()
    new = asked(law=old.law, number=old.number)
    with pytest.raises(ValidationError, match="đóng dòng cũ trước"):
        new.full_clean()
    old.valid_until = NEXT_YEAR
    old.save()
    new.full_clean()


def test_operators_see_rows_and_delete_none(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    row = Requirement.objects.first()
    place = f"/admin/traceability/requirement/{row.pk}"
    page = client.get(f"{place}/change/").content.decode()
    assert ('name="valid_until"' in page, 'name="fact"' in page) == (True, False)
    assert client.get(f"{place}/delete/").status_code == 403
    answer = client.post(f"{place}/change/", {"valid_until": "2020-01-01"})
    assert (answer.status_code, Entry.objects.count()) == (200, 0)
    answer = client.post(f"{place}/change/", {"valid_until": "2099-01-01"})
    assert (answer.status_code, Entry.objects.get().verb) == (302, "changed requirement")
