"""The page a scanned jar opens: facts, who said them, and how often the code was seen."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from tests.factories import MIDDAY, LotFactory, PlaceFactory, RecognitionFactory
from traceability.actions.events import record_event
from traceability.models import Document, ItemCode, LabelRun, Lot, Scan
from traceability.serials import new_serial
from traceability.views.counting import GATHERING
from traceability.views.kept_stories import SHELF

pytestmark = pytest.mark.django_db
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 14) Mobile"}


def issue(**lot):
    made = LotFactory(**{"best_before": localdate() + timedelta(days=200), **lot})
    run = LabelRun.objects.create(lot=made, count=1, issued_at=MIDDAY)
    return ItemCode.objects.create(lot=made, run=run, serial=new_serial())


def look(client, code, **headers):
    return client.get(f"/truy-xuat/ma/{code.serial}/", headers={**PHONE, **headers})


def tell(lot, count):
    """``count`` events of a lot that is not packed yet."""
    Lot.objects.filter(pk=lot.pk).update(completed_at=None, on_hand=0, packed=0)
    for n in range(count):
        spot = {"latitude": "21.27", "longitude": "107.28"}
        place = PlaceFactory(producer=lot.producer, name=f"Nơi {n}", **spot)
        record_event(
            lot=lot, stage="harvest", place=place, quantity=1_000 + n, by=None,
            happened_at=MIDDAY - timedelta(days=n), at=MIDDAY,
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_made_with_nine_queries(client, count, django_assert_num_queries):
    code = issue()
    tell(code.lot, count)
    look(client, code)
    SHELF.clear()
    client.cookies.clear()
    with django_assert_num_queries(9):  # how it stands, twice; and the story's seven
        answer = look(client, code)
    assert len(answer.context["timeline"]) == count


def test_a_kept_page_costs_one_query(client, django_assert_num_queries):
    code = issue()
    look(client, code)
    with django_assert_num_queries(1):
        assert "Đây là lần đầu" in look(client, code).content.decode()


def test_the_page_is_light(client):
    code = issue()
    tell(code.lot, 3)
    answer = look(client, code, **{"accept-encoding": "gzip"})
    assert len(answer.content) < 30_000  # with its style sheets, by night too, and its scripts


def test_the_policy_lets_in_the_pages_own_styles_and_script_and_no_others(client):
    answer = look(client, issue())
    page, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    for kind, own in (("style", "<style>"), ("script", '<script type="module">')):
        (text,) = re.findall(f"{own}(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'self' 'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy
    assert "../" not in re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]


def test_the_page_says_whose_it_is_and_which_lot(client):
    code = issue()
    page = look(client, code).content.decode()
    product = code.lot.pack.product
    assert [text in page for text in (product.name, product.producer.name, code.lot.code)] == [
        True
    ] * 3


def test_the_first_and_the_second_scan_are_told_apart(client):
    code = issue()
    first = look(client, code)
    client.cookies.clear()
    second = look(client, code)
    assert "Đây là lần đầu mã này được quét." in first.content.decode()
    assert "Mã này đã được quét 2 lần." in second.content.decode()


def test_looks_that_nobody_has_written_yet_are_counted_too(client):
    code = issue()
    told = [page_of(client, code) for _ in range(4)]
    assert "Mã này đã được quét 4 lần." in told[-1]
    assert Scan.objects.count() == 1
    assert GATHERING.write() == 3
    assert "Mã này đã được quét 5 lần." in page_of(client, code)


def page_of(client, code):
    """What a browser is shown that was never here."""
    client.cookies.clear()
    return look(client, code).content.decode()


def test_the_same_visitor_within_half_an_hour_counts_once(client):
    code = issue()
    look(client, code)
    again = look(client, code)
    assert Scan.objects.count() == 1
    assert "Đây là lần đầu" in again.content.decode()


def test_the_mark_of_one_code_does_not_hide_another(client):
    first, second = issue(), issue()
    client.cookies["da-quet"] = look(client, first).cookies["da-quet"].value
    look(client, second)
    assert Scan.objects.count() == 2


def test_a_forged_mark_is_no_mark(client):
    code = issue()
    client.cookies["da-quet"] = "1:forged"
    look(client, code)
    assert Scan.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"user-agent": "Googlebot/2.1"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": "curl/8.5"},
        {"user-agent": ""},
        {"x-moz": "prefetch"},
        {"hx-request": "true"},
        {"sec-fetch-mode": "cors"},
    ],
)
def test_machines_are_not_counted(client, headers):
    code = issue()
    assert look(client, code, **headers).status_code == 200
    assert Scan.objects.count() == 0


def test_a_head_is_not_counted(client):
    code = issue()
    assert client.head(f"/truy-xuat/ma/{code.serial}/", headers=PHONE).status_code == 200
    assert Scan.objects.count() == 0


def test_an_expired_lot_is_said_to_be_expired(client):
    page = look(client, issue(best_before=date(2026, 11, 2))).content.decode()
    assert tone(page) == "bad"
    assert "<p>Hạn dùng là 02/11/2026.</p>" in page


def test_the_last_good_day_is_still_good(client):
    today = localdate(now())
    lots = [issue(best_before=today + timedelta(days=1)), issue(best_before=today)]
    assert [tone(look(client, code).content.decode()) for code in lots] == ["good", "bad"]


def tone(page):
    return re.search(r'class="verdict tone-(\w+)"', page)[1]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("sold", "đã giao cho người mua"),
        ("packed", "đã đóng vào kiện"),
        ("issued", "chưa giao qua Chợ Gốc"),
        ("void", "Mã này đã bị huỷ"),
    ],
)
def test_the_state_of_the_code_is_said(client, state, words):
    code = issue()
    ItemCode.objects.update(state=state)
    assert words in look(client, code).content.decode()


def test_the_page_never_calls_anything_fake(client):
    code = issue(best_before=date(2026, 11, 2))
    ItemCode.objects.update(state="void")
    page = look(client, code).content.decode().lower()
    assert [word in page for word in ("hàng giả", "giả mạo", "hàng nhái", "fake")] == [False] * 4


def test_a_star_in_force_shows_and_an_expired_one_does_not(client):
    code = issue()
    RecognitionFactory(product=code.lot.pack.product, decision="88/QĐ-UBND")
    assert look(client, code).context["stars"] == {"stars": 4, "state": "in_force"}
    code.lot.pack.product.recognitions.update(
        valid_from=date(2020, 1, 1), valid_until=date(2023, 1, 1)
    )
    assert look(client, code).context["stars"]["state"] == "expired"


def test_papers_of_the_lot_and_the_product_show_but_not_those_of_other_lots(client):
    code = issue()
    other = LotFactory(pack=code.lot.pack)
    product = code.lot.pack.product
    for title, where in (
        ("A", {"lot": code.lot}),
        ("B", {"product": product}),
        ("C", {"lot": other}),
    ):
        Document.objects.create(
            producer=product.producer, kind="other", title=title, issuer="x",
            file="documents/x.pdf", sha256="0" * 64, added_at=MIDDAY, **where,
        )  # fmt: skip
    assert sorted(paper["title"] for paper in look(client, code).context["papers"]) == ["A", "B"]


def test_the_journey_is_drawn_on_the_province(client):
    code = issue()
    tell(code.lot, 3)
    drawn = look(client, code).context["map"]
    assert [point["label"] for point in drawn["points"]] == ["Nơi 2, Nơi 1, Nơi 0"]


def test_a_place_outside_the_province_is_not_drawn(client):
    code = issue()
    tell(code.lot, 1)
    code.lot.events.get().place.__class__.objects.update(latitude="10.77", longitude="106.70")
    assert look(client, code).context["map"] is None


def test_a_serial_never_issued_has_no_page(client):
    issue()
    answer = client.get(f"/truy-xuat/ma/{new_serial()}/", headers=PHONE)
    assert answer.status_code == 404
    assert Scan.objects.count() == 0


def test_a_lot_has_a_page_of_its_own(client, django_assert_num_queries):
    code = issue()
    with django_assert_num_queries(8):
        answer = client.get(f"/truy-xuat/lo/{code.lot.trace_code}/", headers=PHONE)
    assert "Lô này có trong sổ của Chợ Gốc" in answer.content.decode()
    GATHERING.write()
    assert Scan.objects.get().code is None


@pytest.mark.parametrize("way", ["{0}", " {0} ", "{1}", "{2}-{3}", "http://127.0.0.1:8000/t/{0}"])
def test_a_code_is_found_however_it_is_typed(client, way):
    code = issue()
    serial = code.serial
    typed = way.format(serial, serial.lower(), serial[:5], serial[5:])
    answer = client.get("/truy-xuat/", {"ma": typed}, follow=True)
    assert answer.redirect_chain[-1][0].endswith(f"/truy-xuat/ma/{serial}/")


def test_a_mistyped_code_stays_in_the_box_with_words(client):
    answer = client.get("/truy-xuat/", {"ma": "ABCDE"})
    assert answer.status_code == 400
    assert 'value="ABCDE"' in answer.content.decode()
    assert "Mã này chưa đúng" in answer.content.decode()


def test_a_code_never_issued_is_said_so_at_the_box(client):
    answer = client.get("/truy-xuat/", {"ma": new_serial()})
    assert answer.status_code == 404
    assert "chưa từng được cấp" in answer.content.decode()


def test_the_lookup_leads_nowhere_outside(client):
    answer = client.get("/truy-xuat/", {"ma": "https://example.com/evil"})
    assert answer.status_code == 400
