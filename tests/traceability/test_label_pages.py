"""Labels on paper: each code reads back, and every label stands where the sheet has a place."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from tests.factories import MIDDAY, LotFactory, MembershipFactory, PackFactory
from traceability.actions.labels import issue_labels
from traceability.labels import SHEETS

pytestmark = pytest.mark.django_db
CSS = (Path(__file__).parents[2] / "static" / "css" / "labels.css").read_text()


@pytest.fixture
def run(client):
    owner = MembershipFactory()
    client.force_login(owner.user)
    pack = PackFactory(product__producer=owner.producer)
    lot = LotFactory(pack=pack, packed=30, on_hand=30)
    return issue_labels(lot=lot, count=30, by=owner.user, at=MIDDAY)


def at(name, run, *more):
    return reverse(f"traceability:{name}", args=[run.lot.producer.slug, run.lot.code, *more])


def read(png):
    with Image.open(BytesIO(png)) as picture:
        return zxingcpp.read_barcode(picture.convert("L")).text


def test_the_picture_of_a_code_reads_as_its_address(client, run):
    code = run.codes.first()
    answer = client.get(at("code_png", run, code.serial))
    assert read(answer.content) == f"http://127.0.0.1:8000/t/{code.serial}"


def test_with_a_gtin_the_picture_reads_as_a_digital_link(client, run):
    pack = run.lot.pack
    pack.gtin = "09506000134352"
    pack.save()
    code = run.codes.first()
    answer = client.get(at("code_png", run, code.serial))
    assert read(answer.content) == f"http://127.0.0.1:8000/01/09506000134352/21/{code.serial}"


def test_the_drawing_of_a_code_is_svg(client, run):
    answer = client.get(at("code_svg", run, run.codes.first().serial))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_a_code_of_another_lot_is_not_drawn(client, run):
    other = LotFactory(pack=run.lot.pack)
    stray = issue_labels(lot=other, count=1, by=run.issued_by, at=MIDDAY).codes.get()
    assert client.get(at("code_png", run, stray.serial)).status_code == 404


def test_printing_starts_at_the_first_free_place(client, run):
    answer = client.get(at("sheet", run, run.pk), {"sheet": "21", "start": "20"})
    pages = answer.context["pages"]
    assert [len(page) for page in pages] == [21, 21, 7]
    assert pages[0][:19] == [None] * 19
    codes = [label["code"] for page in pages for label in page if label]
    assert codes == list(run.codes.order_by("pk"))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"sheet": "21", "start": "22"}, "start"),
        ({"sheet": "21", "start": "0"}, "start"),
        ({"sheet": "99", "start": "1"}, "sheet"),
    ],
)
def test_a_place_that_is_not_on_the_sheet_is_refused(client, run, query, field):
    answer = client.get(at("sheet", run, run.pk), query)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_sheet_of_thirty_costs_few_queries(client, run, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get(at("sheet", run, run.pk))


@pytest.mark.parametrize("kind", SHEETS)
def test_the_style_sheet_and_the_geometry_agree(kind):
    rule = re.search(rf"\.sheet--{kind} {{([^}}]*)}}", CSS)[1]
    said = dict(re.findall(r"--([a-z-]+): ([0-9.]+)", rule))
    sheet = SHEETS[kind]
    assert {name: float(said[name]) for name in list(said)[:6]} == {
        "columns": sheet.columns,
        "label-width": sheet.width,
        "label-height": sheet.height,
        "between": pytest.approx(sheet.pitch_x - sheet.width),
        "left": sheet.left,
        "top": sheet.top,
    }
    assert sheet.pitch_y == sheet.height


def test_more_codes_than_packs_are_refused_at_the_field(client, run):
    answer = client.post(at("labels", run), {"count": "1"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["count"]
