"""A producer's printer: put right once, remembered; papers of its own; test pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import LabelPaperFactory, LotFactory, MembershipFactory, PackFactory
from tests.traceability.prints import opened
from traceability.models import LabelPaper, PrinterSetting
from traceability.queries import labels

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client):
    owner = MembershipFactory()
    client.force_login(owner.user)
    return owner.producer


def at(name, producer, *more):
    return reverse(f"traceability:{name}", args=[producer.slug, *more])


def measured(**changes):
    usual = {"name": "Tem tròn tiệm Minh Anh", "is_roll": "0", "columns": "3", "rows": "7"}
    usual |= {"width": "63,5", "height": "38,1", "left": "7,25", "top": "15,5"}
    return {**usual, "gap_x": "2,5", "gap_y": "0", **changes}


def test_an_adjustment_is_remembered_and_moves_the_test_page(client, mine):
    before = client.get(at("test_page", mine, "21")).content
    told = client.post(at("printer", mine), {"offset_x": "1,5", "offset_y": "-2", "scale": "100,5"})

    assert told.status_code == 302
    kept = PrinterSetting.objects.get(producer=mine)
    assert list(map(str, (kept.offset_x, kept.offset_y, kept.scale))) == ["1.50", "-2.00", "100.50"]
    after = client.get(at("test_page", mine, "21")).content
    assert len(opened([after])) == 1
    assert after != before


@pytest.mark.parametrize(
    ("field", "odd"),
    [
        ("offset_x", "21"),
        ("offset_x", "NaN"),
        ("offset_y", "-20,01"),
        ("offset_y", "1,234"),
        ("scale", "89"),
        ("scale", "1" * 40),
        ("scale", ""),
    ],
)
def test_an_adjustment_that_no_printer_needs_is_refused(client, mine, field, odd):
    right = {"offset_x": "0", "offset_y": "0", "scale": "100"}
    answer = client.post(at("printer", mine), {**right, field: odd})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert PrinterSetting.objects.count() == 0


@pytest.mark.parametrize("paper", ["65", "12", "2x50"])
def test_every_paper_has_a_test_page(client, mine, paper):
    answer = client.get(at("test_page", mine, paper))

    assert answer["Content-Type"] == "application/pdf"
    assert len(opened([answer.content])) == 1


def test_a_paper_as_measured_is_kept_and_can_be_chosen(client, mine):
    assert client.post(at("new_paper", mine), measured()).status_code == 302
    paper = LabelPaper.objects.get(producer=mine)
    sheet = labels.papers(mine)[paper.key]

    assert (sheet.columns, sheet.rows, sheet.width, sheet.pitch_x) == (3, 7, 63.5, 66)
    assert sheet.place(21) == (139.25, 244.1)
    assert paper.name in client.get(at("printer", mine)).content.decode()
    assert client.get(at("test_page", mine, paper.key)).status_code == 200


def test_a_roll_as_measured_has_one_row(client, mine):
    roll = measured(is_roll="1", columns="2", rows="", width="50", height="30", top="9", gap_y="2")
    client.post(at("new_paper", mine), roll)
    sheet = LabelPaper.objects.get().sheet()

    assert (sheet.rows, sheet.top, sheet.gap, sheet.page_height) == (1, 0, 2, 30)
    assert sheet.page_width == 2 * 7.25 + 2 * 50 + 2.5


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"columns": "4"}, "columns"),
        ({"columns": "0"}, "columns"),
        ({"rows": "8"}, "rows"),
        ({"rows": ""}, "rows"),
        ({"rows": "9" * 20}, "rows"),
        ({"width": "12"}, "width"),
        ({"width": "-3"}, "width"),
        ({"height": "Infinity"}, "height"),
        ({"left": "-0,1"}, "left"),
        ({"gap_x": "abc"}, "gap_x"),
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"is_roll": "2"}, "is_roll"),
    ],
)
def test_a_paper_that_cannot_be_is_told_at_the_field(client, mine, changes, field):
    answer = client.post(at("new_paper", mine), measured(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert LabelPaper.objects.count() == 0


def test_nobody_keeps_papers_without_end(client, mine):
    for _ in range(20):
        LabelPaperFactory(producer=mine)
    answer = client.post(at("new_paper", mine), measured())

    assert answer.status_code == 422
    assert LabelPaper.objects.count() == 20


def test_a_paper_is_forgotten_and_the_usual_one_takes_its_place(client, mine):
    paper = LabelPaperFactory(producer=mine)
    PrinterSetting.objects.create(producer=mine, paper=paper.key)
    LotFactory(pack=PackFactory(product__producer=mine))

    assert client.post(at("paper_removal", mine, paper.pk)).status_code == 302
    assert LabelPaper.objects.count() == 0
    assert client.get(at("test_page", mine, paper.key)).status_code == 404


def test_another_producers_printer_and_papers_are_not_there(client, mine):
    theirs = LabelPaperFactory()
    told = {
        client.get(at("printer", theirs.producer)).status_code,
        client.post(at("printer", theirs.producer), {"scale": "99"}).status_code,
        client.get(at("new_paper", theirs.producer)).status_code,
        client.get(at("test_page", theirs.producer, "21")).status_code,
        client.get(at("test_page", mine, theirs.key)).status_code,
        client.post(at("paper_removal", mine, theirs.pk)).status_code,
        client.post(at("paper_removal", theirs.producer, theirs.pk)).status_code,
    }
    assert told == {404}
    assert LabelPaper.objects.get() == theirs


@pytest.mark.parametrize("number", [1, 3])
def test_the_printers_page_costs_the_same_however_many_papers(
    client, mine, number, django_assert_num_queries
):
    for _ in range(number):
        LabelPaperFactory(producer=mine)
    with django_assert_num_queries(7):
        client.get(at("printer", mine))
