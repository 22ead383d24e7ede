"""The meter on a lot's page: what is missing, and the way to the very field."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Entry
from tests.factories import (
    MIDDAY,
    LabelPrintFactory,
    LotFactory,
    MembershipFactory,
    RecognitionFactory,
)
from tests.traceability.test_completeness import asked
from tests.traceability.test_lots import opened
from traceability.actions.labels import issue_labels
from traceability.models import Lot

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(client):
    lot = opened()
    client.force_login(MembershipFactory(producer=lot.producer).user)
    return lot


def place(lot, rest=""):
    return f"/gian-hang/{lot.producer.slug}/{rest}"


def page_of(client, lot):
    return client.get(place(lot, f"lo-hang/{lot.code}/")).content.decode()


def missing(page):
    """The addresses that the buttons beside what is missing lead to."""
    return re.findall(r'<a class="button" href="([^"]+#id_\w+)">Ghi', page)


def test_each_missing_field_is_one_press_away(client, lot):
    product = lot.pack.product
    product.standard, product.shelf_life_days = "", 365
    product.save()
    Lot.objects.update(best_before=None)
    targets = missing(page_of(client, lot))
    assert targets == [
        place(lot, f"lo-hang/{lot.code}/viec/thu-hoach/#id_quantity"),
        place(lot, f"lo-hang/{lot.code}/han-dung/#id_best_before"),
        place(lot, f"san-pham/{product.slug}/#id_standard"),
        place(lot, f"lo-hang/{lot.code}/viec/thu-hoach/#id_quantity"),
        place(lot, f"lo-hang/{lot.code}/han-dung/#id_best_before"),
    ]
    for target in targets:
        address, _sign, anchor = target.partition("#")
        assert f'id="{anchor}"' in client.get(address).content.decode()


def test_an_address_that_is_missing_is_filled_in(client, lot):
    type(lot.producer).objects.update(commune=None, address="")
    target = place(lot, "dia-chi/")
    assert f"{target}#id_address" in missing(page_of(client, lot))
    assert 'id="id_address"' in client.get(target).content.decode()
    assert client.post(target, {"address": " "}).status_code == 422
    assert client.post(target, {"address": "Thôn Nà  Làng"}).status_code == 302
    lot.producer.refresh_from_db()
    assert lot.producer.address == "Thôn Nà Làng"
    assert f"{target}#id_address" not in missing(page_of(client, lot))
    client.post(target, {"address": "Thôn Nà Làng"})
    assert Entry.objects.filter(verb="changed address").count() == 1


@pytest.mark.parametrize(
    ("day", "status"), [("2027-11-20", 302), ("2026-11-20", 422), ("9999-01-01", 422), ("", 422)]
)
def test_a_best_before_day_is_written_later(client, lot, day, status):
    Lot.objects.update(best_before=None)
    answer = client.post(place(lot, f"lo-hang/{lot.code}/han-dung/"), {"best_before": day})
    lot.refresh_from_db()
    assert (answer.status_code, str(lot.best_before or "")) == (
        status,
        day if status == 302 else "",
    )


def test_the_dates_of_a_packed_lot_stay(client):
    lot = LotFactory()
    client.force_login(MembershipFactory(producer=lot.producer).user)
    later = {"best_before": str(lot.best_before + timedelta(days=9))}
    answer = client.post(place(lot, f"lo-hang/{lot.code}/han-dung/"), later)
    assert (answer.status_code, "đã nằm trên tem" in answer.content.decode()) == (422, True)
    assert Lot.objects.get().best_before == lot.best_before


def test_what_nobody_has_is_not_called_there(client, lot):
    page = page_of(client, lot)
    assert (page.count("không có, không bắt buộc"), page.count("còn thiếu</span>")) == (4, 2)


def test_a_law_to_come_is_announced_with_its_day(client, lot):
    assert "Quy định mới sẽ hỏi thêm" not in page_of(client, lot)
    asked(label="Phiếu kim loại nặng", valid_from=MIDDAY.date() + timedelta(days=4_000)).save()
    page = page_of(client, lot)
    assert ("Quy định mới sẽ hỏi thêm" in page, "Phiếu kim loại nặng" in page) == (True, True)


def test_a_hollow_page_is_told_at_the_labels(client):
    lot = LotFactory(pack__product__standard="")
    client.force_login(MembershipFactory(producer=lot.producer).user)
    answer = client.post(place(lot, f"lo-hang/{lot.code}/tem/"), {"count": 1})
    assert (answer.status_code, "Tiêu chuẩn áp dụng" in answer.content.decode()) == (422, True)
    assert lot.runs.count() == 0


def test_a_file_of_labels_is_not_handed_out_once_the_page_is_hollow(client):
    lot = LotFactory()
    person = MembershipFactory(producer=lot.producer).user
    client.force_login(person)
    run = issue_labels(lot=lot, count=1, by=person, at=MIDDAY)
    prints = [
        LabelPrintFactory(run=run, language=language, printed_at=now(), printed_by=person)
        for language in ("pdf", "zpl", "tspl")
    ]
    lot.pack.product.standard = ""
    lot.pack.product.save()
    told = [
        client.get(place(lot, f"lo-hang/{lot.code}/tem/{run.pk}/tep/{one.pk}/")).status_code
        for one in prints
    ]
    assert told == [302] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_rows_as_for_one(
    client, lot, count, django_assert_num_queries
):
    for number in range(count):
        asked(number=number + 1, valid_from=MIDDAY.date()).save()
    with django_assert_num_queries(17):
        page_of(client, lot)


@pytest.mark.parametrize(("verified_at", "told"), [(MIDDAY, True), (None, False)])
def test_a_product_page_certifies_stars_in_force_only(client, verified_at, told):
    stars = RecognitionFactory(verified_at=verified_at)
    page = client.get(stars.product.get_absolute_url()).content.decode()
    assert ('"@type": "Certification"' in page) is told
