"""Pages of money: for a producer's people, and for those who run the market."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import load_workbook

from marketplace.payments.models import BankAccount
from marketplace.payouts.actions import runs
from marketplace.payouts.models import Payout, PayoutRun
from tests.accounts.presence import shown_again
from tests.factories import MembershipFactory, UserFactory
from tests.marketplace.payouts.stories import (
    OVER,
    account,
    approved,
    earned,
    household,
    owe,
    rates,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold():
    """A household has earned 375.950 ₫."""
    rates()
    return earned(2, household())


def at_stall(client, sold, role="owner"):
    client.force_login(MembershipFactory(producer=sold.producer, role=role).user)
    return f"/gian-hang/{sold.producer.slug}/tien/"


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True))
    return client


def test_a_stall_sees_what_it_may_be_paid_and_why_something_was_taken(client, sold):
    page = client.get(at_stall(client, sold), {"thang": "2026-12"}).content.decode()

    for words in (
        "375.950",
        "Phí sàn 5 %",
        "Thuế GTGT khấu trừ 1 %",
        "chưa ai đối chiếu",
        sold.code,
    ):
        assert words in page, words


@pytest.mark.parametrize("month", ["", "2027-13", "tat-ca", "٢٠٢٧-01", "2027-01-01"])
def test_any_month_is_a_page(client, sold, month):
    assert client.get(at_stall(client, sold), {"thang": month}).status_code == 200


def test_only_owners_and_operators_read_the_number(client, sold):
    account(sold.producer)
    seen = {}
    for role in ("owner", "staff", "supporter"):
        seen[role] = "0123456789" in client.get(at_stall(client, sold, role)).content.decode()
    client.force_login(UserFactory(is_staff=True))
    seen["operator"] = (
        "0123456789" in client.get(at := f"/gian-hang/{sold.producer.slug}/tien/").content.decode()
    )
    statement = client.get(f"{at}sao-ke.csv", {"thang": "tat-ca"}).getvalue().decode()

    assert seen == {"owner": True, "staff": False, "supporter": False, "operator": True}
    assert "0123456789" not in statement


def test_an_owner_is_asked_again_before_telling_the_account(client, sold):
    page = at_stall(client, sold)
    told = {"bank": "970436", "number": "001234567", "holder": "Hộ kinh doanh Mẫu"}

    for answer in (client.get(f"{page}tai-khoan/"), client.post(f"{page}tai-khoan/", told)):
        assert answer.url.partition("?")[0] == reverse("account_reauthenticate")
    assert BankAccount.objects.count() == 0


@pytest.mark.parametrize("role", ["staff", "supporter"])
def test_nobody_but_owners_tells_or_stops_an_account_however_lately_asked(client, sold, role):
    account(sold.producer)
    change = account(sold.producer, "999999999", at=now())
    page = at_stall(client, sold, role)
    shown_again(client)
    told = {"bank": "970436", "number": "001234567", "holder": "Hộ kinh doanh Mẫu"}

    answers = [
        client.get(f"{page}tai-khoan/"),
        client.post(f"{page}tai-khoan/", told),
        client.post(f"{page}tai-khoan/{change.pk}/dung/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert BankAccount.objects.get(stopped_at=None, replaces__isnull=False) == change


def test_a_changed_account_waits_on_the_page_and_is_stopped_there(client, sold):
    account(sold.producer)
    page = at_stall(client, sold)
    shown_again(client)
    told = {"bank": "970436", "number": "999999123", "holder": "Hộ kinh doanh Mẫu"}
    client.post(f"{page}tai-khoan/", told)
    change = BankAccount.objects.get(replaces__isnull=False)

    assert "••••••123" in client.get(page).content.decode()
    for _time in range(2):
        client.post(f"{page}tai-khoan/{change.pk}/dung/")
    change.refresh_from_db()
    assert change.stopped_at is not None
    assert "••••••123" not in client.get(page).content.decode()


def test_an_owner_tells_the_account(client, sold):
    page = at_stall(client, sold)
    shown_again(client)
    told = {"bank": "970436", "number": "00 1234 567", "holder": "Hộ kinh doanh Mẫu"}

    assert client.post(f"{page}tai-khoan/", told).status_code == 302
    made = BankAccount.objects.get()
    assert (made.number, made.holder) == ("001234567", "HO KINH DOANH MAU")

    wrong = client.post(f"{page}tai-khoan/", {**told, "number": "１２３４５６"})
    assert (wrong.status_code, BankAccount.objects.count()) == (422, 1)


def rows_of(answer):
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_a_statement_to_take_along_says_the_same_in_every_form(client, sold):
    page = at_stall(client, sold)
    owe(sold, 100_000)
    asked = {"thang": "2026-12"}
    table = rows_of(client.get(f"{page}sao-ke.csv", asked))
    book = load_workbook(BytesIO(client.get(f"{page}sao-ke.xlsx", asked).getvalue())).active
    paper = client.get(f"{page}sao-ke.pdf", asked)

    # 100.000 ₫ take 5.000 + 1.000 + 500 with them
    assert [row[-1] for row in table[1:]] == ["0", "345950", "375950", "282450", "282450"]
    assert [str(cell.value or 0) for cell in book[6]][-1] == "282450"
    assert paper.content.startswith(b"%PDF")
    assert client.get(f"{page}sao-ke.exe").status_code == 404


def test_a_certificate_tells_what_was_withheld_in_a_year(client, sold):
    page = at_stall(client, sold)
    table = rows_of(client.get(f"{page}khau-tru-2026.csv"))

    assert table[12] == ["12/2026", "370000", "3700", "1850"]
    assert table[-1][1:] == ["370000", "3700", "1850"]
    assert client.get(f"{page}khau-tru-2026.pdf").content.startswith(b"%PDF")
    assert client.get(f"{page}khau-tru-2031.pdf").status_code == 404


def test_two_operators_take_a_run_to_its_end(client, operator, sold):
    account(sold.producer)
    found = operator.post("/chi-tra/")
    run = PayoutRun.objects.get()
    assert found["Location"] == f"/chi-tra/dot/{run.code}/"
    here = found["Location"]

    operator.post(f"{here}duyet/")
    operator.post(f"{here}duyet/")
    run.refresh_from_db()
    assert run.state == "draft"
    assert "Chờ một người khác duyệt" in operator.get(here).content.decode()

    client.force_login(UserFactory(is_staff=True))
    client.post(f"{here}duyet/")
    file = rows_of(client.post(f"{here}tep.csv"))
    assert file[1][1:6] == ["0123456789", "HO KINH DOANH MAU", "Vietcombank", "970436", "375950"]

    payout = Payout.objects.get()
    told = {"reference": "FT26325", "seen": "on"}
    assert client.post(f"{here}khoan/{payout.pk}/", {**told, "seen": ""}).status_code == 422
    client.post(f"{here}khoan/{payout.pk}/", told)
    run.refresh_from_db()
    assert run.state == "ended"

    back = {"return_reference": "HT26325", "words": "Sai tên"}
    client.post(f"{here}khoan/{payout.pk}/tra-lai/", back)
    payout.refresh_from_db()
    assert (payout.state, payout.words) == ("returned", "Sai tên")


def test_a_draft_gives_no_file_and_says_so(operator, sold):
    account(sold.producer)
    run = runs.draft_run(by=None, at=OVER)

    answer = operator.post(f"/chi-tra/dot/{run.code}/tep.csv", follow=True)
    assert "Chỉ lấy tệp của đợt đã đủ hai người duyệt." in answer.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_runs_and_their_payouts_are_listed_with_as_many_queries(
    operator, django_assert_num_queries, more
):
    for n in range(1 + more):
        account(earned().producer, f"99999999{n}")
    run = sent()
    with django_assert_num_queries(6):
        page = operator.get("/chi-tra/").content.decode()
    assert run.code in page
    with django_assert_num_queries(4):
        page = operator.get(f"/chi-tra/dot/{run.code}/").content.decode()
    assert page.count("99999999") == 1 + more


def test_a_month_of_taxes_is_a_page_and_two_files(operator, sold):
    page = operator.get("/chi-tra/thue/", {"thang": "2026-12"}).content.decode()
    assert "3.700" in page
    assert "1.850" in page

    annex = rows_of(operator.get("/chi-tra/thue/2026-12.csv"))
    assert annex[1][1] == sold.producer.name
    assert annex[1][5:8] == annex[2][5:8] == ["370000", "3700", "1850"]
    assert annex[1][8] == "Hệ thống lập, chưa nộp"
    assert operator.get("/chi-tra/thue/2026-13.csv").status_code == 404
    assert rows_of(operator.get("/chi-tra/phi-san/2026-12.csv"))[1][-1] == "18500"


def test_approving_what_may_not_be_paid_any_more_tells_why(operator, sold):
    account(sold.producer)
    run = runs.draft_run(by=None, at=OVER)
    runs.approve_run(run=run, by=UserFactory(), at=OVER)
    owe(sold, 200_000)
    operator.post(f"/chi-tra/dot/{run.code}/duyet/")

    page = operator.get(f"/chi-tra/dot/{run.code}/").content.decode()
    assert "Số được nhận đã giảm sau khi lập đợt" in page


def test_what_came_back_stands_on_the_producers_page(client, sold):
    account(sold.producer)
    payout = approved().payouts.get()
    runs.export_run(run=payout.run, by=UserFactory(), at=OVER)
    told = {"by": UserFactory(), "at": OVER}
    runs.return_payout(payout=payout, reference="HT1234", words="Sai tên", **told)

    page = client.get(at_stall(client, sold), {"thang": "2026-12"}).content.decode()
    assert "HT1234 · Sai tên" in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_speaks_the_language_of_the_page_to_its_last_row(client, sold, form):
    page = at_stall(client, sold)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get(f"{page}sao-ke.{form}", {"thang": "tat-ca"})
    if form == "csv":
        told = [row[1] for row in rows_of(answer)]
    else:
        told = [row[1].value for row in load_workbook(BytesIO(answer.getvalue())).active]

    assert told == ["Action", "At the beginning", "sale", "delivery fee", "Whole period"]
